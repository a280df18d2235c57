"""`nongnat report` as secretariats use it: the table, the workbook, the sheet to be signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from bot.config import Settings
from bot.services import checkin
from bot.services.checkin import Mark, Place
from storage.db import Database
from storage.members import enrolled
from tests.services.season import BANGKOK
from tests.test_cli import run


if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).resolve().parents[1]
CCIO = ROOT / "storage" / "samples" / "ccio-2.yaml"
ROSTER = "ชื่อ-สกุล,กลุ่ม,บทบาท\nนางกาญจนา คำดี,ราชการ,\nนายสมหมาย ตั้งต้น,,\nนายผู้จัด ดีงาม,,ผู้จัด\n"
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
NOON = "2019-10-04T12:00"
TABLE = f"""\
{TITLE}
ข้อมูล ณ วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 12.00 น. · เกณฑ์เข้าเรียน 80% · นับเป็นครั้ง
ร้อยละของที่จัดไปแล้ว · ของทั้งหลักสูตร · สูงสุดที่ยังทำได้ · เข้าเรียน/จัดไปแล้ว · ชื่อ
   1  100.0%    8.3%  100.0%      1/1      นางกาญจนา คำดี · ภาครัฐ
   2    0.0%    0.0%   91.6%      0/1      นายสมหมาย ตั้งต้น · เสี่ยง ขาดได้อีกไม่มาก
รวม 2 คน
"""
USAGE = (
    "ระบุ --sheet คู่กับ --pdf หรือ --html เช่น --sheet blockchain --pdf ใบเซ็นชื่อ.pdf "
    "ส่วน --point และ --filled ใช้กับ --sheet\nดูวิธีใช้ได้ด้วย nongnat report attendance --help\n"
)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a store, a Thai reader, and a first class that one of two came to."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NONGNAT_NOW", NOON)
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    run("programme", "import", CCIO)
    run("people", "import", "r.csv")
    came("orientation", "present")
    return tmp_path


def came(session: str, status: str) -> None:
    """The first on the roster, at nine."""
    database = Database("sqlite:///data/nongnat.db")
    with database.write() as store:
        now = datetime(2019, 10, 4, 9, tzinfo=BANGKOK)
        first = enrolled(store, "ccio-2")[0].person
        checkin.mark(store, Place("ccio-2", session), [first], Mark(status, first, "paper"), now)  # type: ignore[arg-type] # a status
    database.close()


def told(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def test_a_table_in_the_terminal() -> None:
    assert told(run("report", "attendance")) == (0, TABLE, "")
    assert told(run("report", "attendance", "ccio-2")) == (0, TABLE, "")


def test_the_workbook() -> None:
    assert told(run("report", "attendance", "--xlsx", "out/a.xlsx")) == (
        0,
        "บันทึก out/a.xlsx แล้ว: ผู้เข้าอบรม 2 คน\n",
        "",
    )
    assert CalamineWorkbook.from_path("out/a.xlsx").sheet_names == ["สรุป", "ศ. 4 ต.ค. 2562"]


def test_the_sheet_to_be_signed() -> None:
    result = run("report", "attendance", "--sheet", "blockchain", "--pdf", "s.pdf", "--html", "s.html")

    assert told(result) == (
        0,
        "บันทึก s.pdf แล้ว: ใบเซ็นชื่อใบที่ 1 (2 คน)\nบันทึก s.html แล้ว: ใบเซ็นชื่อใบที่ 1 (2 คน)\n",
        "",
    )
    (page,) = PdfReader("s.pdf").pages
    text = "".join(page.extract_text().split())
    assert ("BlockchainTechnologyforTransparencyProcurement" in text, "ใบที่1·หน้า1จาก1" in text) == (True, True)
    html = Path("s.html").read_text(encoding="utf-8")
    assert ("<td>นางกาญจนา คำดี</td>" in html, "<script" in html, "@page" in html) == (True, False, True)


def test_filled_it_says_who_came() -> None:
    run("report", "attendance", "--sheet", "orientation", "--html", "s.html", "--filled")

    html = Path("s.html").read_text(encoding="utf-8")
    assert ("<td>มา</td>" in html, "<td>จากใบเซ็นชื่อ</td>" in html) == (True, True)


def test_of_a_journey_the_day_is_named() -> None:
    sheet = ("report", "attendance", "--sheet", "phuket-visit", "--pdf", "s.pdf")

    assert told(run(*sheet)) == (
        1,
        "",
        "คาบ phuket-visit มีหลายจุดเช็กอิน ระบุ --point จากรายการนี้: 2019-10-24, 2019-10-25, 2019-10-26\n",
    )
    assert told(run(*sheet, "--point", "2019-10-25")) == (0, "บันทึก s.pdf แล้ว: ใบเซ็นชื่อใบที่ 1 (2 คน)\n", "")


@pytest.mark.parametrize(
    "options", [["--pdf", "s.pdf"], ["--sheet", "blockchain"], ["--filled"], ["--point", "x"], ["--html", "s.html"]]
)
def test_options_that_do_not_go_together(options: list[str]) -> None:
    assert told(run("report", "attendance", *options)) == (2, "", USAGE)


def test_what_cannot_be_made_is_said() -> None:
    unknown = run("report", "attendance", "--sheet", "blokchain", "--pdf", "s.pdf")
    nowhere = run("report", "attendance", "nothing")

    assert (unknown.exit_code, unknown.stderr.startswith("ไม่มีรายการรหัส blokchain ที่ใกล้เคียงคือ blockchain")) == (1, True)
    assert (nowhere.exit_code, bool(nowhere.stderr)) == (1, True)
    Path("file").touch()
    refused = run("report", "attendance", "--xlsx", "file/a.xlsx")
    assert (refused.exit_code, refused.stdout, "file/a.xlsx" in refused.stderr) == (1, "", True)


def test_in_english() -> None:
    result = run("report", "attendance", LANG="en_GB.UTF-8")

    assert result.stdout.splitlines()[1:4] == [
        "As of Friday 4 October 2019, 12:00 · 80% required · counted in sessions",
        "% of what was held · of the whole programme · best still possible · attended/held · name",
        "   1  100.0%    8.3%  100.0%      1/1      นางกาญจนา คำดี · Public sector",
    ]
