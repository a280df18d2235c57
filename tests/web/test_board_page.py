"""The board on a hall's screen, in a real Chromium."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import expect

from storage import people
from storage.people import Membership
from storage.programme import Group, Text
from tests.web.boarding import DAY, LEAVING, PEOPLE, screen


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

    from tests.web.boarding import Screen

pytestmark = pytest.mark.xdist_group("browser")

PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}
BEAMER: ViewportSize = {"width": 1280, "height": 720}
OLD: ViewportSize = {"width": 1024, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
ACCOUNTS = {"line": "@999abcde", "telegram": "nongnat_bot"}
KITTI, PIM, JOHN, DAO = PEOPLE
LONG = Text(
    "การขับเคลื่อนเมืองอัจฉริยะด้วยข้อมูลเปิดภาครัฐและเทคโนโลยีบล็อกเชนเพื่อการบริการประชาชนอย่างโปร่งใสและยั่งยืนในระดับท้องถิ่น",
    "Smart cities by open government data and blockchain technology, for public services that are transparent and last",
)
TEAMS = replace(
    DAY,
    sessions=(replace(DAY.sessions[0], title=LONG),),
    groups=tuple(Group(f"t{number}", Text(f"เทศบาลเมืองลำดับที่ {number}")) for number in range(70)),
)


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """The page asks once a second, and the machine may be busy."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path, accounts=ACCOUNTS) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Fails if the page ever complained of anything but a connection or a sign-in that a test ended."""
    context = browser.new_context(viewport=PROJECTOR, locale="th-TH")
    opened, faults = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.extend([line.text] if line.type in ("error", "warning") else []))
    yield opened
    context.close()
    assert [each for each in faults if not each.startswith("Failed to load resource")] == []


def opened(page: Page, hall: Screen, subject: str = "") -> Page:
    """By the link from the chat."""
    page.goto(hall.link(subject))
    expect(page.locator("#code")).to_be_visible()
    return page


def shows(page: Page, hall: Screen, session: str = "a") -> None:
    """The code on the screen is the one that is good."""
    code = hall.hall.code(session)
    expect(page.locator("#code")).to_have_text(f"{code[:3]} {code[3:]}")


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
    assert page.evaluate("() => [document.cookie, history.length <= 3]") == ["", True]


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
    with hall.signs_in() as other:
        other.post("/board/open", json={"place": "a//in"}, headers={"X-Form-Token": "0"})
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


def test_without_a_connection_it_says_so_and_comes_back_by_itself(hall: Screen, page: Page) -> None:
    page.clock.install()
    opened(page, hall)
    expect(page.locator("#stale")).to_be_hidden()
    page.context.set_offline(True)
    page.clock.fast_forward(5_000)
    expect(page.locator("#stale")).to_have_text(
        "ขาดการติดต่อชั่วคราว กำลังต่อใหม่ให้เองค่ะ จำนวนที่เห็นอาจยังไม่ใช่ล่าสุด", use_inner_text=True
    )
    expect(page.locator("#code")).to_be_visible()  # it is still taken
    page.clock.fast_forward(60_000)
    expect(page.locator("#waits")).to_have_text("รหัสหมดเวลาแล้ว\nรอรหัสใหม่สักครู่นะคะ")
    expect(page.locator("#code")).to_be_hidden()
    expect(page.locator("#ways")).to_be_hidden()
    hall.later(seconds=65)
    hall.comes(PIM)
    page.context.set_offline(False)
    page.clock.fast_forward(1_000)

    shows(page, hall)
    expect(page.locator("#code")).to_be_visible()
    expect(page.locator("#stale")).to_be_hidden()
    expect(page.locator("#waits")).to_be_hidden()
    expect(page.locator("#done")).to_have_text("1")


def test_a_server_that_is_busy_is_waited_for(hall: Screen, page: Page) -> None:
    page.clock.install()
    opened(page, hall)
    page.route("**/board/state*", lambda route: route.fulfill(status=503, json={}))
    page.clock.fast_forward(5_000)
    expect(page.locator("#stale")).to_be_visible()
    page.unroute("**/board/state*")
    page.clock.fast_forward(1_000)

    expect(page.locator("#stale")).to_be_hidden()


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


@pytest.mark.parametrize("viewport", [PROJECTOR, BEAMER, OLD, PHONE, NARROW], ids=lambda size: f"{size['width']}")
@pytest.mark.parametrize("language", ["th", "en"])
def test_all_of_it_is_on_the_screen(tmp_path: Path, page: Page, viewport: ViewportSize, language: str) -> None:
    with screen(tmp_path, TEAMS, accounts=ACCOUNTS) as hall:
        with hall.house.database.write() as store:
            for number, name in enumerate(PEOPLE):
                people.enrol(store, hall.hall.people[name], Membership("c", team=f"t{number}"))
        for number in range(4, 70):
            hall.hall.joins(f"นายคนที่{number} ยาวมากเป็นพิเศษ", "c", team=f"t{number}")
        page.set_viewport_size(viewport)
        opened(page, hall)
        page.goto(f"{hall.url}/board?lang={language}")
        shows(page, hall)
        for name in PEOPLE:
            hall.comes(name)
        expect(page.locator("#welcome.shown")).to_be_visible()
        wide, high = page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        boxes = {
            name: page.locator(name).first.bounding_box()
            for name in ("#code", ".way svg", "#rule", "#done", "#welcome", "#teams li")
        }
        cut = page.evaluate(
            "() => ['#code', '#rule', '#welcome', 'h1', '#figures li', '#teams li:last-child', '#newest li']"
            ".filter(name => { const each = document.querySelector(name), box = each.getBoundingClientRect(),"
            " around = each.closest('section, header').getBoundingClientRect();"
            " return each.scrollWidth > each.clientWidth + 1 && name !== '#teams li:last-child'"
            " || box.right > around.right + 1 || box.bottom > around.bottom + 1 })"
        )

    assert (wide <= viewport["width"], cut) == (True, [])
    if viewport["width"] >= OLD["width"]:
        assert high <= viewport["height"]
        code, qr = boxes["#code"], boxes[".way svg"]
        assert code
        assert qr
        assert code["height"] >= viewport["height"] / 9
        assert qr["height"] >= viewport["height"] / 3
        assert all(each and each["y"] + each["height"] <= viewport["height"] for each in boxes.values())


def test_nothing_on_it_comes_from_elsewhere(hall: Screen, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, hall)
    code = hall.hall.code("a")

    assert {each.split("/")[2] for each in asked} == {hall.url.partition("//")[2]}
    assert not [each for each in asked if code in each]
