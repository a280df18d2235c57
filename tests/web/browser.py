"""The machine's own Chromium, driven as a person would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, ViewportSize


FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """With `more` flags. Skips, saying so, where there is none; under CI=true there must be one."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            raise RuntimeError("no Chromium on CI: CHROMIUM names none, and none is in the PATH")
        pytest.skip("no Chromium: CHROMIUM names none, and none is in the PATH")
    with sync_playwright() as kit:
        browser = kit.chromium.launch(executable_path=path, args=[*FLAGS, *more])
        yield browser
        browser.close()


def turns(leads: Locator) -> Page:
    """Press what leads to another page, and wait until that is there: a click by itself does not."""
    page = leads.page
    with page.expect_navigation():
        leads.click()
    return page


class Reader:
    """Somebody at the page. Everything is found by what a person, or a screen reader, finds it by."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._console(line.type, line.text))
        page.goto(url)
        self.settled()

    def _console(self, kind: str, text: str) -> None:
        """Every complaint but those of a connection that a test broke."""
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.faults.append(text)

    def settled(self) -> None:
        """Wait until the talk so far is there."""
        expect(self.page.locator("#log")).to_have_attribute("aria-busy", "false")

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name="พิมพ์คำถาม")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def ask(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def sees(self, text: str) -> None:
        expect(self.log.get_by_text(text, exact=True).last).to_be_visible()

    def talk(self) -> list[str]:
        """What is said in the log, without the greeting, as it is read out."""
        return [text.strip() for text in self.page.locator(".message:not(#welcome) .bubble").all_text_contents()]

    def measure(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)


Open = Callable[..., Reader]


@contextmanager
def visiting(browser: Browser) -> Iterator[Open]:
    """Opens the site for somebody new, as often as it is called; fails if a page ever complained."""
    readers: list[Reader] = []

    def start(url: str, viewport: ViewportSize = PHONE, **options: Any) -> Reader:
        options = {"locale": "th-TH", "timezone_id": "Asia/Bangkok", **options}
        readers.append(Reader(browser.new_context(viewport=viewport, **options).new_page(), url))
        return readers[-1]

    yield start
    for reader in readers:
        reader.page.context.close()
        assert reader.faults == []
