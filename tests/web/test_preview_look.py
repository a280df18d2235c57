"""The preview in the machine's own Chromium: LINE's own sizes, side by side or one below the other, nothing cut off."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image as Drawing

from bot.messages import Card, Choice, File, Image, Link, Place, Reply
from bot.web.preview import page, panes
from tests.web.axe import axe
from tests.web.browser import DESKTOP, PHONE
from tests.web.test_preview import drawn


if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize


LONG = "น้ำใจของท่านคือกำลังใจของเราและขอแจ้งเปลี่ยนสถานที่อบรมไปที่ห้องปฏิบัติการนวัตกรรม" * 8
LINK = f"https://example.org/{'a' * 90}?{'b' * 60}"
SAID = f"เรียน ท่านผู้เข้าอบรม <ทุกท่าน> & คณะ\n\n{LONG}\n{LINK} {'W' * 120}"
LABEL = "สอบถามเลขานุการหลักสูตร"  # 20 letters: the longest there is


def _picture(width: int, height: int) -> Image:
    made = BytesIO()
    Drawing.new("RGB", (width, height), "#f2a65a").save(made, "PNG")
    return Image("แผนผังอาคาร", "image/png", b64encode(made.getvalue()).decode())


def _card(title: str) -> Card:
    facts = (("วันเวลา", "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 09.00–10.00 น."), ("สถานที่", "ห้อง" + "ก" * 90), ("ที่", LINK))
    return Card(title, "ยกเลิกแล้ว", facts, (Choice(LABEL, LABEL),), (Link("แผนที่", "https://example.org/map"),))


ANNOUNCED = Reply(
    SAID,
    choices=tuple(Choice(label, label) for label in ("รับทราบ", "ไม่สะดวกเข้าร่วม", LABEL)),
    links=(Link(LABEL, "https://example.org/day"),),
    files=(File(f"{'กำหนดการ' * 9}.ics", "text/calendar", "BEGIN:VCALENDAR\r\n"),),
    images=(_picture(1200, 300), _picture(60, 1200)),
    places=(Place("อุทยานนวัตกรรม" * 4, "ถนนโยธี" * 12, 13.7, 100.5, Link("แผนที่", "https://example.org/map")),),
)
DAY = Reply("วันนี้มี 4 รายการค่ะ", tuple(map(_card, ("พิธีเปิด", LONG[:120], "กำลังคน", "W" * 60))), (Choice("รับทราบ", "ก"),))
ONE = Reply("พิธีเปิดค่ะ", (_card("พิธีเปิด"),), (Choice("ใครสอน", "ก"),))
SITE = "http://preview.test/"


@pytest.fixture
def complaints() -> list[str]:
    return []


def _shown(browser: Browser, reply: Reply, size: ViewportSize, complaints: list[str]) -> Page:
    """The page as the site serves it."""
    sent = drawn(reply)
    headers = {"Content-Security-Policy": panes(sent, "th").policy}
    shown = browser.new_page(viewport=size)
    shown.on("console", lambda line: complaints.append(line.text))
    shown.route(
        SITE, lambda route: route.fulfill(body=page("ตัวอย่าง", sent, "th"), headers=headers, content_type="text/html")
    )
    shown.goto(SITE)
    return shown


def _style(shown: Page, selector: str, *names: str) -> list[Any]:
    script = "([selector, names]) => names.map(name => getComputedStyle(document.querySelector(selector))[name])"
    found: list[Any] = shown.evaluate(script, [selector, list(names)])
    return found


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("reply", [ANNOUNCED, DAY, ONE], ids=["announced", "day", "one"])
def test_nothing_is_wider_than_the_screen_and_no_word_is_cut_off(
    browser: Browser, reply: Reply, size: ViewportSize, complaints: list[str]
) -> None:
    shown = _shown(browser, reply, size, complaints)
    too_wide = shown.evaluate("document.documentElement.scrollWidth - innerWidth")
    cut = shown.eval_on_selector_all(
        ".bubble, .flex, .block, .text p, .button > span, .key > span, .quick li, .from, h2",
        "found => found.filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2)"
        ".map(one => one.textContent)",
    )
    outside = shown.eval_on_selector_all(
        ".bubble, .photo, .notice, .row, .flex:only-child",
        "found => found.filter(one => one.getBoundingClientRect().right > one.closest('.screen')"
        ".getBoundingClientRect().right).map(one => one.textContent)",
    )
    shown.close()

    assert (too_wide, cut, outside, complaints) == (0, [], [], [])


@pytest.mark.parametrize(("size", "wide"), [(PHONE, "288px"), (DESKTOP, "300px")], ids=["phone", "desktop"])
def test_a_card_is_as_lines_simulator_draws_it(
    browser: Browser, size: ViewportSize, wide: str, complaints: list[str]
) -> None:
    shown = _shown(browser, ONE, size, complaints)
    seen = [
        _style(shown, ".flex", "width", "borderTopLeftRadius"),
        _style(shown, ".header > .box", "backgroundColor", "paddingTop", "paddingLeft"),
        _style(shown, ".header .text", "fontSize", "fontWeight", "color"),
        _style(shown, ".body > .box", "paddingTop", "paddingLeft", "paddingBottom"),
        _style(shown, ".body > .box > .box + .box", "marginTop"),
        _style(shown, ".body .box .text:nth-child(2)", "fontSize", "color"),
        _style(shown, ".button", "height", "backgroundColor"),
    ]
    shown.close()

    assert (seen, complaints) == (
        [
            [wide, "17px"],
            ["rgb(15, 76, 92)", "12px", "20px"],
            ["22px", "700", "rgb(255, 255, 255)"],
            ["19px", "20px", "10px"],
            ["12px"],
            ["19px", "rgb(31, 41, 51)"],
            ["52px", "rgb(220, 223, 229)"],
        ],
        [],
    )


@pytest.mark.parametrize(("size", "beside"), [(PHONE, False), (DESKTOP, True)], ids=["phone", "desktop"])
def test_the_telephones_stand_side_by_side_where_there_is_room(
    browser: Browser, size: ViewportSize, *, beside: bool, complaints: list[str]
) -> None:
    shown = _shown(browser, ONE, size, complaints)
    line, telegram = [shown.locator(f"section.{name}").bounding_box() for name in ("line", "telegram")]
    assert axe(shown) == []
    shown.close()

    assert line
    assert telegram
    assert (line["y"] == telegram["y"], line["x"] == telegram["x"]) == (beside, not beside)
    assert line["width"] == telegram["width"] == min(390, size["width"])


def test_cards_slide_beside_each_other_and_are_equally_high(browser: Browser, complaints: list[str]) -> None:
    shown = _shown(browser, DAY, PHONE, complaints)
    heights = shown.eval_on_selector_all(".flex", "found => found.map(one => one.offsetHeight)")
    last = shown.locator(".flex").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    shown.close()

    assert (len(heights), len(set(heights))) == (4, 1)
    assert box
    assert (box["x"] >= 0, box["x"] + box["width"] <= PHONE["width"]) == (True, True)


def test_a_file_of_it_is_whole(browser: Browser, tmp_path: Path, complaints: list[str]) -> None:
    kept = tmp_path / "preview.html"
    kept.write_text(page("ตัวอย่าง", drawn(ANNOUNCED), "th"), encoding="utf-8")
    shown = browser.new_page(viewport=PHONE)
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    shown.on("console", lambda line: complaints.append(line.text))
    shown.goto(kept.as_uri())
    widths = shown.eval_on_selector_all("img.photo", "found => found.map(one => one.naturalWidth)")
    said = shown.locator(".line .bubble").first.inner_text()
    shown.close()

    assert (widths, set(asked), complaints) == ([1200, 60] * 2, {"file"}, [])
    assert said == f"{SAID}\n\nแผนผังอาคาร\nแผนผังอาคาร"
