"""`nongnat programme` with Excel, CSV and agendas, as a secretariat uses it."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from bot.__main__ import main
from bot.commands import workbook as commands
from bot.config import Settings
from bot.errors import Refused
from bot.services import programme as programmes
from storage.db import Database
from storage.programme import Text
from tests.storage.formats.workbooks import workbook


if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result


CCIO = Path(__file__).resolve().parents[1] / "storage" / "samples" / "ccio-2.yaml"
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
HEAD = [["รายการ", "ค่า"], ["รหัสหลักสูตร", "demo"], ["ชื่อหลักสูตร", "หลักสูตรตัวอย่าง"]]
ROWS = [["วันที่", "เวลา", "หัวข้อ"], ["4 ต.ค. 62", "09.00-10.00 น.", "พิธีเปิด"], ["", "10.00-12.00", "เมืองแห่งอนาคต"]]
NAMES = [["ชื่อ-สกุล", "อีเมล"], ["นายหนึ่ง สองสาม", "one@example.org"]]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder to work in, no settings, a Thai reader, and a time long before anything begins."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NONGNAT_NOW", "2019-09-01T09:00")
    yield tmp_path
    gc.enable()


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


def test_the_template_is_thai_and_has_a_sheet_for_everything() -> None:
    result = run("programme", "template", "แบบ.xlsx")

    book = CalamineWorkbook.from_path("แบบ.xlsx")
    assert (result.exit_code, result.stdout) == (0, "บันทึกแบบฟอร์มลงไฟล์ แบบ.xlsx แล้ว เปิดใน Excel แล้วกรอกได้เลย\n")
    assert book.sheet_names == [
        *("อ่านก่อน", "หลักสูตร", "กำหนดการ", "สถานที่", "วิทยากร", "หมวดวิชา", "กลุ่ม", "รายชื่อ"),
        *("คำถามที่พบบ่อย", "ผู้ติดต่อ", "_"),
    ]
    assert book.get_sheet_by_name("กำหนดการ").to_python()[0][:6] == [
        *("วันที่", "เวลาเริ่ม", "เวลาเลิก", "วันสุดท้าย", "ชื่อรายการ", "ประเภท"),
    ]
    assert book.get_sheet_by_name("อ่านก่อน").to_python()[0] == ["วิธีกรอกไฟล์นี้"]


def test_it_is_checked_imported_again_and_exported() -> None:
    Path("demo.xlsx").write_bytes(workbook({"หลักสูตร": HEAD, "กำหนดการ": ROWS, "รายชื่อ": NAMES}))

    checked = run("programme", "check", "demo.xlsx")
    first, again = (run("programme", "import", "demo.xlsx") for _ in range(2))
    exported, table = run("programme", "export", "demo.xlsx"), run("programme", "export", "--id", "demo", "demo.csv")
    back = [run("programme", "diff", name) for name in ("demo.xlsx", "demo.csv")]

    assert checked.stdout == (
        "demo.xlsx: เข้าใจดังนี้\n"
        '• ชีต "หลักสูตร" คือ หลักสูตร 2 แถว: รายการ · ค่า\n'
        '• ชีต "กำหนดการ" คือ กำหนดการ 2 แถว: วันที่ · เวลา · หัวข้อ = ชื่อรายการ\n'
        '• ชีต "รายชื่อ" คือ รายชื่อ 1 แถว: ชื่อ-สกุล = ชื่อ · อีเมล\n'
        "คาดเอาดังนี้\n"
        "• ไม่ได้บอกเขตเวลา จึงใช้ Asia/Bangkok\n"
        '• ชีต "กำหนดการ" ช่อง A2 · ปี 62 คือ พ.ศ. 2562 (ค.ศ. 2019)\n'
        '• ชีต "กำหนดการ" ช่อง A3 · ไม่ได้บอกวันที่ เป็นวันเดียวกับแถวบน\n'
        '• ชีต "กำหนดการ" ช่อง C2 · ไม่ได้บอกประเภท ดูจากชื่อแล้วเป็น พิธีการ\n'
        "ใช้ได้: หลักสูตรตัวอย่าง (demo) 2 คาบ สถานที่ 0 วิทยากร 0 คำถามพร้อมคำตอบ 0 รายชื่อ 1 คน\n"
        "ถ้านำเข้า: เพิ่ม 2 คาบ แก้ไข 0 คาบ ยกเลิก 0 คาบ\n"
        "รายชื่อ: เพิ่ม 1 คน แก้ไข 0 คน เหมือนเดิม 0 คน\n"
    )
    assert first.stdout.splitlines()[:2] == [
        "นำเข้าแล้ว: หลักสูตรตัวอย่าง (ฉบับที่ 1) เพิ่ม 2 คาบ แก้ไข 0 คาบ ยกเลิก 0 คาบ",
        "demo.xlsx: เพิ่ม 1 คน แก้ไข 0 คน เหมือนเดิม 0 คน",
    ]
    assert again.stdout.splitlines()[0] == "หลักสูตรตัวอย่าง: ไฟล์นี้เหมือนที่มีอยู่แล้ว (ฉบับที่ 1)"
    assert [exported.exit_code, table.exit_code] == [0, 0]
    assert [result.stdout for result in back] == ["หลักสูตรตัวอย่าง: ไม่มีอะไรเปลี่ยน\n"] * 2


def test_what_is_wrong_is_told_by_sheet_and_cell_and_nothing_is_imported() -> None:
    rows = [*ROWS, ["5 ต.ค. 62", "สิบโมงกว่า", "เรื่องที่สาม"]]
    Path("demo.xlsx").write_bytes(workbook({"หลักสูตร": HEAD, "กำหนดการ": rows}))

    checked, imported, in_english = (
        run("programme", "check", "demo.xlsx"),
        run("programme", "import", "demo.xlsx"),
        run("programme", "import", "demo.xlsx", LANG="en_GB.UTF-8"),
    )

    said = (
        'demo.xlsx: พบข้อผิดพลาด 1 แห่ง\nผิด · ชีต "กำหนดการ" ช่อง B4 · อ่านเวลา สิบโมงกว่า ไม่ได้ เขียนเช่น 09.00-12.00 หรือ 13.30\n'
    )
    assert [(each.exit_code, each.stderr) for each in (checked, imported)] == [(1, said)] * 2
    assert 'sheet "กำหนดการ", cell B4' in in_english.stderr
    assert run("programme", "export", "--id", "demo", "x.yaml").stderr == "ไม่มีหลักสูตรรหัส demo\n"


def test_who_changes_the_programme_while_a_file_is_read_is_not_written_over() -> None:
    Path("demo.xlsx").write_bytes(workbook({"หลักสูตร": HEAD, "กำหนดการ": ROWS}))
    run("programme", "import", "demo.xlsx")
    now = datetime(2019, 9, 1, tzinfo=UTC)
    database = Database("sqlite:///data/nongnat.db")
    with database.read() as store:
        looked = commands.look(store, Path("demo.xlsx"), "", now)
    with database.write() as store:
        programmes.keep(store, replace(looked.programme, title=Text("ชื่อใหม่")), now=now)
        with pytest.raises(Refused) as refused:
            commands.bring_in(store, looked, now)
        title = programmes.kept(store, "demo").title
    database.close()

    assert (refused.value.code, refused.value.values["name"], title) == (
        "programme.meanwhile",
        "demo.xlsx",
        Text("ชื่อใหม่"),
    )


def test_a_timetable_in_csv_needs_to_know_whose_it_is() -> None:
    run("programme", "import", CCIO)
    table = "วันที่;เวลา;หัวข้อ\r\n4 ต.ค. 62;09.00-10.00;พิธีเปิดและปฐมนิเทศ\r\n".encode("cp874")
    Path("ตาราง.csv").write_bytes(table)

    found = run("programme", "diff", "ตาราง.csv", "--id", "ccio-2")

    assert "ไฟล์ไม่ได้พูดถึง สถานที่, วิทยากร, หมวดวิชา, กลุ่ม, คำถามที่พบบ่อย, ผู้ติดต่อ จึงคงไว้ตามเดิม" in found.stderr
    assert "orientation" not in found.stdout
    assert found.stdout.count("สถานะ") == 13  # all others are cancelled


def test_what_cannot_be_a_workbook_is_refused() -> None:
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    assert run("programme", "check", "old.xls").stderr == (
        "old.xls: พบข้อผิดพลาด 1 แห่ง\nผิด · ไฟล์ Excel แบบเก่า (.xls) ใช้ไม่ได้ กรุณาเปิดใน Excel แล้วบันทึกเป็น .xlsx\n"
    )
    assert run("programme", "template", "x.csv").exit_code == 1
