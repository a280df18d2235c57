"""Sheets as people keep them: what is read all the same, and what is told of it."""

from __future__ import annotations

from datetime import date, time

import pytest

from storage.formats.xlsx.understanding import understand
from tests.storage.formats.workbooks import TODAY, timetable, told, understood, workbook


def test_columns_may_stand_anywhere_under_other_names_below_a_title() -> None:
    found = understood(
        [
            ["ตารางอบรม หลักสูตรนักบริหาร"],
            [],
            ["ที่", "หัวข้อวิชา", "สถานที", "วัน/เดือน/ปี", "ช่วงเวลา", "อาจารย์"],
            [1, " พิธีเปิด ", "หอประชุม", "4 ต.ค. 62", "09.00-10.30 น.", "ดร.หนึ่ง สองสาม"],
            [None, None, None, None, None, None],
            [2, "การเงิน  ท้องถิ่น", "หอประชุม", "5 ต.ค. 62", "13:00 - 16.00", "ดร.หนึ่ง สองสาม และ รศ.สี่ ห้าหก"],
            ["หมายเหตุ: กำหนดการอาจเปลี่ยนแปลงได้"],
        ]
    )

    assert timetable(found) == [
        "2019-10-04 09:00–10:30 | พิธีเปิด | หอประชุม | ดร.หนึ่ง สองสาม",
        "2019-10-05 13:00–16:00 | การเงิน ท้องถิ่น | หอประชุม | ดร.หนึ่ง สองสาม, รศ.สี่ ห้าหก",
    ]
    assert told(found) == ["C3 assumed-heading", "D4 assumed-century", "A7 row-skipped"]
    assert found.programme is not None
    assert found.programme.title.th == "ตารางอบรม หลักสูตรนักบริหาร"


def test_a_day_may_be_said_once_for_many_rows() -> None:
    """In a merged cell, over its rows, or in the first of them."""
    rows = [["พิธีเปิด", "09.00-10.00"], ["ปาฐกถา", "10.00-12.00"]]
    heads = ["วันที่", "เรื่อง", "เวลา"]
    expected = ["2019-10-04 09:00–10:00 | พิธีเปิด", "2019-10-04 10:00–12:00 | ปาฐกถา"]
    day = "วันศุกร์ที่ 4 ตุลาคม 2562"

    merged = understood([heads, [day, *rows[0]], [None, *rows[1]]], merged=[("Sheet1", "A2:A3")])
    across = understood([heads[1:], [day], *rows])
    first = understood([heads, [day, *rows[0]], ["", *rows[1]]])
    above = understood([[f"กำหนดการ {day}"], heads[1:], *rows])
    named = understand("x.xlsx", workbook({"4 ต.ค. 2562": [heads[1:], *rows]}), TODAY)

    assert [timetable(found) for found in (merged, across, first, above, named)] == [expected] * 5
    assert told(first) == ["A2 assumed-buddhist", "A3 assumed-same-day"]
    assert "A1 assumed-day" in told(above)


def test_hours_may_stand_in_two_columns_under_one_heading() -> None:
    found = understood(
        [
            ["วันที่", "เวลา", "", "หัวข้อ"],
            ["", "เริ่ม", "ถึง", ""],
            [date(2562, 10, 4), time(9), time(12), "บรรยาย ก"],
            [date(2562, 10, 4), "13.00", 16.3, "บรรยาย ข"],
        ],
        merged=[("Sheet1", "B1:C1"), ("Sheet1", "A1:A2"), ("Sheet1", "D1:D2")],
    )

    assert timetable(found) == ["2019-10-04 09:00–12:00 | บรรยาย ก", "2019-10-04 13:00–16:30 | บรรยาย ข"]
    assert told(found) == ["A3 assumed-buddhist", "C4 assumed-clock"]


def test_what_is_not_said_of_the_end_is_assumed() -> None:
    found = understood(
        [
            ["Date", "Time", "Room", "Title"],
            ["2026-11-25", "09:00", "A", "One"],
            ["2026-11-25", "10:00", "B", "Beside"],
            ["2026-11-25", "11:00", "A", "Two"],
            ["2026-11-25", "20.00-01.00", "A", "Party"],
        ]
    )

    assert timetable(found) == [
        "2026-11-25 09:00–11:00 | One | A",
        "2026-11-25 10:00–11:00 | Beside | B",
        "2026-11-25 11:00–20:00 | Two | A",
        "2026-11-25 20:00–2026-11-26 01:00 | Party | A",
    ]
    assert told(found) == ["B5 assumed-overnight", "B2 assumed-end"]


def test_a_break_may_be_merged_over_the_columns() -> None:
    found = understood(
        [
            ["วันที่", "เวลา", "ห้อง", "หัวข้อ", "วิทยากร"],
            ["4/10/2562", "09.00-12.00", "ห้อง ก", "บรรยาย", "ดร.หนึ่ง สองสาม"],
            ["4/10/2562", "12.00-13.00", "พักกลางวัน", None, None],
        ],
        merged=[("Sheet1", "C3:E3")],
    )

    assert timetable(found) == [
        "2019-10-04 09:00–12:00 | บรรยาย | ห้อง ก | ดร.หนึ่ง สองสาม",
        "2019-10-04 12:00–13:00 | พักกลางวัน",
    ]
    programme = found.programme
    assert programme is not None
    assert [(session.kind, session.attendance) for session in programme.sessions] == [
        ("lecture", True),
        ("break", False),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("ดร.หนึ่ง สองสาม และคณะ", ["ดร.หนึ่ง สองสาม และคณะ"]),
        ("ดร.หนึ่ง สองสาม, นายสี่ ห้าหก", ["ดร.หนึ่ง สองสาม", "นายสี่ ห้าหก"]),
        ("ดร.หนึ่ง สองสาม\nนายสี่ ห้าหก", ["ดร.หนึ่ง สองสาม", "นายสี่ ห้าหก"]),
        ("ดร.หนึ่ง สองสาม, คณบดีคณะนิติศาสตร์", ["ดร.หนึ่ง สองสาม"]),
        ("ดร.หนึ่ง สองสาม (สำนักงานกลาง)", ["ดร.หนึ่ง สองสาม"]),
        ("Ann Bee, M.D. and Cy Dee, Ph.D.", ["Ann Bee, M.D.", "Cy Dee, Ph.D."]),
        ("ดร.หนึ่ง สองสาม\nและทีม", ["ดร.หนึ่ง สองสาม และทีม"]),
        ("-", []),
    ],
)
def test_speakers_in_one_cell(cell: str, names: list[str]) -> None:
    found = understood([["วันที่", "เวลา", "หัวข้อ", "วิทยากร"], ["4/10/2562", "09.00-12.00", "บรรยาย", cell]])

    assert found.programme is not None
    assert [speaker.name.th or speaker.name.en for speaker in found.programme.speakers] == names


def test_names_are_known_again_but_for_a_slip_and_never_by_another_number() -> None:
    data = workbook(
        {
            "กำหนดการ": [
                ["วันที่", "เวลา", "หัวข้อ", "สถานที่"],
                ["4/10/2562", "09.00-10.00", "ก", "ห้องแล็ป"],
                ["4/10/2562", "10.00-11.00", "ข", "ห้องประชุมเจ้าพระยา"],
                ["4/10/2562", "11.00-12.00", "ค", "ห้องอบรมใหญ่ 2"],
            ],
            "สถานที่": [
                ["ชื่อสถานที่", "ชื่อเรียกอื่น", "พิกัด"],
                ["ห้องปฏิบัติการ", "ห้องแล็บ, ห้องแล็ป", "13.7649, 100.5268"],
                ["ห้องประชุมเจ้าพระยา ", None, None],
                ["ห้องอบรมใหญ่ 1", None, None],
            ],
        }
    )
    found = understand("x.xlsx", data, TODAY)

    programme = found.programme
    assert programme is not None
    assert [line.split(" | ")[2] for line in timetable(found)] == ["ห้องปฏิบัติการ", "ห้องประชุมเจ้าพระยา", "ห้องอบรมใหญ่ 2"]
    assert [fault.values["found"] for fault in found.told if fault.code == "assumed-new-venue"] == ["ห้องอบรมใหญ่ 2"]
    assert (programme.venues[0].latitude, programme.venues[0].longitude) == (13.7649, 100.5268)


def test_weekdays_sums_and_years_that_are_not_said() -> None:
    found = understood(
        [
            ["ลำดับ", "วัน", "วันที่", "เวลาเริ่ม", "ชื่อวิชา", "จำนวนชั่วโมง"],
            [1, "ศุกร์", "9 ต.ค. 63", time(9), "วิชา ก", 3],
            [2, "เสาร์", "10 ต.ค.", "13.00 น.", "วิชา ข", 1.5],
            ["รวม", None, None, None, None, 4.5],
        ]
    )

    assert timetable(found) == ["2020-10-09 09:00–12:00 | วิชา ก", "2020-10-10 13:00–14:30 | วิชา ข"]
    assert told(found) == ["C2 assumed-century", "C3 assumed-year", "A4 row-skipped"]


def test_each_fault_is_told_by_its_cell() -> None:
    found = understood(
        [
            ["วันที่", "เวลา", "หัวข้อ", "ประเภท", "เช็กชื่อ", "ลิงก์"],
            ["32 ต.ค. 2562", "09.00-10.00", "ก", None, None, None],
            ["4/10/2562", "เก้าโมงกว่า", "ข", None, None, None],
            ["4/10/2562", "10.00-09.00", "ค", None, None, None],
            ["4/10/2562", "10.00-11.00", None, "บรรยาย", None, None],
            ["4/10/2562", "10.00-11.00", "จ", None, "อาจจะ", "ftp://x"],
            ["4/10/2562", "=A1", "ฉ", None, None, None],
            ["4/10/2562", "=A1|13.00-14.00", "ช", None, None, None],
        ]
    )

    assert sorted(f"{fault.sheet}!{fault.place} {fault.code}" for fault in found.faults) == [
        "Sheet1!A2 not-day",
        "Sheet1!B3 not-hours-cell",
        "Sheet1!B4 end-before-start",
        "Sheet1!B7 no-formula-value",
        "Sheet1!B7 no-time",
        "Sheet1!C5 missing",
        "Sheet1!E6 not-choice",
        "Sheet1!F6 not-link",
    ]


def test_a_weekday_of_another_day_is_a_doubt() -> None:
    found = understood([["วันที่", "เวลา", "หัวข้อ"], ["วันเสาร์ที่ 4 ตุลาคม 2562", "09.00-10.00", "ก"]])

    assert [fault.code for fault in found.doubts] == ["other-weekday"]
    assert timetable(found) == ["2019-10-04 09:00–10:00 | ก"]


def test_sheets_are_told_by_their_headings_and_others_are_passed_over() -> None:
    data = workbook(
        {
            "Sheet1": [["ชื่อ-สกุล", "สังกัด", "เบอร์โทรศัพท์"], ["นายหนึ่ง สองสาม", "เทศบาล", 812345678]],
            "Sheet2": [["คำถาม", "คำตอบ"], ["จอดรถที่ไหน", "อาคาร 2"], ["ที่จอดรถอยู่ไหน", None]],
            "เก่า": [["วันที่", "เวลา", "หัวข้อ"], ["1/1/2560", "09.00", "เก่า"]],
            "อื่น ๆ": [["งบประมาณ", 1000]],
            "Sheet3": [["วันที่", "เวลา", "หัวข้อ"], ["4/10/2562", "09.00-10.00", "ก"]],
        },
        hidden=["เก่า"],
    )
    found = understand("x.xlsx", data, TODAY)

    assert [(sheet.name, sheet.table, sheet.rows) for sheet in found.sheets] == [
        ("Sheet1", "people", 1),
        ("Sheet2", "faqs", 2),
        ("เก่า", "", 0),
        ("อื่น ๆ", "", 0),
        ("Sheet3", "sessions", 1),
    ]
    assert [
        f"{fault.sheet}!{fault.place} {fault.code}" for fault in found.told if fault.sheet not in ("", "Sheet3")
    ] == [
        "เก่า!A1 hidden-sheet",
        "อื่น ๆ!A1 unknown-sheet",
        "Sheet2!B3 assumed-same-answer",
        "Sheet1!C2 assumed-phone",
    ]
    assert found.people is not None
    assert found.people.rows == ((2, {"name": "นายหนึ่ง สองสาม", "organisation": "เทศบาล", "phone": "0812345678"}),)
    assert found.programme is not None
    assert [faq.questions for faq in found.programme.faqs] == [("จอดรถที่ไหน", "ที่จอดรถอยู่ไหน")]


def test_the_sheet_on_the_programme_says_its_settings() -> None:
    data = workbook(
        {
            "หลักสูตร": [
                ["รายการ", "ค่า"],
                ["รหัสหลักสูตร", "demo-1"],
                ["ชื่อหลักสูตร", "หลักสูตรตัวอย่าง"],
                ["ใครก็ถามได้", "ใช่"],
                ["ต้องเข้าเรียนอย่างน้อย (%)", "75%"],
                ["ถือว่าสายหลังเริ่ม (นาที)", 10],
                ["นับการเข้าเรียนเป็นราย", "ทีม"],
                ["เวลาส่งสรุปเช้า", time(6, 30)],
                ["ปิดเช็กอินหลังเลิก (นาที)", "สิบ"],
                ["สีประจำรุ่น", "เขียว"],
            ]
        }
    )
    found = understand("x.xlsx", data, TODAY)

    assert found.programme is not None
    assert (found.programme.code, found.programme.title.th, found.programme.settings) == (
        "demo-1",
        "หลักสูตรตัวอย่าง",
        {
            "attendance": {
                "required_percent": 75,
                "late_after_minutes": 10,
                "closes_minutes_after": "สิบ",
                "counted_by": "team",
            },
            "reminders": {"digest": "06:30"},
            "public": True,
        },
    )
    assert [(fault.place, fault.code) for fault in found.faults] == [("B9", "not-whole")]
    assert [(fault.place, fault.code) for fault in found.doubts] == [("A10", "unknown-item"), ("", "no-sessions")]


def test_an_empty_template_lacks_its_id_and_title() -> None:
    from storage.formats.xlsx.writing import write

    found = understand("template.xlsx", write(None), TODAY)

    assert [(fault.sheet, fault.place, fault.code, fault.values["field"]) for fault in found.faults] == [
        ("หลักสูตร", "B2", "missing", "workbook:programme:id"),
        ("หลักสูตร", "B3", "missing", "workbook:programme:title/th"),
    ]
