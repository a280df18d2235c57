"""Timetables of other shapes: a column for each room, several tables on one sheet, whole days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.formats.xlsx.understanding import understand
from tests.storage.formats.workbooks import TODAY, timetable, told, understood, workbook


if TYPE_CHECKING:
    from tests.storage.formats.workbooks import Cell


def test_a_column_for_each_room() -> None:
    found = understood(
        [
            ["กำหนดการสัมมนา วันที่ 4 ตุลาคม 2562"],
            ["เวลา", "ห้อง 1", "ห้อง 2", "ห้อง 3", "หมายเหตุ"],
            ["08.30-09.00", "ลงทะเบียน", None, None, None],
            ["09.00-10.00", "เมืองกับน้ำ", "การเงินท้องถิ่น", "-", None],
            ["10.00-11.00", "เมืองกับขยะ", None, "ข้อมูลเปิด", "ย้ายได้"],
            ["11.00-12.00", "อภิปราย", None, "ถามตอบ", None],
            ["12.00-13.00", "พักรับประทานอาหารกลางวัน", None, None, None],
        ],
        merged=[("Sheet1", "B3:D3"), ("Sheet1", "C4:C5"), ("Sheet1", "B6:C6")],
    )

    assert timetable(found) == [
        "2019-10-04 08:30–09:00 | ลงทะเบียน",
        "2019-10-04 09:00–10:00 | เมืองกับน้ำ | ห้อง 1",
        "2019-10-04 09:00–11:00 | การเงินท้องถิ่น | ห้อง 2",
        "2019-10-04 10:00–11:00 | เมืองกับขยะ | ห้อง 1",
        "2019-10-04 10:00–11:00 | ข้อมูลเปิด | ห้อง 3",
        "2019-10-04 11:00–12:00 | อภิปราย | ห้อง 1 + ห้อง 2",
        "2019-10-04 11:00–12:00 | ถามตอบ | ห้อง 3",
        "2019-10-04 12:00–13:00 | พักรับประทานอาหารกลางวัน",
    ]
    assert told(found) == [
        "B2 assumed-rooms",
        "B3 assumed-over-rooms",
        "C4 assumed-over-rows",
        "A1 assumed-buddhist",
        "A1 assumed-day",
    ]
    assert found.faults == ()


def test_rooms_under_a_heading_that_says_so_and_times_that_only_begin() -> None:
    """In parallel each ends when the next row begins, also where its own room is empty then."""
    found = understood(
        [
            [None, None, "ห้อง", None],
            ["วันที่", "เวลา", "แซฟไฟร์", "จูปิเตอร์"],
            ["4/10/2562", "09.00", "หนึ่ง", "สอง"],
            [None, "10.00", "สาม", None],
            [None, "11.00", None, "สี่"],
            ["5/10/2562", "09.00", "ห้า", "หก"],
        ],
        merged=[("Sheet1", "C1:D1"), ("Sheet1", "A3:A5")],
    )

    assert timetable(found) == [
        "2019-10-04 09:00–10:00 | หนึ่ง | แซฟไฟร์",
        "2019-10-04 09:00–10:00 | สอง | จูปิเตอร์",
        "2019-10-04 10:00–11:00 | สาม | แซฟไฟร์",
        "2019-10-04 11:00–12:00 | สี่ | จูปิเตอร์",
        "2019-10-05 09:00–10:00 | ห้า | แซฟไฟร์",
        "2019-10-05 09:00–10:00 | หก | จูปิเตอร์",
    ]
    assert told(found) == ["C2 assumed-rooms", "B3 assumed-end", "A3 assumed-buddhist", "B5 assumed-hour"]


def test_a_corner_may_be_empty_and_days_stand_over_their_rows() -> None:
    rows: list[list[Cell]] = [
        ["เวลา / ห้อง", "ห้อง 1", "ห้อง 2"],
        ["4 ตุลาคม 2562", None, None],
        ["09.00-10.00", "หนึ่ง", "สอง"],
        ["5 ตุลาคม 2562", None, None],
        ["09.00-10.00", None, "สาม"],
        ["หมายเหตุ: กำหนดการอาจเปลี่ยนแปลง", None, None],
    ]
    expected = [
        "2019-10-04 09:00–10:00 | หนึ่ง | ห้อง 1",
        "2019-10-04 09:00–10:00 | สอง | ห้อง 2",
        "2019-10-05 09:00–10:00 | สาม | ห้อง 2",
    ]
    named, empty = understood(rows), understood([[None, "ห้อง 1", "ห้อง 2"], *rows[1:]])

    assert [timetable(named), timetable(empty)] == [expected, expected]
    assert told(named) == ["B1 assumed-rooms", "A2 assumed-buddhist", "A6 row-skipped"]


def test_a_fault_under_a_room_is_told_by_its_own_cell() -> None:
    found = understood(
        [
            ["Date", "Start", "End", "Main Hall", "Room B"],
            ["2026-11-25", "09:00", "10:00", "One", "Two"],
            ["2026-11-25", "10:00", "11:00", "Three", None],
            ["2026-11-32", "11:00", "12:00", None, "Four"],
        ]
    )

    assert [(fault.place, fault.code) for fault in found.faults] == [("A4", "not-day")]


def test_columns_that_are_no_rooms_are_none() -> None:
    found = understood(
        [
            ["วันที่", "เวลา", "หัวข้อ", "ห้อง", "ห้องสำรอง"],
            ["4/10/2562", "09.00-10.00", "หนึ่ง", "ห้อง 1", "ห้อง 2"],
            ["4/10/2562", "10.00-11.00", "สอง", "ห้อง 1", ""],
            ["4/10/2562", None, "สาม", "ห้อง 1", "ห้อง 2"],
            ["4/10/2562", "11.00-12.00", "สี่", "ห้อง 1", "ห้อง 2"],
            ["4/10/2562", "12.00-13.00", "ห้า", "ห้อง 1", "ห้อง 2"],
        ]
    )

    assert [(fault.place, fault.code) for fault in found.faults] == [("B4", "no-time")]
    assert timetable(found)[:2] == ["2019-10-04 09:00–10:00 | หนึ่ง | ห้อง 1", "2019-10-04 10:00–11:00 | สอง | ห้อง 1"]


def test_who_speaks_may_stand_under_a_title_behind_a_word_that_says_so() -> None:
    found = understood(
        [
            ["สัมมนา วันที่ 4 ต.ค. 2562"],
            ["เวลา", "ห้อง 1", "ห้อง 2"],
            ["09.00-10.00", "เมืองกับน้ำ\nและขยะ\nโดย ดร.หนึ่ง สองสาม", "โดยสารประจำทาง\nวิทยากร: นางสี่ ห้าหก"],
            ["10.00-11.00", "ถามตอบ\nโดยสังเขป", "-"],
        ]
    )

    assert timetable(found) == [
        "2019-10-04 09:00–10:00 | เมืองกับน้ำ และขยะ | ห้อง 1 | ดร.หนึ่ง สองสาม",
        "2019-10-04 09:00–10:00 | โดยสารประจำทาง | ห้อง 2 | นางสี่ ห้าหก",
        "2019-10-04 10:00–11:00 | ถามตอบ โดยสังเขป | ห้อง 1",
    ]


def test_numbers_beside_rooms_are_no_times() -> None:
    found = understood([[None, "ห้องพัก", "ห้องเรียน"], [1, "ห้อง 101", "ห้อง 1"], [2, "ห้อง 102", "ห้อง 2"]])

    assert "assumed-rooms" not in {fault.code for fault in found.told}


def test_several_tables_one_below_the_other() -> None:
    found = understood(
        [
            ["หลักสูตรผู้บริหาร"],
            ["วันที่ 4 ตุลาคม 2562"],
            ["เวลา", "หัวข้อ", "วิทยากร"],
            ["09.00-10.00", "พิธีเปิด", "ดร.หนึ่ง สองสาม"],
            ["หมายเหตุ: แต่งกายสุภาพ"],
            [],
            ["วันที่", "5 ตุลาคม 2562"],
            ["หัวข้อ", "สถานที่", "เวลา"],
            ["ดูงาน", "หอประชุม", "13.00-16.00"],
            [],
            ["ชื่อวิทยากร", "ตำแหน่ง"],
            ["ดร.หนึ่ง สองสาม", "ผู้อำนวยการ"],
        ]
    )

    assert timetable(found) == [
        "2019-10-04 09:00–10:00 | พิธีเปิด | ดร.หนึ่ง สองสาม",
        "2019-10-05 13:00–16:00 | ดูงาน | หอประชุม",
    ]
    assert [(sheet.table, sheet.heading, sheet.rows) for sheet in found.sheets] == [
        ("sessions", 3, 2),
        ("sessions", 8, 1),
        ("speakers", 11, 1),
    ]
    assert told(found) == [
        "A7 assumed-tables",
        "A11 assumed-tables",
        "A2 assumed-buddhist",
        "A2 assumed-day",
        "A5 row-skipped",
        "B7 assumed-day",
    ]


def test_the_same_headings_under_another_day_are_another_table() -> None:
    rows = [["วันที่", "4/10/2562"], ["เวลา", "หัวข้อ"], ["09.00-10.00", "หนึ่ง"]]
    found = understood([*rows, [], ["วันที่", "5/10/2562"], ["เวลา", "หัวข้อ"], ["09.00-10.00", "สอง"]])

    assert timetable(found) == ["2019-10-04 09:00–10:00 | หนึ่ง", "2019-10-05 09:00–10:00 | สอง"]


def test_tables_of_other_rooms_on_one_sheet() -> None:
    first = [["วันที่ 4 ต.ค. 2562"], ["เวลา", "ห้อง 1", "ห้อง 2"], ["09.00-10.00", "a", "b"], ["10.00-11.00", "c", "d"]]
    rooms, times = ["เวลา", "ห้อง 3", "ห้อง 4"], [["09.00-10.00", "e", "f"], ["10.00-11.00", "g", "h"]]
    other = understood([*first, [], ["วันที่ 5 ต.ค. 2562"], rooms, *times])
    same = understood([*first, [], ["วันที่ 5 ต.ค. 2562"], first[1], *times])

    assert timetable(other)[2:6] == [
        "2019-10-04 10:00–11:00 | c | ห้อง 1",
        "2019-10-04 10:00–11:00 | d | ห้อง 2",
        "2019-10-05 09:00–10:00 | e | ห้อง 3",
        "2019-10-05 09:00–10:00 | f | ห้อง 4",
    ]
    assert timetable(same)[4:6] == ["2019-10-05 09:00–10:00 | e | ห้อง 1", "2019-10-05 09:00–10:00 | f | ห้อง 2"]
    assert other.faults == same.faults == ()


def test_headings_in_two_languages_are_of_one_table() -> None:
    heads = [["เวลา", "หัวข้อ", "วิทยากร"], ["Time", "Title", "Speaker"]]
    found = understood([["4 ต.ค. 2562"], *heads, ["09.00-10.00", "หนึ่ง", "ดร.หนึ่ง สองสาม"]])

    assert timetable(found) == ["2019-10-04 09:00–10:00 | หนึ่ง | ดร.หนึ่ง สองสาม"]
    assert found.faults == ()


def test_a_column_that_is_not_read_is_told_of() -> None:
    """Nothing says that these are rooms."""
    rows = [["09.00-10.00", "หัวข้อที่หนึ่ง", "อีกเรื่อง"], ["10.00-11.00", "หัวข้อที่สอง", "ต่อ"]]
    found = understood([["4 ต.ค. 2562"], ["เวลา", "แซฟไฟร์", "จูปิเตอร์"], *rows])

    assert told(found)[:3] == ["A3 assumed-column", "B3 assumed-column", "C2 unknown-column"]


def test_people_below_a_timetable_are_told_of_by_their_rows() -> None:
    rows = [["วันที่", "เวลา", "หัวข้อ"], ["4/10/2562", "09.00-10.00", "หนึ่ง"]]
    found = understood([*rows, [], ["ชื่อ-สกุล", "หน่วยงาน", "อีเมล"], ["นายหนึ่ง สองสาม", "เทศบาล", "a@example.org"]])

    assert found.people is not None
    assert [number for number, _ in found.people.rows] == [5]


@pytest.mark.parametrize(
    ("cell", "day"), [("ทั้งวัน", "5/10/2562"), ("ตลอดทั้งวัน", "5 ต.ค. 2562"), ("All day", "2019-10-05")]
)
def test_a_whole_day_is_the_hours_of_an_office(cell: str, day: str) -> None:
    found = understood([["วันที่", "เวลา", "หัวข้อ"], ["4/10/2562", "09.00-10.00", "พิธีเปิด"], [day, cell, "ดูงานนอกสถานที่"]])

    assert timetable(found) == ["2019-10-04 09:00–10:00 | พิธีเปิด", "2019-10-05 08:30–16:30 | ดูงานนอกสถานที่"]
    assert "B3 assumed-all-day" in told(found)
    assert found.faults == ()


def test_whole_days_may_be_said_with_the_day_and_several_of_them() -> None:
    found = understood(
        [["วันเวลา", "หัวข้อ"], ["4-6 ต.ค. 2562 ทั้งวัน", "ดูงานนอกสถานที่"], ["7 ต.ค. 2562 09.00-10.00", "ประชุมทั้งวัน"]]
    )

    assert timetable(found) == [
        "2019-10-04 08:30–2019-10-06 16:30 | ดูงานนอกสถานที่",
        "2019-10-07 09:00–10:00 | ประชุมทั้งวัน",
    ]


def test_several_sheets_of_rooms() -> None:
    rows = [["เวลา", "ห้องประชุม ก", "ห้องประชุม ข"], ["09.00-10.00", "หนึ่ง", "สอง"], ["10.00-11.00", "สาม", "สี่"]]
    found = understand("x.xlsx", workbook({"4 ต.ค. 2562": rows, "5 ต.ค. 2562": rows}), TODAY)

    assert [line.split(" | ")[0] for line in timetable(found)] == [
        *["2019-10-04 09:00–10:00"] * 2,
        *["2019-10-04 10:00–11:00"] * 2,
        *["2019-10-05 09:00–10:00"] * 2,
        *["2019-10-05 10:00–11:00"] * 2,
    ]
