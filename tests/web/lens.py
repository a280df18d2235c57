"""The scanner's page in a real Chromium, before a camera that sees what a test holds up."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.web.browser import chromium
from tests.web.gate import Gate, photo


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize


PHONE: ViewportSize = {"width": 390, "height": 844}


class Reader:
    """Somebody with the page open on a phone; fails if it ever complained of anything but a lost connection."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._console(line.type, line.text))
        page.on("request", lambda request: self.asked.append(request.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.faults.append(text)

    def types(self, text: str) -> None:
        self.page.get_by_role("searchbox", name="พิมพ์ชื่อ หรือรหัส 10 ตัว").fill(text)
        self.page.get_by_role("button", name="ค้นหา").click()

    def sees(self, *lines: str) -> None:
        """These and no others are what became of a scan."""
        expect(self.page.locator("#result p:not(:empty)")).to_have_text(list(lines))
        expect(self.page.locator("#result")).to_be_visible()

    def taps(self, name: str) -> None:
        self.page.locator("#result").get_by_role("button", name=name).click()

    def counts(self, text: str) -> None:
        expect(self.page.locator("#crowd")).to_have_text(text)

    def kept(self) -> list[Any]:
        """What is in the phone's own store."""
        kept: list[Any] = self.page.evaluate("() => Object.values(localStorage)")
        return kept


class Camera:
    """A browser with a camera, which sees a few pictures in a row."""

    def __init__(self, file: Path, browser: Browser) -> None:
        self._file, self._browser = file, browser

    @contextmanager
    def opens(
        self, hall: Gate, who: str = "sam", *, sight: str = "", script: str = "", size: ViewportSize = PHONE
    ) -> Iterator[Reader]:
        """The page of a gate for `who`, with the QR code of `sight` before the camera."""
        self._file.write_bytes(photo(sight) * 3)
        context = self._browser.new_context(viewport=size, locale="th-TH", timezone_id="Asia/Bangkok")
        if script:
            context.add_init_script(script)
        reader = Reader(context.new_page())
        reader.page.goto(hall.link(who))
        reader.page.wait_for_url("**/scanner")
        yield reader
        context.close()
        assert reader.faults == []


@contextmanager
def camera(folder: Path) -> Iterator[Camera]:
    file = folder / "seen.mjpeg"
    file.write_bytes(photo("") * 3)
    fake = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    with chromium(*fake, f"--use-file-for-fake-video-capture={file}") as browser:
        yield Camera(file, browser)
