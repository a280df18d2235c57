"""A link from the chat, opened in a real Chromium; and what the web chat makes of a code that was scanned."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from bot.handlers import routes
from bot.messages import Address
from bot.router import Router
from bot.services.people import Access
from storage import people
from tests.plain import PLAIN
from tests.web.axe import axe
from tests.web.boarding import screen, watched
from tests.web.browser import PHONE


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.web.boarding import Screen
    from tests.web.browser import Open


BOARD = re.compile("/board#a//in$")
GONE = (
    "ลิงก์นี้ใช้ไม่ได้แล้วค่ะ แต่ละลิงก์ใช้ได้ครั้งเดียว ภายใน 10 นาที และเมื่อครบเวลาต้องเข้าใหม่\nรบกวนกลับไปที่แชตกับน้องนัด แล้วขอลิงก์ใหม่อีกครั้งนะคะ"
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, PHONE) as made:
        yield made


def test_a_link_leads_to_its_page_and_is_used_up_by_that(hall: Screen, page: Page) -> None:
    link = hall.link()
    page.goto(link)
    page.wait_for_url(BOARD)
    page.goto("about:blank")
    page.goto(link)

    expect(page.get_by_text(GONE, exact=False)).to_be_visible()
    assert page.url == f"{hall.url}/enter"
    expect(page.get_by_role("button")).to_have_count(0)


def test_whoever_only_looks_at_the_link_uses_nothing_up(hall: Screen, page: Page) -> None:
    link = hall.link()
    for verb in ("GET", "HEAD"):
        assert httpx.request(verb, link, trust_env=False, verify=PLAIN).status_code == 200

    page.goto(link)
    page.wait_for_url(BOARD)


def test_without_a_connection_the_link_is_kept_for_another_try(hall: Screen, page: Page) -> None:
    page.route("**/enter", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.goto(hall.link())
    expect(page.get_by_text("ยังติดต่อน้องนัดไม่ได้ค่ะ", exact=False)).to_be_visible()
    page.unroute("**/enter")
    page.get_by_role("button", name="เข้าใช้งาน").click()

    page.wait_for_url(BOARD)


def test_a_page_without_a_link_says_what_to_do(hall: Screen, page: Page) -> None:
    page.goto(f"{hall.url}/enter")

    expect(page.get_by_text(GONE, exact=False)).to_be_visible()
    assert axe(page) == []


def test_without_scripts_it_says_so(hall: Screen, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(hall.link())

    expect(page.get_by_text("หน้านี้ต้องเปิดการทำงานของ JavaScript ในเบราว์เซอร์ก่อนค่ะ")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_a_code_that_was_scanned_is_in_the_field_of_the_web_chat_and_not_sent(url: str, visit: Open) -> None:
    reader = visit(f"{url}/#checkin=K7P4XQ")

    expect(reader.field).to_have_value("เช็กอิน K7P4XQ")
    expect(reader.field).to_be_focused()
    assert (reader.page.url, reader.talk()) == (f"{url}/", [])
    reader.field.press("Enter")
    reader.sees("ได้รับแล้วค่ะ: เช็กอิน K7P4XQ")


def test_an_organiser_in_the_web_chat_opens_the_board_from_there(tmp_path: Path, browser: Browser) -> None:
    """Without an address of the site too: the chat's page is on it."""
    with screen(tmp_path, router=lambda known: Router(routes(known, Access()))) as hall:
        context = browser.new_context(viewport=PHONE, locale="th-TH")
        page = context.new_page()
        page.goto(hall.url)
        cookie = next(each["value"] for each in context.cookies() if each["name"] == "nongnat")
        with hall.house.database.write() as store:
            chat = hashlib.sha256(cookie.encode()).hexdigest()[:32]
            people.link(store, hall.hall.people["olga"], Address("web", chat))
        page.get_by_role("textbox", name="พิมพ์คำถาม").fill("เปิดจอเช็กอิน")
        page.keyboard.press("Enter")
        with context.expect_page() as opening:
            page.get_by_role("link", name="เปิดจอเช็กอิน").click()
        opening.value.wait_for_url(BOARD)

        expect(opening.value.locator("#code")).to_be_visible()
        context.close()


def test_anything_else_in_the_address_puts_nothing_there(url: str, visit: Open) -> None:
    reader = visit(url)
    for mark in ("checkin=", "checkin=K7P", "checkin=K7P4XQZ", "checkin=%3Cb%3E12", "latest", "x"):
        reader.page.goto("about:blank")  # another mark alone would load no page
        reader.page.goto(f"{url}/#{mark}")
        reader.settled()
        expect(reader.field).to_have_value("")
