"""Agendas: tables without headings, and in JSON; and the real ones that are at hand."""

from __future__ import annotations

import json

import pytest

from bot import showing
from bot.errors import BadFile
from bot.texts import texts
from storage.formats import is_workbook, read
from storage.formats.xlsx.understanding import understand
from tests.storage.formats.shared import shared
from tests.storage.formats.workbooks import TODAY, timetable, told, understood


PLAIN = {
    "date_th": "25 พฤศจิกายน 2569",
    "date_en": "November 25, 2026",
    "rows_th": [["08:30", "ลงทะเบียน"], ["09:00", "พิธีเปิด"], ["10:00", "การบรรยายพิเศษ เรื่อง เมืองกับน้ำ"]],
}


def test_an_agenda_in_json() -> None:
    found = understand("agenda.json", json.dumps(PLAIN).encode(), TODAY)

    assert timetable(found) == [
        "2026-11-25 08:30–09:00 | ลงทะเบียน",
        "2026-11-25 09:00–10:00 | พิธีเปิด",
        "2026-11-25 10:00–11:00 | การบรรยายพิเศษ เรื่อง เมืองกับน้ำ",
    ]
    assert [(fault.place, fault.code, fault.values.get("times")) for fault in found.assumptions] == [
        ("rows_th[0][0]", "assumed-column", None),
        ("rows_th[0][1]", "assumed-column", None),
        ("", "assumed-code", None),
        ("", "assumed-title", None),
        ("", "assumed-zone", None),
        ("rows_th[0][0]", "assumed-buddhist", "1"),
        ("rows_th[0][0]", "assumed-end", "2"),
        ("rows_th[2][0]", "assumed-hour", "1"),
        ("rows_th[0][1]", "assumed-kind", "1"),
        ("rows_th[1][1]", "assumed-kind", "1"),
        ("rows_th[2][1]", "assumed-kind", "1"),
    ]


def test_an_agenda_in_json_with_fields() -> None:
    rows = [
        {"time": "09:00-10:00", "title": "One", "speaker": "Ann Bee", "room": "A"},
        {"time": "10:00-11:00", "title": "Two", "speaker": None, "room": "B"},
    ]
    found = understand("x.json", json.dumps({"day": {"date": "2026-11-25", "agenda": rows}}).encode(), TODAY)

    assert timetable(found) == ["2026-11-25 09:00–10:00 | One | A | Ann Bee", "2026-11-25 10:00–11:00 | Two | B"]


def test_a_table_without_headings() -> None:
    found = understood(
        [
            ["โครงการอบรมเจ้าหน้าที่"],
            ["วันที่ 25 พฤศจิกายน 2569"],
            ["08.30 - 09.00 น.", "ลงทะเบียน"],
            ["09.00 - 10.30 น.", "เมืองน่าอยู่กับการมีส่วนร่วม"],
        ]
    )

    assert timetable(found) == [
        "2026-11-25 08:30–09:00 | ลงทะเบียน",
        "2026-11-25 09:00–10:30 | เมืองน่าอยู่กับการมีส่วนร่วม",
    ]
    assert told(found) == ["A3 assumed-column", "B3 assumed-column", "A2 assumed-buddhist", "A2 assumed-day"]
    assert found.programme is not None
    assert found.programme.title.th == "โครงการอบรมเจ้าหน้าที่"


def test_what_is_no_agenda_is_none() -> None:
    assert not is_workbook("x.json", b'{"a": 1}')
    assert not is_workbook("x.json", b'{"rows": [["a", "b"], ["c", "d"]]}')
    assert not is_workbook("x.yaml", b"programme:")
    assert is_workbook("x.json", json.dumps(PLAIN).encode())


def test_any_file_of_a_programme_may_be_an_agenda() -> None:
    programme, warnings = read("agenda.json", json.dumps(PLAIN).encode())

    assert len(programme.sessions) == 3
    assert {fault.warning for fault in warnings} == {True}


# Real ones


def test_a_conference_that_says_when_things_begin() -> None:
    found = understand("icalgc-2569.json", shared("schedules/icalgc-2569.json").read_bytes(), TODAY)

    lines = timetable(found)
    assert (len(lines), lines[0], lines[-1]) == (
        9,
        "2026-11-25 08:30–09:00 | ลงทะเบียน",
        "2026-11-25 16:30–17:30 | พิธีปิดการประชุม",
    )
    assert found.faults == ()
    assert {"assumed-buddhist", "assumed-end", "assumed-hour"} <= {fault.code for fault in found.assumptions}


def test_a_course_with_its_place_beside_the_agenda() -> None:
    found = understand("pharmacy-course-2569.json", shared("schedules/pharmacy-course-2569.json").read_bytes(), TODAY)

    lines = timetable(found)
    assert (len(lines), lines[2].split(" | ")[:2]) == (
        6,
        ["2026-10-15 09:30–12:00", "การบรรยายหัวข้อ: บทบาทของเภสัชกรในการบริบาลทางเภสัชกรรมระดับปฐมภูมิ"],
    )
    assert all("Sapphire 204-206" in line for line in lines)
    assert found.faults == ()


def test_a_conference_in_excel_with_a_column_for_each_speaker() -> None:
    found = understand("schedule-example.xlsx", shared("schedules/schedule-example.xlsx").read_bytes(), TODAY)

    lines = timetable(found)
    assert (len(lines), found.faults) == (13, ())
    assert lines[4] == (
        "2016-10-27 11:45–13:30 | Wie „Frag den Staat“ und „kleine Anfragen“ Transparenz einfordern und über das "
        "Experiment „Stadtlabor Ulm“ | Altes Rathaus | Maximilian Richt, Stefan Kaufmann"
    )
    programme = found.programme
    assert programme is not None
    assert (programme.speakers[1].name.en, programme.speakers[1].role.en) == (
        "Dieter Reiter",
        "Oberbürgermeister von München",
    )


def test_a_timetable_in_a_programs_source_is_turned_down_with_what_can_be_read() -> None:
    with pytest.raises(BadFile) as refused:
        read("pyconth2023-schedule.ts", shared("schedules/pyconth2023-schedule.ts").read_bytes())

    assert [showing.fault(texts("th"), fault, kind=False) for fault in refused.value.faults] == [
        "ไม่รู้จักไฟล์แบบ .ts ใช้ได้แก่ .yaml, .yml, .xml, .json, .ics, .xlsx, .csv"
    ]


def test_everything_told_has_its_words_in_both_languages() -> None:
    from bot.handlers import workbook

    found = understand("agenda.json", json.dumps(PLAIN).encode(), TODAY)

    thai, english = (list(workbook.lines(texts(language), found)) for language in ("th", "en"))
    assert thai[1] == "• กำหนดการ 3 แถว: เวลา · ชื่อรายการ"
    assert "• rows_th[0][0] · ไม่ได้บอกเวลาเลิก จึงยาวถึงรายการถัดไปเริ่ม (และอีก 1 แห่ง)" in thai
    assert "• rows_th[1][1] · the kind is not said; by the title it is ceremony" in english
    assert len(thai) == len(english)
