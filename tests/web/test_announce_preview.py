"""The page that shows an announcement as LINE and as Telegram will: at a secret address, and only before it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.messages import Reply
from bot.services import announce, programme
from bot.texts import texts
from tests.dialogs.announce_talk import picture
from tests.dialogs.talk import CCIO, read
from tests.plain import PLAIN
from tests.web.axe import axe
from tests.web.browser import DESKTOP, PHONE
from tests.web.served import NOON, database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

    from storage.db import Database


GONE = (
    "ไม่มีตัวอย่างนี้แล้วค่ะ เปิดตัวอย่างล่าสุดได้จากแชตกับน้องนัด\n"
    "This preview is no more. The latest one is in your chat with the bot."
)
SLOW = "ขอพักสักครู่แล้วลองใหม่อีกครั้งนะคะ\nPlease wait a moment and try again."
TEXT = "พรุ่งนี้เลื่อนเป็น <10> โมง & ที่ห้องแล็บ"


@dataclass(frozen=True)
class Shown:
    """A draft, the site, and the secret address of its preview there."""

    database: Database
    url: str
    secret: str

    @property
    def address(self) -> str:
        return f"{self.url}/preview/{self.secret}"

    def get(self, secret: str = "") -> httpx.Response:
        return httpx.get(f"{self.url}/preview/{secret or self.secret}", trust_env=False, verify=PLAIN)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    house = place(database_in(tmp_path), public_url="https://example.org")
    with house.database.write() as store:
        programme.keep(store, read(CCIO))
        image = announce.picture_of(picture(size=(400, 300)))
        spot = announce.place_of(13.7, 100.5, "ห้องแล็บ", "ถนนโยธี", texts("th"))
        file = announce.file_of("กำหนดการ.pdf", "application/pdf", b"%PDF")
        reply = Reply(TEXT, images=(image,), places=(spot,), files=(file,))
        made = announce.draft(store, "ccio-2", None, reply, NOON)
        secret = announce.secret(store, made.id)
    with served(house) as url:
        yield Shown(house.database, url, secret)


def test_it_shows_both_platforms_and_whom_it_is_for_and_what_it_costs(shown: Shown) -> None:
    answer = shown.get()

    assert answer.status_code == 200
    assert answer.text.count("พรุ่งนี้เลื่อนเป็น &lt;10&gt; โมง &amp; ที่ห้องแล็บ") >= 2
    for words in ("ตัวอย่างประกาศที่ 1", "ทุกคนในหลักสูตร", "ส่งถึง 0 คน", "LINE", "Telegram", "กำหนดการ.pdf", "รับทราบ"):
        assert words in answer.text


def test_nobody_else_learns_of_it(shown: Shown) -> None:
    headers = shown.get().headers

    assert (headers["cache-control"], headers["referrer-policy"], headers["x-robots-tag"]) == (
        "private, no-store",
        "no-referrer",
        "noindex, nofollow",
    )
    assert "script-src 'self'" in headers["content-security-policy"]


def test_it_is_gone_when_the_announcement_went_or_a_newer_preview_was_made(shown: Shown) -> None:
    with shown.database.write() as store:
        newer = announce.secret(store, 1)
    assert [(found.status_code, found.text) for found in (shown.get(), shown.get("x"))] == [(404, GONE)] * 2
    assert shown.get(newer).status_code == 200
    with shown.database.write() as store:
        announce.cancel(store, 1)
    assert (shown.get(newer).status_code, shown.get(newer).text) == (404, GONE)


def test_whoever_guesses_waits(shown: Shown) -> None:
    answers = [shown.get(f"guess{number}") for number in range(40)]

    assert (answers[0].status_code, answers[-1].status_code, answers[-1].text) == (404, 429, SLOW)
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_fits_the_screen_and_breaks_no_rule_of_the_site(shown: Shown, browser: Browser, size: ViewportSize) -> None:
    complaints: list[str] = []
    page = browser.new_page(viewport=size)
    page.on("console", lambda line: complaints.append(line.text))
    page.goto(shown.address)
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert axe(page) == []
    page.close()

    assert (too_wide, complaints) == (0, [])
