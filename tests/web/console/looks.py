"""How a page of the console looks, and whether everybody can use it, in the machine's own Chromium.

    with looking(browser, here) as desk:            # signed in
        desk.looks("people")                        # on a phone, on a desktop and in the dark: see `Desk.looks`

With NONGNAT_SCREENSHOTS=folder what was seen is kept there.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.axe import axe
from tests.web.browser import DESKTOP, PHONE


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

    from tests.web.console.office import Office

# What is too small to be read, or to be hit by a finger, or wider than the screen. A link within a sentence is as high
# as its line: WCAG 2.2, 2.5.8 exempts it.
_TOO_SMALL = """() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !element.closest(".unseen") && element.getClientRects().length > 0;
  const name = (element) => `${element.tagName.toLowerCase()} ${element.textContent.trim().slice(0, 40)}`;
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!seen(element) || getComputedStyle(element).clipPath !== "none") continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const letters = parseFloat(getComputedStyle(element).fontSize);
    if (own && letters < 16) found.push(`letters of ${letters} px: ${name(element)}`);
    if (!element.matches("a[href], button, summary, select, textarea, input:not([type=hidden])")) continue;
    if (getComputedStyle(element).display === "inline" || element.closest("label.choice")) continue;
    const height = element.getBoundingClientRect().height;
    if (height < 44) found.push(`${height} px high: ${name(element)}`);
  }
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) found.push(`${wide} px wide`);
  return found;
}"""


def keep(page: Page, name: str) -> None:
    """A picture of the whole page, where pictures are wanted."""
    if folder := os.environ.get("NONGNAT_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _complains(line: ConsoleMessage) -> bool:
    """But for what a test asks for that is not there."""
    return line.type in ("error", "warning") and not line.text.startswith("Failed to load resource")


class Desk:
    """The console in a browser, where somebody is signed in."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._url = url

    def opens(self, path: str, programme: str = "c") -> Page:
        self.page.goto(f"{self._url}/console/{programme}/{path}")
        return self.page

    def looks(self, path: str, name: str = "") -> None:
        """A page is good on a phone, on a desktop, and in the dark: for axe, for eyes over fifty, for fingers."""
        page = self.opens(path)
        self.seen(name or path.replace("/", "-"))
        assert page.locator("h1").count() == 1

    def seen(self, name: str) -> None:
        """The same for the page as it is now, after whatever was done on it."""
        page = self.page
        for kind, size, scheme in (("phone", PHONE, "light"), ("desktop", DESKTOP, "light"), ("dark", PHONE, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # light or dark
            keep(page, f"{name}-{kind}")
            assert [f"{kind}: {each}" for each in page.evaluate(_TOO_SMALL)] == []
            if kind != "phone":  # a desktop's shape, and a phone's in the dark
                assert axe(page) == []


@contextmanager
def looking(browser: Browser, here: Office, who: str = "olga") -> Iterator[Desk]:
    """Fails if a page ever complained."""
    context = browser.new_context(viewport=PHONE, locale="th-TH", timezone_id="Asia/Bangkok")
    context.add_cookies([{"name": name, "value": value, "url": here.url} for name, value in here.cookie(who).items()])
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.extend([line.text] if _complains(line) else []))
    yield Desk(page, here.url)
    context.close()
    assert faults == []
