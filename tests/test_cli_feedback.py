"""`nongnat report feedback` as secretariats use it: in the terminal, as a workbook, as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from bot.config import Settings
from tests import stores
from tests.services.rated import Rated
from tests.test_cli import run


if TYPE_CHECKING:
    from click.testing import Result

TABLE = """\
หลักสูตรเมือง
ตอบแล้ว 4 จาก 9 ครั้งที่ถาม (44%)
เฉลี่ย · ตอบ/ถาม · วิชา
 3.7      3/8      Blockchain เพื่อเมือง
   –      1/1      ภาษีที่ดิน · ยังไม่แสดงผล เพราะยังมีไม่ถึง 3 คำตอบ
   –      3/3      แบบประเมินท้ายหลักสูตร
"""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with a store in which a class has answered, and a Thai reader."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    rated = Rated(stores.in_file(tmp_path / "data" / "nongnat.db"))
    rated.of("chain", (5, "อาหารอร่อยมาก"), 4, (2, "แอร์หนาวไป"), asked=8)
    rated.of("tax", 1)
    rated.form({"friend": 10}, {"friend": 9}, {"friend": 3})
    rated.database.close()


def _told(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def test_a_table_in_the_terminal() -> None:
    assert _told(run("report", "feedback")) == (0, TABLE, "")
    assert _told(run("report", "feedback", "a")) == (0, TABLE, "")


def test_a_workbook_and_all_answers() -> None:
    told = "บันทึก out/a.xlsx แล้ว: 6 คำตอบ\nบันทึก out/a.csv แล้ว: 6 คำตอบ\n"
    assert _told(run("report", "feedback", "--xlsx", "out/a.xlsx", "--csv", "out/a.csv")) == (0, told, "")
    assert CalamineWorkbook.from_path("out/a.xlsx").sheet_names[:2] == ["สรุป", "รายวิชา"]
    assert len(Path("out/a.csv").read_text(encoding="utf-8-sig").splitlines()) == 7


def test_what_cannot_be_written_is_said() -> None:
    Path("out").write_text("", encoding="utf-8")
    exit_code, _, said = _told(run("report", "feedback", "--csv", "out/a.csv"))
    assert (exit_code, said.partition(":")[0]) == (1, "เขียนไฟล์ out/a.csv ไม่ได้")
