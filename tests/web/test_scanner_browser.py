"""The scanner in a real Chromium, before a camera that sees what a test holds up."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.web.browser import chromium
from tests.web.gate import ANN, BEN, LEAVING, Gate, gate, photo


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    Opens = Callable[..., AbstractContextManager["Reader"]]

pytestmark = pytest.mark.xdist_group("browser")

PHONE: ViewportSize = {"width": 390, "height": 844}
DETECTOR = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) { return video.readyState >= 2 ? [{ rawValue: %r }] : []; }
};
"""
"""A browser that reads codes itself, and sees this one."""
DENIED = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"


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


@pytest.fixture(scope="module")
def lens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is before the camera: a few pictures in a row."""
    file = tmp_path_factory.mktemp("camera") / "seen.mjpeg"
    file.write_bytes(photo("") * 3)
    return file


@pytest.fixture(scope="module")
def browser(lens: Path) -> Iterator[Browser]:
    fake = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    with chromium(*fake, f"--use-file-for-fake-video-capture={lens}") as started:
        yield started


@pytest.fixture
def opens(browser: Browser, lens: Path) -> Opens:
    """Opens the page of a gate for `who`, with `sight` before the camera."""

    @contextmanager
    def opening(hall: Gate, who: str = "sam", *, sight: str = "", script: str = "", size: ViewportSize = PHONE) -> Any:
        lens.write_bytes(photo(sight) * 3)
        context = browser.new_context(viewport=size, locale="th-TH", timezone_id="Asia/Bangkok")
        if script:
            context.add_init_script(script)
        reader = Reader(context.new_page())
        reader.page.goto(hall.link(who))
        reader.page.wait_for_url("**/scanner")
        yield reader
        context.close()
        assert reader.faults == []

    return opening


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path) as made:
        yield made


def test_the_camera_sees_a_code_and_whoever_has_it_is_noted(hall: Gate, opens: Opens) -> None:
    code = hall.door.own(ANN)
    with opens(hall, sight=code) as sam:
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        sam.counts("มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1")
        asked = sam.asked

    assert hall.door.statuses() == {f"a {ANN}": "present"}
    assert any(url.endswith("/scanner/pictures") for url in asked)
    assert [url for url in asked if code in url or not url.startswith(hall.url)] == []


def test_a_code_that_stays_before_the_camera_is_read_once(hall: Gate, opens: Opens) -> None:
    with opens(hall, sight=hall.door.own(ANN)) as sam:
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        for _ in range(5):
            with sam.page.expect_response("**/scanner/pictures"):
                pass

    assert [line.outcome for line in hall.door.log()] == [""]


def test_a_browser_that_reads_codes_itself_sends_no_picture(hall: Gate, opens: Opens) -> None:
    with opens(hall, script=DETECTOR % hall.door.own(ANN)) as sam:
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        asked = sam.asked

    assert [url for url in asked if url.endswith("/pictures")] == []


def test_what_is_no_code_of_ours_is_said(hall: Gate, opens: Opens) -> None:
    with opens(hall, sight="https://example.org/") as sam:
        sam.sees("ไม่รู้จักรหัสนี้", "ให้เจ้าของพิมพ์ โค้ดของฉัน ในแชตเพื่อขอรหัสของวันนี้ หรือค้นด้วยชื่อ")

    assert hall.door.statuses() == {}


def test_by_name_and_by_a_code_that_is_typed(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        sam.types("สม")
        expect(sam.page.locator("#hint")).to_have_text("พิมพ์ชื่ออย่างน้อย 4 ตัวอักษรนะคะ")
        sam.types("สมหมาย")
        sam.page.get_by_role("button", name=BEN).click()
        sam.sees("เช็กอินแล้ว", BEN, "เวลา 08.50 น.")
        code = hall.door.own(ANN).lower()
        sam.types(f"{code[:5]} {code[5:]}")
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        sam.counts("มาแล้ว 2/2 · สาย 0 · ยังไม่มา 0")


def test_it_is_taken_back(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        sam.types(hall.door.own(ANN))
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        sam.taps("ย้อนกลับ")
        sam.sees("ย้อนกลับแล้ว", ANN)
        sam.page.get_by_text("ล่าสุด").click()
        expect(sam.page.get_by_role("listitem")).to_have_text([f"เช็กอินแล้ว{ANN} · เวลา 08.50 น."])
        sam.counts("มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2")

    assert hall.door.statuses() == {}


def test_an_organiser_says_why_a_rule_is_set_aside(hall: Gate, opens: Opens) -> None:
    hall.at("2026-01-05T08:00")
    with opens(hall, "olga") as olga:
        olga.types(hall.door.own(ANN))
        olga.sees("ยังไม่ถึงเวลา", ANN, "เปิดเช็กอิน 08.15 น.")
        olga.taps("ให้เช็กอินได้")
        olga.sees("ยังไม่ถึงเวลา", ANN, "เปิดเช็กอิน 08.15 น.")
        olga.page.get_by_role("textbox", name="เหตุผล").fill("มาช่วยจัดห้อง")
        olga.taps("ให้เช็กอินได้")
        olga.sees("เช็กอินแล้ว", ANN, "เวลา 08.00 น.")

    assert [(line.outcome, line.forced, line.reason) for line in hall.door.log()] == [
        ("early", False, ""),
        ("", True, "มาช่วยจัดห้อง"),
    ]


def test_a_scanner_is_not_asked_why(hall: Gate, opens: Opens) -> None:
    hall.at("2026-01-05T08:00")
    with opens(hall) as sam:
        sam.types(hall.door.own(ANN))
        sam.sees("ยังไม่ถึงเวลา", ANN, "เปิดเช็กอิน 08.15 น.")
        expect(sam.page.locator("#result").get_by_role("button", name="ให้เช็กอินได้")).to_be_hidden()


def test_who_has_moved_is_noted_after_a_tap(hall: Gate, opens: Opens) -> None:
    hall.at("2026-01-05T09:20")
    hall.door.scans(hall.door.own(ANN))
    with opens(hall) as sam:
        sam.page.get_by_label("จุดเช็กอิน").select_option("x//in")
        sam.types(hall.door.own(ANN))
        sam.sees("เช็กอินอยู่อีกห้อง", ANN, "อยู่ใน “เมืองอัจฉริยะกับข้อมูลเปิด” ถ้าย้ายมาที่นี่แล้ว แตะ ย้ายมาคาบนี้")
        sam.taps("ย้ายมาคาบนี้")
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 09.20 น.")

    assert hall.door.statuses() == {f"x {ANN}": "present"}


def test_without_a_connection_it_is_kept_and_sent_once_there_is_one(hall: Gate, opens: Opens) -> None:
    code = hall.door.own(ANN)
    with opens(hall) as sam:
        sam.counts("มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2")
        sam.page.context.set_offline(True)
        sam.types(code)
        sam.sees("เก็บไว้แล้ว", "ยังไม่มีอินเทอร์เน็ต จะส่งให้เองเมื่อต่อได้ โดยนับเวลาตอนสแกน")
        expect(sam.page.locator("#unsent")).to_have_text("รอส่ง 1 รายการ")
        assert (hall.door.log(), len(sam.kept())) == ([], 1)
        sam.page.context.set_offline(False)
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        sam.counts("มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1")
        expect(sam.page.locator("#notice")).to_be_hidden()
        assert sam.kept() == []

    assert [line.outcome for line in hall.door.log()] == [""]


def test_what_waits_outlives_the_page_and_the_sign_in(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        sam.counts("มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2")
        sam.page.route("**/scanner/checkins", lambda route: route.abort())
        sam.types(hall.door.own(ANN))
        sam.sees("เก็บไว้แล้ว", "ยังไม่มีอินเทอร์เน็ต จะส่งให้เองเมื่อต่อได้ โดยนับเวลาตอนสแกน")
        sam.page.unroute("**/scanner/checkins")
        sam.page.context.clear_cookies()
        sam.page.goto(hall.link())
        sam.page.wait_for_url("**/scanner")
        sam.counts("มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1")

    assert hall.door.statuses() == {f"a {ANN}": "present"}


def test_an_answer_that_is_lost_makes_no_second_record(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        lost: list[str] = []

        def lose(route: Any) -> None:
            if lost:
                route.continue_()
            else:
                lost.append(route.request.url)
                route.fetch()
                route.abort()

        sam.page.route("**/scanner/checkins", lose)
        sam.types(hall.door.own(ANN))
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")

    assert [line.outcome for line in hall.door.log()] == [""]


def test_whoever_is_signed_in_no_more_is_told_what_to_do(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        hall.later(hours=13)
        sam.types(hall.door.own(ANN))
        expect(sam.page.get_by_role("status").filter(has_text="หมดเวลาเข้าใช้หน้านี้แล้วค่ะ")).to_be_visible()
        assert len(sam.kept()) == 1


def test_without_the_camera_it_is_said_what_else_to_do(hall: Gate, opens: Opens) -> None:
    with opens(hall, script=DENIED) as sam:
        expect(sam.page.locator("#trouble")).to_contain_text("ยังใช้กล้องไม่ได้ค่ะ")
        expect(sam.page.get_by_role("button", name="เปิดกล้อง")).to_be_visible()
        sam.types(hall.door.own(ANN))
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")


def test_leaving_is_chosen_at_the_top(tmp_path: Path, opens: Opens) -> None:
    with gate(tmp_path, LEAVING) as hall:
        hall.door.scans(hall.door.own(ANN))
        hall.at("2026-01-05T11:30")
        with opens(hall) as sam:
            sam.page.get_by_label("จุดเช็กอิน", exact=True).first.select_option("a//in")
            sam.page.get_by_role("button", name="ออก").click()
            sam.counts("ออกแล้ว 0 · ยังอยู่ 1")
            sam.types(hall.door.own(ANN))
            sam.sees("บันทึกการออกแล้ว", ANN, "เวลา 11.30 น.")
            sam.counts("ออกแล้ว 1 · ยังอยู่ 0")


def test_signing_out(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        sam.page.get_by_text("ล่าสุด").click()
        sam.page.get_by_role("button", name="ออกจากเครื่องสแกน").click()
        expect(sam.page.get_by_text("รบกวนกลับไปที่แชตกับน้องนัด")).to_be_visible()


def test_in_english(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        sam.page.get_by_role("link", name="English").click()
        sam.page.get_by_role("searchbox", name="Name, or code of 10").fill(hall.door.own(ANN))
        sam.page.keyboard.press("Enter")
        sam.sees("Checked in", ANN, "at 08:50")
        sam.counts("Here 1/2 · late 0 · missing 1")


@pytest.mark.parametrize("size", [(320, 568), (390, 844), (844, 390)])
def test_nothing_is_cut_off(hall: Gate, opens: Opens, size: tuple[int, int]) -> None:
    with opens(hall, "olga", size={"width": size[0], "height": size[1]}) as olga:
        hall.at("2026-01-05T08:00")
        olga.types(hall.door.own(ANN))
        olga.sees("ยังไม่ถึงเวลา", ANN, "เปิดเช็กอิน 08.15 น.")
        wide = "() => document.documentElement.scrollWidth <= innerWidth"
        there = "() => document.querySelector('.search').getBoundingClientRect().bottom <= innerHeight"
        assert (olga.page.evaluate(wide), olga.page.evaluate(there)) == (True, True)
        expect(olga.page.get_by_role("button", name="ให้เช็กอินได้")).to_be_in_viewport()
