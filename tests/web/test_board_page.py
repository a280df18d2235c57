"""The board on a hall's screen, in a real Chromium."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.web.boarding import LEAVING, PEOPLE, opened, screen, shows, watched


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.web.boarding import Screen


ACCOUNTS = {"line": "@999abcde", "telegram": "nongnat_bot"}
KITTI, PIM, JOHN, DAO = PEOPLE


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path, accounts=ACCOUNTS) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser) as made:
        yield made


def read(qr: Locator) -> str:
    """What a camera reads off it, upright and slightly turned."""
    import zxingcpp

    picture = Image.open(BytesIO(qr.screenshot())).convert("L")
    found = {
        each.text
        for turned in (picture, picture.rotate(3, fillcolor=255, expand=True))
        for each in zxingcpp.read_barcodes(turned)
    }
    assert len(found) == 1
    return found.pop()


def figures(page: Page) -> list[str]:
    return [each.replace("\n", " ") for each in page.locator("#figures li").all_inner_texts()]


def test_the_link_from_the_chat_opens_it_and_stays_in_no_address(hall: Screen, page: Page) -> None:
    link = hall.link()
    page.goto(link)

    expect(page.get_by_role("heading", level=1)).to_have_text("เมืองอัจฉริยะกับข้อมูลเปิด")
    shows(page, hall)
    assert page.url == f"{hall.url}/board#a//in"
    assert page.locator("#when").inner_text() == "วันจันทร์ที่ 5 มกราคม 2569 เวลา 09.00–12.00 น. · ห้องประชุมใหญ่ ชั้น 3"
    assert page.evaluate("() => document.cookie") == ""


def test_what_a_telephone_reads_off_it_opens_the_chat_with_the_code(hall: Screen, page: Page) -> None:
    opened(page, hall)
    code = hall.hall.code("a")
    read_off = {label: read(page.get_by_role("img", name=f"QR {label}")) for label in ("LINE", "Telegram", "เว็บ")}
    sizes = [each["width"] for each in (page.locator(".way svg").nth(nth).bounding_box() for nth in range(3)) if each]

    assert unquote(read_off["LINE"]) == f"https://line.me/R/oaMessage/@999abcde/?เช็กอิน {code[:3]} {code[3:]}"
    assert read_off["Telegram"] == f"https://t.me/nongnat_bot?start=checkin-{code}"
    assert read_off["เว็บ"] == f"{hall.url}/#checkin={code}"
    assert sizes[0] > 2 * sizes[1] == 2 * sizes[2]


def test_the_code_is_another_every_twenty_seconds(hall: Screen, page: Page) -> None:
    opened(page, hall)
    shows(page, hall)
    for _ in range(2):
        before = page.locator("#code").inner_text()
        hall.later(seconds=20)
        expect(page.locator("#code")).not_to_have_text(before)
        shows(page, hall)


def test_whoever_comes_is_counted_and_welcomed(hall: Screen, page: Page) -> None:
    opened(page, hall)
    expect(page.locator("#done")).to_have_text("0")
    hall.comes(PIM)

    expect(page.locator("#done")).to_have_text("1")
    expect(page.locator("#welcome")).to_have_text("ยินดีต้อนรับ ดร.พิมพ์")
    hall.at("2026-01-05T09:20")
    hall.comes(KITTI)
    expect(page.locator("#newest li")).to_have_text(["คุณกิตติ", "ดร.พิมพ์"])
    expect(page.locator("#of")).to_have_text("จาก 4 คน")
    assert figures(page) == ["1 ตรงเวลา", "1 สาย", "2 ยังไม่มา"]


def test_who_came_before_the_page_was_opened_is_not_welcomed_again(hall: Screen, page: Page) -> None:
    opened(page, hall)
    hall.comes(PIM)
    expect(page.locator("#welcome")).to_have_class("shown")
    page.reload()

    expect(page.locator("#newest li")).to_have_text(["ดร.พิมพ์"])
    expect(page.locator("#welcome")).not_to_have_class("shown")


def test_names_and_the_welcome_can_be_switched_off(hall: Screen, page: Page) -> None:
    opened(page, hall)
    hall.comes(PIM)
    expect(page.locator("#newest li")).to_have_text(["ดร.พิมพ์"])
    page.get_by_label("กล่าวต้อนรับ").uncheck()
    hall.comes(KITTI)
    expect(page.locator("#newest li")).to_have_text(["คุณกิตติ", "ดร.พิมพ์"])
    expect(page.locator("#welcome")).to_be_hidden()
    page.get_by_label("แสดงชื่อ").uncheck()

    expect(page.locator("#arrivals")).to_be_hidden()
    page.reload()
    expect(page.locator("#done")).to_have_text("2")
    assert "กิตติ" not in page.locator("main").inner_text()


def test_another_class_is_shown_and_stays_when_the_page_is_opened_again(hall: Screen, page: Page) -> None:
    opened(page, hall)
    hall.at("2026-01-05T12:20")
    expect(page.locator("#rule")).to_have_text("ปิดเช็กอินแล้วเมื่อ 12.00 น.")
    expect(page.locator("#code")).to_be_hidden()
    page.get_by_role("combobox", name="แสดง").select_option(label="13.00 น. · วิชา b")

    expect(page.get_by_role("heading", level=1)).to_have_text("วิชา b")
    shows(page, hall, "b")
    page.reload()
    shows(page, hall, "b")
    assert page.url == f"{hall.url}/board#b//in"


def test_before_it_opens_there_is_no_code_and_then_there_is(hall: Screen, page: Page) -> None:
    hall.at("2026-01-05T08:14:50")
    page.goto(hall.link())
    expect(page.locator("#rule")).to_have_text("เปิดเช็กอินเวลา 08.15 น.")
    expect(page.locator("#code")).to_be_hidden()
    hall.later(seconds=10)

    shows(page, hall)


def test_those_who_leave_have_a_board_too(tmp_path: Path, page: Page) -> None:
    with screen(tmp_path, LEAVING) as hall:
        opened(page, hall)
        hall.comes(PIM)
        hall.at("2026-01-05T11:58")
        page.get_by_role("combobox", name="แสดง").select_option("a//out")
        expect(page.locator("#rule")).to_have_text("บันทึกเวลาออกได้ถึง 13.00 น.")
        expect(page.locator("#figures li")).to_have_text(["0ออกแล้ว", "1ยังอยู่"])
        expect(page.locator("#code")).to_be_visible()
        hall.comes(PIM, what="out")
        expect(page.locator("#figures li")).to_have_text(["1ออกแล้ว", "0ยังอยู่"])


def test_in_english(hall: Screen, page: Page) -> None:
    opened(page, hall)
    hall.comes(PIM)
    page.get_by_role("link", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Smart cities and open data")
    expect(page.locator("#rule")).to_have_text("After 09:15 you are late · check-in is open until 12:00")
    expect(page.locator("#figures li")).to_have_text(["1On time", "0Late", "3Not here yet"])
    assert unquote(read(page.get_by_role("img", name="QR LINE"))).endswith(
        f"?Check in {page.locator('#code').inner_text()}"
    )
    assert (page.url, page.locator("html").get_attribute("lang")) == (f"{hall.url}/board?lang=en#a//in", "en")


def test_who_organises_no_more_sees_no_code(hall: Screen, page: Page) -> None:
    opened(page, hall)
    hall.hall.joins("olga", "c", role="participant")

    expect(page.get_by_role("alert")).to_have_text(re.compile("^จอนี้ออกจากระบบแล้วค่ะ"))
    expect(page.locator("#code")).to_be_hidden()


def test_signing_out_ends_it(hall: Screen, page: Page) -> None:
    opened(page, hall)
    page.get_by_role("button", name="ออกจากระบบ").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#code")).to_be_hidden()
    page.reload()
    expect(page.locator("main")).to_contain_text("ขอลิงก์ใหม่อีกครั้งนะคะ")


def test_on_a_day_without_classes_it_says_so(hall: Screen, page: Page) -> None:
    hall.at("2026-01-10T09:00")
    page.goto(hall.link())

    expect(page.get_by_role("heading", level=1)).to_have_text("วันนี้ไม่มีคาบที่ต้องเช็กอินค่ะ")
    expect(page.locator("#rule")).to_have_text("ถ้าจะเปิดของวันอื่น ขอลิงก์ใหม่ในแชตในวันนั้นนะคะ")
