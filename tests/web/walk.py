"""A house at work, walked through by a new user: the command line, the chat and the console, in one browser.

With NONGNAT_PICTURES=1 what is seen on the way is kept in docs/pictures; without it, it is only walked.
"""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import expect

from bot.__main__ import main
from bot.app import build, open_store, running
from bot.clock import SetClock
from bot.messages import Address, Inbound
from tests.web.browser import Reader
from tests.web.served import served


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

    from bot.app import App


PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 80_000  # bytes of a picture
_HAND: ViewportSize = {"width": 390, "height": 780}
_DESK: ViewportSize = {"width": 1280, "height": 800}
_BANGKOK = ZoneInfo("Asia/Bangkok")
_COLOURS = (256, 128, 64)  # as many as make a small picture
PATIENCE = 30_000  # milliseconds
# What can be pressed, as it is read; numbers in it are of the day.
_PRESSED = """() => [...document.querySelectorAll("a, button, summary, label")].map((each) => each.innerText.trim())"""


class Walk:
    """`made` are the pictures that there would be, `pressed` whatever could be pressed, on any page that was shot."""

    def __init__(self, app: App, clock: SetClock, url: str, database: str, browser: Browser) -> None:
        self.app, self.url = app, url
        self.made: list[str] = []
        self.pressed: set[str] = set()
        self._clock, self._browser = clock, browser
        self._runner = CliRunner(env={"DATABASE_URL": database, "LANG": "th_TH.UTF-8"})
        self._contexts: list[BrowserContext] = []
        self._faults: list[str] = []

    def at(self, moment: str) -> None:
        """It is so late, on the clocks of Bangkok."""
        self._clock.set(datetime.fromisoformat(moment).replace(tzinfo=_BANGKOK))

    def later(self, **time: float) -> None:
        self._clock.set(self._clock.now() + timedelta(**time))

    def types(self, *command: str) -> str:
        """What `nongnat` answers, where it does what it is told."""
        result = self._runner.invoke(main, command, env={"NONGNAT_NOW": self._clock.now().isoformat()})
        assert result.exit_code == 0, result.output
        return result.stdout

    def reader(self, viewport: ViewportSize = _HAND) -> Reader:
        """Somebody new with the web chat open."""
        context = self._browser.new_context(viewport=viewport, locale="th-TH", timezone_id="Asia/Bangkok")
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        return Reader(context.new_page(), self.url)

    def follows(self, link: Locator) -> Page:
        """The page that a link of a chat opens beside it."""
        with link.page.context.expect_page() as opened:
            link.click()
        page = opened.value
        page.on("pageerror", lambda error: self._faults.append(str(error)))
        page.set_viewport_size(_DESK)
        return page

    def said(self, chat: str, text: str) -> str:
        """What is answered to somebody who talks without a browser."""
        here = Address("web", chat)
        self.app.conversation.receive([Inbound(here, str(uuid4()), text, self._clock.now())])
        reply = self.app.conversation.answer(here)
        return reply.plain if reply else ""

    def shoots(self, page: Page, name: str, at: Locator | None = None, *, whole: bool = False) -> None:
        """A picture of what is seen now, with `at` in the middle of it; of the `whole` page, if that is wanted."""
        if at:
            at.scroll_into_view_if_needed()
        page.mouse.move(0, 0)
        self.presses(page)
        self.made.append(name)
        if os.environ.get("NONGNAT_PICTURES") != "1":
            return
        taken = page.screenshot(full_page=whole, animations="disabled", caret="hide")
        PICTURES.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(taken)) as picture:
            _keep(picture.convert("RGB"), PICTURES / f"{name}.png")

    def presses(self, page: Page) -> None:
        """What can be pressed on a page is noted."""
        self.pressed |= {line.strip() for each in page.evaluate(_PRESSED) for line in each.splitlines()}

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert self._faults == []


def _keep(picture: Image.Image, file: Path) -> None:
    for colours in _COLOURS:
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            return


@contextmanager
def walking(folder: Path, browser: Browser) -> Iterator[Walk]:
    """As `make run` leaves it: a new store with the samples, the ticks at work; only the clock stands still."""
    database = f"sqlite:///{folder / 'data' / 'nongnat.db'}"
    clock = SetClock(datetime(2026, 1, 4, 16, tzinfo=_BANGKOK))
    app = build(open_store(database), clock)
    with served(app, work=running(app)) as url:
        made = Walk(app, clock, url, database, browser)
        try:
            yield made
        finally:
            made.close()


def asks(reader: Reader, text: str) -> None:
    """Waits until there is an answer."""
    with _answered(reader.page):
        reader.ask(text)


def taps(button: Locator) -> None:
    """A button in a chat; waits until there is an answer."""
    with _answered(button.page):
        button.click()


@contextmanager
def _answered(page: Page) -> Iterator[None]:
    answers = page.locator(".message:not(.mine)")
    before = answers.count()
    yield
    expect(answers).not_to_have_count(before, timeout=PATIENCE)


def seen(place: Locator) -> None:
    """Waits until it is there: what it needs may have to be loaded first."""
    expect(place).to_be_visible(timeout=PATIENCE)


def shows(page: Page, text: str) -> None:
    """Waits until a text is there."""
    seen(page.get_by_text(text).last)
