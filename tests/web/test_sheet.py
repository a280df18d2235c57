"""The sign-in sheet as a page: for whom it opens, what is on it, and how it prints."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from pypdf import PdfReader

from bot.clock import SetClock
from bot.services import report, signin
from bot.services.signin import Pass
from bot.texts import texts
from bot.web.sheet import alone
from storage import programmes
from storage.people import Details
from tests.plain import PLAIN
from tests.services.register import LONG, PROGRAMME, Register
from tests.web.axe import axe
from tests.web.browser import chromium
from tests.web.served import Place, database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


class Desk:
    """The site over a register, whose sheet of the first class has the number 1; "olga" organises."""

    def __init__(self, register: Register, house: Place, url: str) -> None:
        self.register, self.house, self.url = register, house, url

    def link(self, *, filled: bool = False, who: str = "olga", programme: str = "c") -> str:
        with self.house.database.write() as store:
            what = Pass(self.register.people[who], "sheet", programme, report.subject(1, filled=filled))
            return signin.link(store, what, self.url, self.register.now)

    @contextmanager
    def signs_in(self, *, filled: bool = False, who: str = "olga", programme: str = "c") -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.url, trust_env=False, verify=PLAIN) as client:
            token = self.link(filled=filled, who=who, programme=programme).partition("#")[2]
            client.post("/enter", json={"token": token})
            yield client


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    register = Register(database_in(tmp_path))
    register.joins("olga", "c", role="organiser")
    register.opens("a")
    register.tries("kk", register.code("a"))
    with register.database.write() as store:
        report.sheet(store, register.spot(), texts("th"), register.now)
    house = place(register.database, clock=SetClock(register.now))
    with served(house) as url:
        yield Desk(register, house, url)
    register.database.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


def pages(content: bytes) -> list[str]:
    """What is on each page of a PDF, without blanks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_it_opens_for_whoever_is_signed_in_and_organises(desk: Desk) -> None:
    with desk.signs_in() as client:
        answer = client.get("/sheet")

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert [text in answer.text for text in ("นางกาญจนา คำดี", LONG, "ใบที่ 1", "มา 08.52 น.")] == [True] * 3 + [False]


@pytest.mark.parametrize("path", ["/sheet", "/sheet/pdf"])
def test_nobody_else_gets_in(desk: Desk, path: str) -> None:
    desk.register.joins("guest")
    with httpx.Client(base_url=desk.url, trust_env=False, verify=PLAIN) as stranger:
        assert stranger.get(path).status_code == 403
    for who in ("kk", "guest"):
        with desk.signs_in(who=who) as client:
            assert client.get(path).status_code == 403


def test_a_pass_for_one_programme_opens_no_sheet_of_another(desk: Desk) -> None:
    with desk.register.database.write() as store:
        programmes.save(store, replace(PROGRAMME, code="other"))
    desk.register.joins("otto", "other", role="organiser")

    with desk.signs_in(who="otto", programme="other") as client:
        assert client.get("/sheet").status_code == 404


def test_blank_or_filled_in_thai_or_english(desk: Desk) -> None:
    with desk.signs_in(filled=True) as client:
        shown = [client.get("/sheet", params=asked).text for asked in ({}, {"filled": "0"}, {"lang": "en"})]

    assert ["มา 08.52 น." in page for page in shown] == [True, False, False]
    assert "present 08:52" in shown[2]
    assert "Great Hall" in shown[2]


def test_when_the_roster_is_another_the_sheet_is_another(desk: Desk) -> None:
    desk.register.enrols("new", Details("<b>นายใหม่</b>"))

    with desk.signs_in() as client:
        page = client.get("/sheet").text

    assert ("ใบที่ 2" in page, "&lt;b&gt;นายใหม่" in page) == (True, True)


def test_a_session_that_is_cancelled_has_no_sheet(desk: Desk) -> None:
    first, *others = PROGRAMME.sessions
    with desk.register.database.write() as store:
        programmes.save(store, replace(PROGRAMME, sessions=(replace(first, status="cancelled"), *others)))

    with desk.signs_in() as client:
        answer = client.get("/sheet")

    assert (answer.status_code, answer.text.split("\n")[0]) == (
        404,
        "คาบของใบเซ็นชื่อนี้ถูกยกเลิกหรือเปลี่ยนไปแล้วค่ะ ขอใบใหม่ในแชตได้เลยนะคะ",
    )


def test_it_is_a_pdf_too(desk: Desk) -> None:
    with desk.signs_in() as client:
        answer = client.get("/sheet/pdf", params={"filled": "1"})

    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == (
        "application/pdf",
        f"inline; filename*=UTF-8''{quote('ใบเซ็นชื่อ 1.pdf')}",
    )
    (page,) = pages(answer.content)
    assert "มา08.52น." in page


def test_the_link_from_the_chat_opens_it_and_it_prints_on_a4(desk: Desk, browser: Browser) -> None:
    """With the heading on every page, and every line. Which letters a PDF has for Thai is for the machine's fonts."""
    for number in range(4, 61):
        desk.register.enrols(f"p{number}", Details(f"นาย T{number}x", "เทศบาล", "ปลัด"))
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type in ("error", "warning") else None)
    page.add_init_script("window.print = () => { document.title = 'printed'; }")

    page.goto(desk.link())
    page.wait_for_url("**/sheet")
    page.get_by_role("button", name="พิมพ์").click()
    printed = page.pdf(prefer_css_page_size=True)

    assert (page.title(), faults) == ("printed", [])
    sizes = {(round(each.mediabox.width), round(each.mediabox.height)) for each in PdfReader(io.BytesIO(printed)).pages}
    assert sizes <= {(595, 842), (596, 842), (595, 841)}
    found = pages(printed)
    assert len(found) > 1
    assert ["(CCIO)" in each and "2569" in each for each in found] == [True] * len(found)
    assert [f"{number}/{len(found)}" in each for number, each in enumerate(found, start=1)] == [True] * len(found)
    whole = "".join(found)
    assert [f"T{number}x" in whole for number in range(4, 61)] == [True] * 57
    page.close()


def test_on_a_telephone_the_page_itself_is_no_wider_than_the_screen(desk: Desk, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(desk.link())
    page.wait_for_url("**/sheet")

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(page) == []
    page.close()


def test_as_a_file_it_needs_nothing_else(browser: Browser, tmp_path: Path) -> None:
    register = Register()
    with register.database.write() as store:
        sheet = report.sheet(store, register.spot(), texts("th"), register.now)
    file = tmp_path / "sheet.html"
    file.write_text(alone(sheet, "th"), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())

    assert asked == [file.as_uri()]
    assert page.locator("tbody tr").count() == 3
    page.close()
