"""The scanner without a browser: what each request does, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.people import Details, Membership
from tests.web.gate import ANN, BEN, FIRST, LEAVING, Gate, Guard, gate


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path) as made:
        yield made


@pytest.fixture
def sam(hall: Gate) -> Iterator[Guard]:
    """A scanner."""
    with hall.signs_in() as made:
        yield made


@pytest.fixture
def olga(hall: Gate) -> Iterator[Guard]:
    """An organiser."""
    with hall.signs_in("olga") as made:
        yield made


def test_whoever_shows_their_code_is_noted(hall: Gate, sam: Guard) -> None:
    assert sam.scans(hall.door.own(ANN)) == {
        "tone": "good",
        "title": "เช็กอินแล้ว",
        "name": ANN,
        "organisation": "",
        "note": "เวลา 08.50 น.",
        "staff": "",
        "asks": "",
        "questions": [],
        "undo": True,
        "crowd": "มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1",
    }
    assert hall.door.statuses() == {f"a {ANN}": "present"}


def test_each_outcome_is_said(hall: Gate, sam: Guard) -> None:
    ann, ben = hall.door.own(ANN), hall.door.own(BEN)
    said = []

    def scans(code: str, **fields: object) -> None:
        answer = sam.scans(code, **fields)
        said.append((answer["tone"], answer["title"], answer["note"]))

    hall.at("2026-01-05T08:10")
    scans(ann)
    hall.at("2026-01-05T09:20")
    scans(ann)
    scans(ann)
    scans(ann, place="x//in")
    scans("C2C2C2C2C2")
    hall.at("2026-01-05T12:40")
    scans(ben)

    assert said == [
        ("ask", "ยังไม่ถึงเวลา", "เปิดเช็กอิน 08.15 น."),
        ("late", "เช็กอินแล้ว · สาย", "เวลา 09.20 น."),
        ("known", "เช็กอินไว้แล้ว", "ตั้งแต่ 09.20 น."),
        ("ask", "เช็กอินอยู่อีกห้อง", "อยู่ใน “เมืองอัจฉริยะกับข้อมูลเปิด” ถ้าย้ายมาที่นี่แล้ว แตะ ย้ายมาคาบนี้"),
        ("bad", "ไม่รู้จักรหัสนี้", "ให้เจ้าของพิมพ์ โค้ดของฉัน ในแชตเพื่อขอรหัสของวันนี้ หรือค้นด้วยชื่อ"),
        ("ask", "หมดเวลาแล้ว", "ปิดเมื่อ 12.00 น."),
    ]


def test_yesterdays_code_is_told_from_one_that_nobody_has(hall: Gate) -> None:
    code = hall.door.own(ANN)
    hall.at("2026-01-06T08:50")
    with hall.signs_in() as sam:
        assert sam.scans(code) == {
            "tone": "bad",
            "title": "รหัสของเมื่อวาน",
            "name": ANN,
            "organisation": "",
            "note": "ให้เจ้าของพิมพ์ โค้ดของฉัน ในแชตเพื่อขอรหัสของวันนี้ หรือค้นด้วยชื่อ",
            "staff": "",
            "asks": "",
            "questions": [],
            "undo": False,
            "crowd": "มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2",
        }


def test_in_english(hall: Gate, sam: Guard) -> None:
    hall.at("2026-01-05T08:10")
    answer = sam.scans(hall.door.own(ANN), lang="en")

    assert (answer["title"], answer["note"]) == ("Too early", "opens at 08:15")
    assert "Check-in scanner" in sam.client.get("/scanner?lang=en").text


def test_leaving_is_noted_where_the_programme_asks_for_it(tmp_path: Path) -> None:
    with gate(tmp_path, LEAVING) as hall, hall.signs_in() as sam:
        code = hall.door.own(ANN)
        first = sam.scans(code, place="a//out")
        sam.scans(code)
        hall.at("2026-01-05T11:30")
        said = [sam.scans(code, place="a//out") for _ in range(2)]

    assert [(each["title"], each["note"]) for each in (first, *said)] == [
        ("ยังไม่ได้เช็กอินเข้า", ""),
        ("บันทึกการออกแล้ว", "เวลา 11.30 น."),
        ("ออกไปแล้ว", "ตั้งแต่ 11.30 น."),
    ]
    assert said[0]["crowd"] == "ออกแล้ว 1 · ยังอยู่ 0"


def test_what_was_kept_without_a_connection_has_its_own_time(hall: Gate, sam: Guard) -> None:
    code = hall.door.own(ANN)
    hall.at("2026-01-05T14:00")

    assert sam.scans(code, ago=5 * 3600_000)["note"] == "เวลา 09.00 น."
    assert sam.scans(hall.door.own(BEN), ago=12 * 3600_000 + 60_000)["title"] == "สแกนไว้นานเกินไป"


def test_the_same_nonce_counts_once(hall: Gate, sam: Guard) -> None:
    said = [sam.scans(hall.door.own(ANN), nonce="the-same-one") for _ in range(3)]

    assert said == [said[0]] * 3
    assert len(hall.door.log()) == 1


def test_an_organiser_sets_the_time_aside_with_a_reason_and_a_scanner_does_not(
    hall: Gate, sam: Guard, olga: Guard
) -> None:
    hall.at("2026-01-05T12:40")
    code = hall.door.own(ANN)
    asks = [guard.scans(code)["asks"] for guard in (sam, olga)]
    fields = {"place": FIRST, "code": code, "force": True, "nonce": "nonce-forced"}
    refused = [sam.posts("checkins", **fields, reason="รถติด"), olga.posts("checkins", **fields, reason=" ")]

    assert asks == ["", "force"]
    assert [(each.status_code, each.json()["message"]) for each in refused] == [
        (422, "เฉพาะผู้จัดเท่านั้นที่ให้เช็กอินนอกเวลาได้ค่ะ"),
        (422, "รบกวนพิมพ์เหตุผล ไม่เกิน 200 ตัวอักษรค่ะ"),
    ]
    assert olga.scans(code, force=True, reason="รถติด")["title"] == "เช็กอินแล้ว · สาย"


def test_who_has_moved_is_noted_after_a_tap(hall: Gate, sam: Guard) -> None:
    hall.at("2026-01-05T09:20")
    code = hall.door.own(ANN)
    sam.scans(code)

    assert sam.scans(code, place="x//in")["asks"] == "moves"
    assert sam.scans(code, place="x//in", moves=True)["title"] == "เช็กอินแล้ว"
    assert hall.door.statuses() == {f"x {ANN}": "present"}


def test_a_scanner_finds_by_four_letters_and_sees_names_alone(hall: Gate, sam: Guard, olga: Guard) -> None:
    with hall.house.database.write() as store:
        from storage import people

        person = people.add(store, Details("นายสมศักดิ์ รักดี", "เทศบาลนครตัวอย่าง", "ปลัด", "s@example.org", "081"))
        people.enrol(store, person, Membership("c"))
    short = sam.posts("people", text="สมศ")
    (found,) = sam.posts("people", text="สมศัก").json()["people"]

    assert (short.status_code, short.json()) == (422, {"message": "พิมพ์ชื่ออย่างน้อย 4 ตัวอักษรนะคะ"})
    assert found == {"handle": found["handle"], "name": "นายสมศักดิ์ รักดี", "organisation": "เทศบาลนครตัวอย่าง"}
    assert len(found["handle"]) == 64
    assert [each["name"] for each in olga.posts("people", text="ส").json()["people"]] == [BEN, "นายสมศักดิ์ รักดี"]
    assert sam.posts("people", text="ไม่มีใคร").json() == {"people": [], "more": False}
    assert sam.scans(chosen=found["handle"])["name"] == "นายสมศักดิ์ รักดี"


def test_who_was_found_cannot_be_noted_from_another_browser(hall: Gate, sam: Guard, olga: Guard) -> None:
    (found,) = sam.posts("people", text="สมหมาย").json()["people"]

    assert olga.scans(chosen=found["handle"])["title"] == "ไม่รู้จักรหัสนี้"
    assert hall.door.statuses() == {}


@pytest.mark.parametrize("chosen", ["1", "2", "0" * 64, "นายสมหมาย ตั้งต้น", "../1"])
def test_nobody_is_noted_by_a_handle_that_was_made_up(hall: Gate, sam: Guard, chosen: str) -> None:
    assert sam.scans(chosen=chosen)["title"] == "ไม่รู้จักรหัสนี้"
    assert hall.door.statuses() == {}


def test_a_scan_is_taken_back_once_by_whoever_made_it(hall: Gate, sam: Guard, olga: Guard) -> None:
    sam.scans(hall.door.own(ANN), nonce="to-be-undone")
    others = olga.posts("undo", nonce="to-be-undone")
    said = [sam.posts("undo", nonce="to-be-undone") for _ in range(2)]

    assert [(each.status_code, each.json()) for each in (others, *said)] == [
        (422, {"message": "ไม่พบรายการนี้แล้วค่ะ"}),
        (200, {"title": "ย้อนกลับแล้ว"}),
        (422, {"message": "รายการนี้ย้อนกลับไปแล้วค่ะ"}),
    ]
    assert hall.door.statuses() == {}


def test_too_late_to_take_it_back(hall: Gate, sam: Guard) -> None:
    sam.scans(hall.door.own(ANN), nonce="to-be-undone")
    hall.later(minutes=16)

    assert sam.posts("undo", nonce="to-be-undone").status_code == 422
    assert hall.door.statuses() == {f"a {ANN}": "present"}
