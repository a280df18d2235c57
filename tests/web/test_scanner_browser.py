"""The scanner in a real Chromium, before a camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.web.axe import axe
from tests.web.gate import ANN, BEN, LEAVING, Gate, gate
from tests.web.lens import Camera, Reader, camera


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    Opens = Callable[..., AbstractContextManager[Reader]]


DETECTOR = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) { return video.readyState >= 2 ? [{ rawValue: %r }] : []; }
};
"""
"""A browser that reads codes itself, and sees this one."""
DENIED = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    with camera(tmp_path_factory.mktemp("camera")) as made:
        yield made


@pytest.fixture
def opens(phone: Camera) -> Opens:
    return phone.opens


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
        assert axe(olga.page) == []
