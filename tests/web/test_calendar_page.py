"""The page on which a calendar is added, in a real Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.dialogs.talk import CCIO, CDE, read
from tests.plain import PLAIN
from tests.storage.followed import NAME, follower
from tests.web.axe import axe
from tests.web.browser import DESKTOP, PHONE
from tests.web.served import database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from bot.messages import Language
    from tests.web.served import Place


ONE, OTHER = read(CCIO), read(CDE)


def address(house: Place, url: str, language: Language = "th") -> str:
    return f"{url}/calendar/{follower(house.database, ONE, OTHER, language=language)[1]}"


@pytest.fixture(params=["th", "en"])
def drawn(request: pytest.FixtureRequest, house: Place, url: str) -> str:
    """The page's address, in each language."""
    return address(house, url, request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Fails if the page ever complained, or asked for anything elsewhere."""
    context = browser.new_context(viewport=PHONE, locale="th-TH", permissions=["clipboard-read", "clipboard-write"])
    opened, faults, hosts = context.new_page(), list[str](), set[str]()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.extend([line.text] if line.type in ("error", "warning") else []))
    opened.on("request", lambda request: hosts.add(str(urlsplit(request.url).hostname)))
    yield opened
    context.close()
    assert (faults, hosts) == ([], {"127.0.0.1"})


def test_three_ways_lead_to_the_feed(house: Place, url: str, page: Page) -> None:
    where = address(house, url)
    page.goto(where)
    follow = "webcal:" + where.partition(":")[2] + ".ics"
    google = urlsplit(str(page.get_by_role("link", name="เพิ่มลง Google Calendar").get_attribute("href")))

    expect(page.get_by_role("heading", name="ปฏิทินหลักสูตรของท่าน")).to_be_visible()
    assert page.get_by_role("listitem").all_text_contents()[:2] == [ONE.title.th, OTHER.title.th]
    assert page.get_by_role("link", name="เพิ่มลงปฏิทิน iPhone/iPad").get_attribute("href") == follow
    assert (google.scheme, google.netloc, google.path) == ("https", "calendar.google.com", "/calendar/r")
    assert parse_qs(google.query) == {"cid": [follow]}
    assert page.get_by_role("textbox", name="ลิงก์ปฏิทิน").input_value() == f"{where}.ics"


def test_the_link_is_copied(house: Place, url: str, page: Page) -> None:
    where = address(house, url)
    page.goto(where)
    page.get_by_role("button", name="คัดลอกลิงก์").click()

    expect(page.get_by_role("status")).to_have_text("คัดลอกแล้ว นำไปวางในปฏิทินที่ใช้ได้เลยค่ะ")
    assert page.evaluate("navigator.clipboard.readText()") == f"{where}.ics"


def test_where_the_browser_does_not_let_it_the_link_is_marked(house: Place, url: str, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    where = address(house, url)
    page.goto(where)
    page.get_by_role("button", name="คัดลอกลิงก์").click()

    expect(page.get_by_role("status")).to_have_text("เลือกลิงก์ไว้ให้แล้ว กดค้างที่ลิงก์แล้วเลือก คัดลอก ค่ะ")
    assert page.evaluate("document.activeElement.selectionEnd") == len(f"{where}.ics")


def test_without_scripts_the_link_is_there_to_copy(house: Place, url: str, browser: Browser) -> None:
    where = address(house, url)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(where)

    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("textbox", name="ลิงก์ปฏิทิน")).to_have_value(f"{where}.ics")
    context.close()


SIZES = ((PHONE, 100), (PHONE, 200), (DESKTOP, 100))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_nothing_sticks_out_and_what_is_pressed_is_large(drawn: str, page: Page) -> None:
    found = [
        (viewport, letters, scheme, _amiss(page, drawn, viewport, letters, scheme))
        for viewport, letters in SIZES
        for scheme in SCHEMES
    ]

    assert found == [(viewport, letters, scheme, []) for viewport, letters in SIZES for scheme in SCHEMES]


def _amiss(page: Page, drawn: str, viewport: ViewportSize, letters: int, scheme: Literal["light", "dark"]) -> list[Any]:
    """What is not as it should be in a window of that size, with letters of so many percent."""
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    page.goto(drawn)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters * 18 / 100}px")
    wide, heights = page.evaluate(
        "() => [document.documentElement.scrollWidth,"
        " [...document.querySelectorAll('.way, input')].map(each => each.getBoundingClientRect().height)]"
    )
    amiss: list[Any] = axe(page) if letters == 100 else []
    amiss += [wide] if wide > viewport["width"] else []
    return amiss + ([heights] if len(heights) != 4 or min(heights) < 44 else [])


def test_it_is_in_the_persons_language(drawn: str, page: Page) -> None:
    page.goto(drawn)
    language = page.locator("html").get_attribute("lang")

    assert page.get_by_role("heading").inner_text() == {
        "th": "ปฏิทินหลักสูตรของท่าน",
        "en": "Your programme calendar",
    }.get(str(language))


def test_what_is_gone_is_kindly_said_to_be(url: str, browser: Browser) -> None:
    page = browser.new_page()
    answer = page.goto(f"{url}/calendar/{'a' * 32}")

    assert answer
    assert (answer.status, page.locator("main").inner_text().split("\n\n")) == (
        404,
        [
            "ลิงก์ปฏิทินนี้ใช้ไม่ได้ค่ะ\nขอลิงก์ใหม่ได้ในแชต พิมพ์ว่า ปฏิทินของฉัน",
            "This calendar link does not work.\nFor a new one, type in the chat: my calendar",
        ],
    )
    page.close()


def test_the_page_is_kept_by_nobody_and_gives_nothing_away(house: Place, url: str) -> None:
    where = address(house, url)
    response = httpx.get(where, trust_env=False, verify=PLAIN)
    title = response.text.partition("<title>")[2].partition("</title>")[0]
    names = ("cache-control", "referrer-policy", "x-robots-tag")

    assert [response.headers[name] for name in names] == ["private, no-store", "no-referrer", "noindex, nofollow"]
    assert "set-cookie" not in response.headers
    assert (title, NAME in response.text) == ("ปฏิทินหลักสูตรของท่าน", False)
    assert '<meta name="robots" content="noindex, nofollow">' in response.text


def test_behind_a_name_of_its_own_the_feed_is_there(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    house = place(database, public_url="https://bot.example/nongnat")
    with served(house) as url:
        where = address(house, url)
        drawn = httpx.get(where, trust_env=False, headers={"Host": 'evil"><b>.example'}, verify=PLAIN).text
    database.close()
    secret = where.rpartition("/")[2]

    assert f'href="webcal://bot.example/nongnat/calendar/{secret}.ics"' in drawn
    assert f'value="https://bot.example/nongnat/calendar/{secret}.ics"' in drawn
    assert "evil" not in drawn
