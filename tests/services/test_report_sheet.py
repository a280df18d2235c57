"""The sign-in sheet: who is on it in which order, what is known of each, and the paper that it is printed on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.services import checkin, report
from bot.services.checkin import Mark
from bot.services.report.pdf import pdf
from bot.texts import texts
from bot.thai.wrapping import wrapped
from storage import sheets
from storage.boards import Place
from storage.people import Details
from tests.services.register import AFAR, LONG, Register
from tests.thai.strategies import long


if TYPE_CHECKING:
    from bot.messages import Language
    from bot.services.report import Sheet


def made(register: Register, language: Language = "th", *, filled: bool = False) -> Sheet:
    with register.database.write() as store:
        return report.sheet(store, register.spot(), texts(language), register.now, filled=filled)


def marked(register: Register, who: str, mark: Mark) -> None:
    with register.database.write() as store:
        checkin.mark(store, Place("c", "a"), [register.people[who]], mark, register.now)


def printed(sheet: Sheet) -> list[str]:
    """What is on each page, without blanks: readers of PDF put some between letters and marks. ำ is two glyphs."""
    pages = PdfReader(io.BytesIO(pdf(sheet, texts("th")))).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_a_blank_sheet_has_everybody_in_the_roster_s_order() -> None:
    sheet = made(Register())

    assert sheet == report.Sheet(
        1,
        "หลักสูตรผู้บริหารเมือง (CCIO) รุ่นที่ 2",
        "การจัดซื้อจัดจ้างที่โปร่งใส",
        "วันจันทร์ที่ 5 มกราคม 2569 เวลา 09.00–12.00 น.",
        "ห้องประชุมใหญ่",
        (
            report.Line(1, "นางกาญจนา คำดี", "นายกเทศมนตรี", "เทศบาลเมืองน้ำพอง"),
            report.Line(2, "นายสมหมาย ตั้งต้น", "ปลัดเทศบาล", "เทศบาลนครภูเก็ต"),
            report.Line(3, LONG, "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ", AFAR),
        ),
        "รวม 3 คน",
        filled=False,
    )


def test_in_english_too() -> None:
    sheet = made(Register(), "en")

    assert (sheet.session, sheet.when, sheet.where) == (
        "Transparent Procurement",
        "Monday 5 January 2026, 09:00–12:00",
        "Great Hall",
    )


def test_a_filled_sheet_says_who_came_when_and_by_whose_word() -> None:
    register = Register()
    register.opens("a")
    register.tries("kk", register.code("a"))
    register.at("2026-01-05T14:00")
    marked(register, "som", Mark("late", register.people["kk"], "paper"))
    marked(register, "long", Mark("present", register.people["kk"], reason="โทรแจ้ง", stand_in="นายแดง ใจดี"))

    sheet = made(register, filled=True)

    assert [(line.signed, line.note) for line in sheet.lines] == [
        ("มา 08.52 น.", ""),
        ("สาย", "จากใบเซ็นชื่อ"),
        ("มา", "ผู้แทน: นายแดง ใจดี · ผู้จัดบันทึก"),
    ]
    assert sheet.total == "รวม 3 คน · มา 2 · สาย 1"
    assert "รวม3คน·มา2·สาย1ลงชื่อ" in printed(sheet)[0]


def test_absence_and_leave_are_words_too() -> None:
    register = Register()
    marked(register, "kk", Mark("absent", register.people["som"]))
    marked(register, "som", Mark("excused", register.people["som"], "leave"))

    assert [line.signed for line in made(register, filled=True).lines] == ["ขาด", "ลา", ""]


def test_printing_it_again_keeps_its_number_until_the_roster_is_another() -> None:
    register = Register()
    numbers = [made(register).number, made(register, filled=True).number]
    register.enrols("new", Details("นางสาวใหม่ มาทีหลัง"))
    numbers.append(made(register).number)

    assert numbers == [1, 1, 2]
    with register.database.read() as store:
        kept = [sheets.get(store, number) for number in (1, 2, 3)]
    first = (register.people["kk"], register.people["som"], register.people["long"])
    assert kept == [
        sheets.Printed(1, "c", "a", "", first),
        sheets.Printed(2, "c", "a", "", (*first, register.people["new"])),
        None,
    ]


def test_on_paper_the_heading_is_on_every_page_and_each_says_which_it_is() -> None:
    register = Register()
    for number in range(4, 61):
        register.enrols(f"p{number}", Details(f"นายทดสอบ คนที่ {number}", "เทศบาล", "ปลัด"))

    pages = printed(made(register))

    heading = "ใบเซ็นชื่อผู้เข้าอบรมหลักสูตรผู้บริหารเมือง(CCIO)รุ่นที่2การจัดซื้อจัดจ้างที่โปร่งใส"
    assert [heading in page for page in pages] == [True, True, True]
    assert ["หน่วยงานลายมือชื่อหมายเหตุ" in page for page in pages] == [True] * 3
    assert [page.endswith(f"ใบที่1·หน้า{number}จาก3") for number, page in enumerate(pages, start=1)] == [True] * 3
    assert ["รวม60คน" in page for page in pages] == [False, False, True]
    whole = "".join(pages)
    assert [f"คนที่{number}" in whole for number in range(4, 61)] == [True] * 57


def test_on_paper_nothing_of_a_long_name_is_lost() -> None:
    assert LONG.replace(" ", "") in printed(made(Register()))[0]


def test_nobody_is_on_a_sheet_of_one_page() -> None:
    register = Register()
    empty = report.Sheet(7, "หลักสูตร", "วิชา", "วันนี้", "", (), "รวม 0 คน", filled=False)

    assert len(printed(empty)) == 1
    assert made(register).number == 1


@given(text=st.text() | long, width=st.integers(1, 40))
@settings(max_examples=20, deadline=None)
def test_lines_are_whole_letters_and_all_of_them(text: str, width: int) -> None:
    def measure(part: str) -> float:
        return len(regex.findall(r"\X", part))

    text = text[:500]  # a line at a time is measured to the end of the text
    lines = wrapped(text, width, measure)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [line for line in lines if measure(line) > width] == []


def test_a_long_word_is_cut_where_its_own_words_meet() -> None:
    assert wrapped("องค์การบริหารส่วนตำบล", 12, lambda part: len(regex.findall(r"\X", part))) == [
        "องค์การบริหาร",
        "ส่วนตำบล",
    ]
