"""The page of a speaker: opened by a link from an organiser, for its time, with nothing on it that is not theirs."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.clock import SetClock
from bot.services.results import sharing
from bot.services.results.sharing import LASTS, SESSION_LASTS, Wanted
from tests.services.rated import FIRST, Rated
from tests.web.axe import axe
from tests.web.browser import DESKTOP, PHONE
from tests.web.console.looks import keep
from tests.web.served import database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.served import Place

NOW = FIRST + timedelta(days=9)


class Lectern:
    """The site over what was said of sessions of "kk" and others; one link for "kk"."""

    def __init__(self, house: Place, url: str, *, words: bool = True) -> None:
        self.house, self.url = house, url
        self.rated = Rated(house.database)
        self.rated.closes(self.rated.of("chain", (5, "อาหารอร่อยมาก"), (4, "แอร์หนาวไป"), (2, "<i>เสียงเบา</i>")))
        self.rated.of("data", (3, "ยังไม่ปิด"), 4, 4)
        self.rated.closes(self.rated.of("talk", (1, "ของคนอื่น"), 2, 3))
        wanted = Wanted("a", "kk", None, words=words)
        with house.database.write() as store:
            made, link = sharing.share(store, self.rated.programme, wanted, url, NOW)
        self.share, self.token = made.id, link.partition("#")[2]

    @contextmanager
    def opens(self) -> Iterator[httpx.Client]:
        """A browser of the speaker, whose link was opened."""
        with httpx.Client(base_url=self.url, trust_env=False) as client:
            assert client.post("/feedback/enter", json={"token": self.token}).json() == {"page": "/feedback"}
            yield client


@pytest.fixture
def lectern(tmp_path: Path) -> Iterator[Lectern]:
    database = database_in(tmp_path)
    house = place(database, clock=SetClock(NOW))
    with served(house) as url:
        yield Lectern(house, url)
    database.close()


def _has(text: str, *parts: str) -> list[bool]:
    return [part in text for part in parts]


def test_they_see_their_own_sessions_and_nothing_else(lectern: Lectern) -> None:
    with lectern.opens() as client:
        answer = client.get("/feedback")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    assert (
        _has(answer.text, "ดร.กิ่งแก้ว ใจงาม", "Blockchain เพื่อเมือง", "ข้อมูลเปิด", "อาหารอร่อยมาก", "แอร์หนาวไป") == [True] * 5
    )
    assert _has(answer.text, "การสื่อสาร", "ของคนอื่น", "ยังไม่ปิด", "ผู้เรียนที่", "<i>") == [False] * 5


def test_in_their_own_language(lectern: Lectern) -> None:
    with lectern.opens() as client:
        assert "Feedback for ดร.กิ่งแก้ว ใจงาม" in client.get("/feedback?lang=en").text


def test_a_link_that_is_not_good_opens_nothing(lectern: Lectern) -> None:
    with httpx.Client(base_url=lectern.url, trust_env=False) as client:
        for token in ("", "x" * 43, lectern.token[:-1], None, 1):
            assert client.post("/feedback/enter", json={"token": token}).status_code == 403
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        assert client.post("/feedback/enter", json={"token": lectern.token}, headers=elsewhere).status_code == 403
        client.cookies.set("nongnat-feedback", "1.9999999999." + "0" * 64)
        assert "Blockchain" not in client.get("/feedback").text
        wrong = (client.post("/feedback/enter", json={"token": "x" * 43}).status_code for _ in range(1000))
        assert 429 in wrong  # sooner or later: the slower the machine, the more tries it has had meanwhile
        assert client.post("/feedback/enter", json={"token": lectern.token}).status_code == 200


def test_it_ends_when_its_time_is_over_or_it_is_taken_back(lectern: Lectern) -> None:
    clock = lectern.house.clock
    assert isinstance(clock, SetClock)
    with lectern.opens() as client:
        clock.set(NOW + SESSION_LASTS)
        assert "Blockchain" not in client.get("/feedback").text
        assert client.post("/feedback/enter", json={"token": lectern.token}).status_code == 200
        assert "Blockchain" in client.get("/feedback").text
        with lectern.house.database.write() as store:
            sharing.revoke(store, "a", lectern.share, clock.now())
        assert "Blockchain" not in client.get("/feedback").text
        clock.set(NOW + LASTS)
        assert client.post("/feedback/enter", json={"token": lectern.token}).status_code == 403


def test_without_words_there_are_none(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    house = place(database, clock=SetClock(NOW))
    with served(house) as url, Lectern(house, url, words=False).opens() as client:
        text = client.get("/feedback").text
    database.close()
    assert _has(text, "Blockchain", "อาหารอร่อยมาก", "ความเห็น") == [True, False, False]


def test_a_browser_opens_it_and_keeps_the_secret_to_itself(lectern: Lectern, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="th-TH")
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lectern.url}/feedback#{lectern.token}")
    page.get_by_role("heading", name="ผลประเมินของ ดร.กิ่งแก้ว ใจงาม").wait_for()
    assert page.url == f"{lectern.url}/feedback"
    assert not any(lectern.token in url for url in asked)
    for name, size, scheme in (("phone", PHONE, "light"), ("desktop", DESKTOP, "light"), ("dark", PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # light or dark
        keep(page, f"speaker-{name}")
        assert axe(page) == []
    context.clear_cookies()
    page.goto("about:blank")  # for a link to the very same page nothing is loaded anew
    page.goto(f"{lectern.url}/feedback#{'x' * 43}")
    page.get_by_text("ลิงก์นี้ใช้ไม่ได้แล้วค่ะ").wait_for()
    keep(page, "speaker-gone")
    assert axe(page) == []
    context.close()
