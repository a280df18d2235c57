"""Workbooks brought into the store: all of it or nothing, again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import BadFile
from bot.handlers import workbook as room
from bot.services import programme as programmes
from bot.services import workbook
from bot.texts import texts
from storage import people
from storage.formats.diff import diff
from tests.storage.formats.workbooks import workbook as made


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.workbook import Outcome
    from storage.db import Database
    from tests.storage.formats.workbooks import Cell

NOW = datetime(2019, 10, 1, tzinfo=UTC)
TODAY = date(2019, 10, 1)
CCIO = Path(__file__).resolve().parents[2] / "storage" / "samples" / "ccio-2.yaml"
HEADS = ["วันที่", "เวลา", "หัวข้อ", "สถานที่"]
ROWS: list[list[Cell]] = [
    ["4 ต.ค. 2562", "09.00-10.00", "พิธีเปิด", "หอประชุม"],
    ["4 ต.ค. 2562", "10.00-10.15", "พักรับประทานอาหารว่าง", None],
    ["4 ต.ค. 2562", "10.15-12.00", "เมืองแห่งอนาคต", "หอประชุม"],
    ["5 ต.ค. 2562", "10.00-10.15", "พักรับประทานอาหารว่าง", None],
]
NAMES: list[list[Cell]] = [
    ["ชื่อ-สกุล", "หน่วยงาน", "บทบาท"],
    ["นายหนึ่ง สองสาม", "เทศบาล", None],
    ["นางสี่ ห้าหก", "อบต.", "ผู้จัด"],
]


def book(rows: Sequence[Sequence[Cell]], names: Sequence[Sequence[Cell]] = ()) -> bytes:
    head: list[list[Cell]] = [["รายการ", "ค่า"], ["รหัสหลักสูตร", "demo"], ["ชื่อหลักสูตร", "หลักสูตรตัวอย่าง"]]
    sheets: dict[str, Sequence[Sequence[Cell]]] = {"หลักสูตร": head, "กำหนดการ": [HEADS, *rows]}
    return made({**sheets, "รายชื่อ": names} if names else sheets)


def bring(database: Database, data: bytes, name: str = "demo.xlsx", code: str = "") -> Outcome:
    with database.write() as store:
        return room.bring_in(store, workbook.check(store, name, data, TODAY, code), NOW)


def counts(done: Outcome) -> tuple[int, int, int, bool]:
    return done.saved.added, done.saved.changed, done.saved.cancelled, done.saved.altered


def codes(database: Database) -> dict[str, str]:
    with database.read() as store:
        return {f"{session.start:%d %H:%M}": session.code for session in programmes.kept(store, "demo").sessions}


def test_the_same_workbook_again_changes_nothing(database: Database) -> None:
    data = book(ROWS, NAMES)
    first, again = bring(database, data), bring(database, data)

    assert (counts(first), counts(again)) == ((4, 0, 0, True), (0, 0, 0, False))
    assert first.people is not None
    assert again.people is not None
    assert (first.people.added, again.people.unchanged) == (("นายหนึ่ง สองสาม", "นางสี่ ห้าหก"),) * 2
    with database.read() as store:
        roles = {each.person.name: each.memberships[0].role for each in people.everybody(store)}
    assert roles == {"นายหนึ่ง สองสาม": "participant", "นางสี่ ห้าหก": "organiser"}


def test_an_edited_workbook_updates_without_ids(database: Database) -> None:
    """What moved, what was renamed and what has the same title on two days are the same sessions."""
    bring(database, book(ROWS))
    before = codes(database)
    edited: list[list[Cell]] = [
        ["4 ต.ค. 2562", "09.30-10.00", "พิธีเปิด", "หอประชุม"],
        ["4 ต.ค. 2562", "10.15-12.00", "เมืองแห่งอนาคตที่ดี", "หอประชุม"],
        ["5 ต.ค. 2562", "10.00-10.30", "พักรับประทานอาหารว่าง", None],
        ["5 ต.ค. 2562", "10.30-12.00", "เรื่องใหม่", None],
    ]
    done = bring(database, book(edited))
    after = codes(database)

    assert counts(done) == (1, 3, 1, True)
    assert (after["04 09:30"], after["04 10:15"]) == (before["04 09:00"], before["04 10:15"])
    assert after["05 10:00"] == before["05 10:00"]


def test_what_is_wrong_with_people_takes_the_programme_back(database: Database) -> None:
    names: list[list[Cell]] = [*NAMES, ["นายหนึ่ง สองสาม", "เทศบาล", None], ["นายเจ็ด แปดเก้า", "อบต.", "กัปตัน"]]

    with pytest.raises(BadFile) as refused:
        bring(database, book(ROWS, names))

    assert [(fault.sheet, fault.place, fault.code) for fault in refused.value.faults] == [
        ("รายชื่อ", "A4", "same-person"),
        ("รายชื่อ", "C5", "not-role"),
    ]
    with database.read() as store:
        assert (programmes.listed(store), people.everybody(store)) == ([], [])


def test_trying_it_tells_what_would_change_and_changes_nothing(database: Database) -> None:
    with database.read() as store:
        understood = workbook.check(store, "demo.xlsx", book(ROWS, NAMES), TODAY)
        done = room.tried(store, understood)

    assert list(room.outcome(texts("th"), done)) == [
        "ถ้านำเข้า: เพิ่ม 4 คาบ แก้ไข 0 คาบ ยกเลิก 0 คาบ",
        "รายชื่อ: เพิ่ม 2 คน แก้ไข 0 คน เหมือนเดิม 0 คน",
    ]
    with database.read() as store:
        assert (programmes.listed(store), people.everybody(store)) == ([], [])


def test_what_the_file_does_not_speak_of_stays(database: Database) -> None:
    """Forms, check points, calendar ids, and whole sheets that were deleted."""
    with database.write() as store:
        programmes.keep(store, programmes.read(CCIO.name, CCIO.read_bytes())[0], now=NOW)
        before = programmes.kept(store, "ccio-2")
        whole, table = workbook.export(store, "ccio-2"), workbook.sessions_csv(store, "ccio-2")
    for name, data in (("any.xlsx", whole), ("any.csv", table)):
        assert counts(bring(database, data, name)) == (0, 0, 0, False)
    with database.read() as store:
        assert diff(before, programmes.kept(store, "ccio-2")) == ()
        told = workbook.check(store, "any.csv", table, TODAY).assumptions
    assert [(fault.code, fault.values["tables"].count("workbook:")) for fault in told] == [("assumed-kept", 6)]


def test_a_moved_session_takes_its_check_points_along(database: Database) -> None:
    text = CCIO.read_text(encoding="utf-8").replace(
        "    venue: phuket\n", "    venue: phuket\n    checkpoints: [{id: bus, title: รถ, at: 2019-10-24T06:00}]\n", 1
    )
    with database.write() as store:
        programmes.keep(store, programmes.read("x.yaml", text.encode())[0], now=NOW)
        table = workbook.sessions_csv(store, "ccio-2").decode("utf-8-sig")
    moved = table.replace("2019-10-24,08:30", "2019-10-25,09:30")
    bring(database, moved.encode(), "any.csv")

    with database.read() as store:
        trip = next(each for each in programmes.kept(store, "ccio-2").sessions if each.code == "phuket-visit")
    assert (f"{trip.start:%d %H:%M}", [f"{point.at:%d %H:%M}" for point in trip.points]) == ("25 09:30", ["25 07:00"])


def test_a_file_of_another_programme_is_refused(database: Database) -> None:
    with pytest.raises(BadFile) as refused:
        bring(database, book(ROWS), code="other")

    assert [(fault.place, fault.code) for fault in refused.value.faults] == [("B2", "other-programme")]


def test_whoever_uploads_is_told_which_roles_would_be_given(database: Database) -> None:
    with database.read() as store:
        staff = workbook.check(store, "x.xlsx", book(ROWS, NAMES), TODAY)
        nobody = workbook.check(store, "x.xlsx", book(ROWS), TODAY)

    assert (room.roles(staff), room.roles(nobody)) == (
        frozenset({"participant", "organiser"}),
        frozenset(),
    )


def test_people_come_back_as_they_went(database: Database) -> None:
    names: list[list[Cell]] = [
        ["ชื่อ-สกุล", "หน่วยงาน", "ตำแหน่ง", "กลุ่ม", "หัวหน้าทีม", "บทบาท", "อีเมล", "โทรศัพท์", "รหัส", "หมายเหตุ"],
        ["นายหนึ่ง สองสาม", "+1+1", "ปลัด", "ทีม ก", "ใช่", None, "a@example.org", "081-000-0000", "P1", "แพ้กุ้ง"],
    ]
    bring(database, book(ROWS, names))
    with database.read() as store:
        before = people.everybody(store)
        data = workbook.export(store, "demo")
        without = workbook.check(store, "x.xlsx", workbook.export(store, "demo", people=False), TODAY)
    done = bring(database, data)

    assert done.people is not None
    assert done.people.unchanged == ("นายหนึ่ง สองสาม",)
    with database.read() as store:
        assert people.everybody(store) == before
    assert without.people is not None
    assert without.people.rows == ()
