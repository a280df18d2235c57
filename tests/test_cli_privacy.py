"""`nongnat privacy`: what goes when, as whoever keeps the data reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*arguments: str, **environment: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments, env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": "th", **environment})
    return result.exit_code, result.stdout, result.stderr


FILE = """\
programme:
  id: c
  title: {th: หลักสูตร, en: Course}
  timezone: Asia/Bangkok
  privacy: {keep_days: 400, keep_messages_days: 30}
sessions:
  - {id: s, title: เปิด, start: 2019-01-05T09:00, end: 2019-01-05T12:00}
"""


def test_when_what_goes() -> None:
    now = {"NONGNAT_NOW": "2019-01-10T09:00"}
    assert told("privacy", "due", **now) == (0, "ไม่มีหลักสูตรที่มีกำหนดลบ\n", "")
    Path("c.yaml").write_text(FILE, encoding="utf-8")
    Path("r.csv").write_text("ชื่อ-สกุล\nนายสมหมาย ตั้งต้น\n", encoding="utf-8")
    assert told("programme", "import", "c.yaml")[0] == 0
    assert told("people", "import", "r.csv", "--programme", "c")[0] == 0

    thai = "หลักสูตร · จบ ส. 5 ม.ค. 2562 · เก็บ 400 วัน · ลบ อา. 9 ก.พ. 2563 · 1 คน\n  ข้อความ: เก็บ 30 วัน\n"
    english = "Course · ended Sat 5 Jan 2019 · kept 400 days · goes Sun 9 Feb 2020 · 1 person"
    assert told("privacy", "due", **now) == (0, thai, "")
    assert told("privacy", "due", **now, LANG="en") == (0, f"{english}\n  Messages: kept 30 days\n", "")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_command_explains_itself(language: str) -> None:
    code, said, _ = told("privacy", "due", "--help", LANG=language)
    assert (code, "privacy" in said, "cli." in said) == (0, True, False)
