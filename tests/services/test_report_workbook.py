"""The workbook of attendance, read back by other code than wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from bot.services import checkin
from bot.services.attendance import Standings, table
from bot.services.checkin import Mark
from bot.services.report import asides
from bot.services.report.workbook import workbook
from bot.texts import texts
from storage import door, people
from storage.boards import Place
from storage.people import Details, Membership
from tests.services.register import AFAR, LONG, PROGRAMME, Register


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages import Language
    from storage.programme import Programme


WHO = ["ลำดับ", "ชื่อ–สกุล", "ตำแหน่ง", "หน่วยงาน", "กลุ่ม/ทีม"]
TITLE = "หลักสูตรผู้บริหารเมือง (CCIO) รุ่นที่ 2"


def written(register: Register, language: Language = "th", programme: Programme = PROGRAMME) -> bytes:
    with register.database.read() as store:
        made, beside = table(store, programme, register.now), asides(store, programme)
    return workbook(made, Standings(made).of, texts(language), register.now, beside)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    """The cells of each sheet, without the empty ones at the end of a row."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: [_shorn(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def _shorn(row: Sequence[object]) -> list[object]:
    shorn = list(row)
    while shorn and shorn[-1] == "":
        shorn.pop()
    return shorn


@pytest.fixture
def register() -> Register:
    """After a morning: kk came, som was late and a paper says so, the third did not come."""
    made = Register()
    made.opens("a")
    made.tries("kk", made.code("a"))
    made.at("2026-01-05T12:30")
    with made.database.write() as store:
        mark = Mark("late", made.people["kk"], "paper", reason="รถติด")
        checkin.mark(store, Place("c", "a"), [made.people["som"]], mark, made.now)
    made.closes()
    return made


def test_a_sheet_has_a_day_with_how_it_is_with_everybody(register: Register) -> None:
    found = sheets(written(register))

    assert list(found) == ["สรุป", "จ. 5 ม.ค. 2569"]
    about = "การจัดซื้อจัดจ้างที่โปร่งใส\n09.00–12.00 น. · ห้องประชุมใหญ่"
    assert found["จ. 5 ม.ค. 2569"] == [
        [TITLE],
        ["วันจันทร์ที่ 5 มกราคม 2569"],
        [*WHO, about, "", "", "วิชา b\n13.00–16.00 น."],
        [*[""] * 5, "สถานะ", "เวลา", "หมายเหตุ", "สถานะ", "เวลา", "หมายเหตุ"],
        [1, "นางกาญจนา คำดี", "นายกเทศมนตรี", "เทศบาลเมืองน้ำพอง", "", "มา", time(8, 52), "รหัสบนจอ"],
        [2, "นายสมหมาย ตั้งต้น", "ปลัดเทศบาล", "เทศบาลนครภูเก็ต", "", "สาย", "", "จากใบเซ็นชื่อ · รถติด"],
        [3, LONG, "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ", AFAR, "", "ขาด", "", "ปิดรับเช็กอินแล้ว"],
        [*[""] * 5, "มา", 1, "", "มา", 0],
        [*[""] * 5, "สาย", 1, "", "สาย", 0],
        [*[""] * 5, "ลา", 0, "", "ลา", 0],
        [*[""] * 5, "ขาด", 1, "", "ขาด", 0],
    ]


def test_the_summary_names_each_figure_for_what_it_is(register: Register) -> None:
    assert sheets(written(register))["สรุป"] == [
        [TITLE],
        ["ข้อมูล ณ วันจันทร์ที่ 5 มกราคม 2569 เวลา 12.30 น. · เกณฑ์เข้าเรียน 80% · นับเป็นครั้ง"],
        [
            *WHO,
            *("มา", "สาย", "ลา", "ขาด"),
            *("เข้าเรียนแล้ว (ครั้ง)", "จัดไปแล้ว (ครั้ง)", "ทั้งหลักสูตร (ครั้ง)", "ขาดได้อีก (ครั้ง)"),
            *("ร้อยละของที่จัดไปแล้ว", "ร้อยละของทั้งหลักสูตร", "ร้อยละสูงสุดที่ยังทำได้", "เทียบกับเกณฑ์"),
        ],
        [],
        [1, "นางกาญจนา คำดี", "นายกเทศมนตรี", "เทศบาลเมืองน้ำพอง", "", 1, 0, 0, 0, 1, 1, 3, 0.6, 1, 0.333, 1],
        [2, "นายสมหมาย ตั้งต้น", "ปลัดเทศบาล", "เทศบาลนครภูเก็ต", "", 0, 1, 0, 0, 1, 1, 3, 0.6, 1, 0.333, 1],
        [
            *(3, LONG, "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ", AFAR, ""),
            *(0, 0, 0, 1, 0, 1, 3, 0, 0, 0, 0.666, "ไม่ถึงเกณฑ์แล้ว"),
        ],
        ["", "รวม 3 คน", "", "", "", 1, 1, 0, 1],
    ]


def test_in_english_too(register: Register) -> None:
    found = sheets(written(register, "en"))

    assert list(found) == ["Summary", "Mon 5 Jan 2026"]
    assert found["Mon 5 Jan 2026"][4][5:] == ["present", time(8, 52), "code on the screen"]


@pytest.mark.parametrize("name", ["=1+1", "+66 2", "-x", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://a.example")'])
def test_nothing_that_somebody_is_called_is_a_formula(name: str) -> None:
    register = Register()
    register.enrols("bad", Details(name, "=cmd|' /C calc'!A0", "@x"), team="+1")
    content = written(register)

    row = sheets(content)["สรุป"][7]
    assert row[1:5] == [name, "@x", "=cmd|' /C calc'!A0", "+1"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        cells = b"".join(parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/"))
        styles = parts.read("xl/styles.xml")
    assert re.findall(rb"<f[ >]|hyperlink", cells) == []
    assert b'quotePrefix="1"' in styles


def test_what_was_answered_at_the_door_and_notes_for_the_staff_are_text_beside_the_figures(register: Register) -> None:
    meal = {"id": "meal", "title": {"th": "อาหารกลางวัน", "en": "=Lunch"}, "choices": ["ปกติ", "เจ"]}
    asking = replace(PROGRAMME, settings={"attendance": {"questions": [meal, {"id": "size", "title": "ไซส์เสื้อ"}]}})
    with register.database.write() as store:
        for key, question, said in (("kk", "meal", "เจ"), ("som", "size", "=1+1"), ("som", "old", "L")):
            door.answer(store, "c", register.people[key], question, said, register.now)
        people.enrol(store, register.people["kk"], Membership("c", note="@รถเข็น"))

    content = written(register, programme=asking)
    rows = [row[17:] for row in sheets(content)["สรุป"]]
    assert (rows[2], rows[4:7]) == (
        ["อาหารกลางวัน", "ไซส์เสื้อ", "หมายเหตุถึงเจ้าหน้าที่"],
        [["เจ", "", "@รถเข็น"], ["", "=1+1"], []],
    )
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        summary = parts.read("xl/worksheets/sheet1.xml")
        styles = parts.read("xl/styles.xml")
    assert (re.findall(rb"<f[ >]|hyperlink", summary), b'quotePrefix="1"' in styles) == ([], True)
    assert sheets(written(register, "en", asking))["Summary"][2][17] == "=Lunch"


def test_before_the_first_day_there_is_a_summary_alone() -> None:
    register = Register()
    register.at("2026-01-04T08:00")

    found = sheets(written(register))

    assert list(found) == ["สรุป"]
    assert found["สรุป"][4][5:] == [0, 0, 0, 0, 0, 0, 3, 0.6, "–", 0, 1]


def test_it_can_be_read_on_a_screen_and_printed_on_a4(register: Register) -> None:
    with zipfile.ZipFile(io.BytesIO(written(register))) as parts:
        pages = [parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
        book = parts.read("xl/workbook.xml").decode()

    assert [re.findall(r'<pane xSplit="2" ySplit="4"[^>]*state="frozen"', page) != [] for page in pages] == [True] * 2
    assert ['<pageSetup paperSize="9"' in page and 'fitToHeight="0"' in page for page in pages] == [True] * 2
    assert ["&amp;Rหน้า &amp;P จาก &amp;N" in page for page in pages] == [True] * 2
    assert book.count("_xlnm.Print_Titles") == 2
