"""The sheet of invitation cards as it is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.services.people.inviting import Invite, line_link, telegram_link
from bot.texts import texts
from bot.web.people import Invitation, cards, png, sheet
from storage.people import Details, Person
from storage.programme import Text
from tests.web.axe import axe
from tests.web.console.looks import keep


if TYPE_CHECKING:
    from playwright.sync_api import Browser


CODE = "K7PM-4XQD"
CUT = (
    "article, h2, .of, .code, .say",
    """found => found.filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
        .map(one => one.outerHTML)""",
)
LONGEST = "ศาสตราจารย์กิตติคุณ พลตำรวจเอก ดร.ชื่อที่ยาวเป็นพิเศษ นามสกุลที่ยาวยิ่งกว่าชื่อ ณ อยุธยา"


UNSHORTENED = (
    "หลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูงเพื่อการบริหารท้องถิ่นอย่างยั่งยืนและเป็นธรรมสำหรับผู้บริหารเทศบาลและองค์การบริหารส่วนตำบล"
)
AFAR = "องค์การบริหารส่วนตำบลบ้านใหม่สามัคคีธรรม อำเภอเมืองนครศรีธรรมราช จังหวัดนครศรีธรรมราช"


def card(name: str, *, links: bool = True) -> Invitation:
    reached = (
        ("LINE", line_link("@nongnat-official", f"ลงทะเบียน {CODE}")),
        ("Telegram", telegram_link("nongnat_bot", CODE)),
    )
    programme = "หลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูงเพื่อการบริหารท้องถิ่น (พมส.) รุ่นที่ 1"
    return Invitation(
        name,
        "เทศบาลนครที่มีชื่อยาวมาก อำเภอเมือง จังหวัดนครศรีธรรมราช",
        programme,
        CODE,
        f"ลงทะเบียน พมส. รุ่นที่ 1 รหัส {CODE}",
        reached if links else (),
    )


@pytest.mark.parametrize("links", [True, False])
def test_ten_cards_fill_a_sheet_of_a4_and_none_is_cut_off(browser: Browser, *, links: bool) -> None:
    names = [LONGEST, "<b>นาย</b> ตัวอย่าง", "นางปู่ ย่า"]
    page = browser.new_page()
    page.set_content(sheet([card(names[number % 3], links=links) for number in range(14)], "th"))
    cut = page.eval_on_selector_all(*CUT)
    assert axe(page) == []
    printed = page.pdf(prefer_css_page_size=True)
    said = page.inner_text("article:nth-of-type(2)")
    page.close()

    assert cut == []
    assert printed.count(b"/Type /Page\n") == 2
    assert said.split("\n")[0] == names[1]
    assert CODE in said


@pytest.mark.parametrize("name", [LONGEST, "นางปู่ ย่า"])
def test_a_long_title_without_a_short_name_takes_another_line(browser: Browser, name: str) -> None:
    long = replace(card(name), organisation=AFAR, programme=UNSHORTENED, sentence=f"ลงทะเบียน {CODE}")
    page = browser.new_page()
    page.set_content(sheet([long, card("นายเอก ดี")], "th"))
    cut = page.eval_on_selector_all(*CUT)
    keep(page, f"people-cards-{len(name)}")
    page.close()

    assert cut == []


def test_what_is_to_be_typed_is_never_a_title_that_was_cut() -> None:
    person = Person(1, Details("นายเอก ดี"))
    titles = (UNSHORTENED, "หลักสูตรเมือง (CCIO) รุ่นที่ 2", "หลักสูตรสั้น")
    made = cards([Invite(person, Text(each), CODE) for each in titles], {}, texts("th"))

    assert [each.sentence for each in made] == [
        f"ลงทะเบียน {CODE}",
        f"ลงทะเบียน CCIO รุ่นที่ 2 รหัส {CODE}",
        f"ลงทะเบียน หลักสูตรสั้น รหัส {CODE}",
    ]


def test_a_sheet_needs_nothing_else() -> None:
    page = sheet([card("นายเอก ดี")], "th")

    assert [word in page for word in ("<script", "<link", "<img", "src=", "@import", "url(")] == [False] * 6


def test_a_picture_of_a_code_is_the_same_for_the_same_link() -> None:
    link = telegram_link("nongnat_bot", CODE)

    assert png(link) == png(link)
    assert png(link) != png(line_link("@nongnat", CODE))
