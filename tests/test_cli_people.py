"""`nongnat people` as secretariats use it: rosters in, lists out, and what is kept of people."""

from __future__ import annotations

import gc
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.config import Settings
from bot.messages import Address
from storage import people
from storage.db import Database


if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result


ROOT = Path(__file__).resolve().parents[1]
CCIO, CDE = (ROOT / "storage" / "samples" / f"{name}.yaml" for name in ("ccio-2", "cde-1"))
KK, SM = "ดร.กิ่งแก้ว ใจงาม", "นายสมหมาย ตั้งต้น"
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
ROSTER = f"ชื่อ-สกุล,หน่วยงาน,บทบาท\n{KK},เทศบาล <ก>,\n{SM},=1+1,ผู้จัด\n"
CODE = "[CDFHJKMNPQRTVWXY2-9]{4}-[CDFHJKMNPQRTVWXY2-9]{4}"


def rostered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder with a store that has a programme and its roster, no settings, and a Thai reader."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    run("programme", "import", CCIO)
    yield tmp_path
    gc.enable()


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    yield from rostered(monkeypatch, tmp_path)


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


def told(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


COMMANDS = [[], *([name] for name in ("import", "invite", "list", "revoke", "forget", "export"))]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("locale", ["th_TH.UTF-8", "en_US.UTF-8"])
def test_every_command_explains_itself_in_the_readers_language(command: list[str], locale: str) -> None:
    result = run("people", *command, "--help", LANG=locale)

    thai = locale.startswith("th")
    assert (result.exit_code, result.output.split(":")[0], result.stderr) == (0, "วิธีใช้" if thai else "Usage", "")
    assert (bool(re.search("[ก-๙]", result.output)), "cli." in result.output) == (thai, False)


def test_a_roster_is_brought_in_and_brought_up_to_date() -> None:
    assert told(run("people", "import", "r.csv")) == (0, "r.csv: เพิ่ม 2 คน แก้ไข 0 คน เหมือนเดิม 0 คน\n", "")
    Path("r.csv").write_text(f"ชื่อ-สกุล,หน่วยงาน,เสื้อ\n{KK},เทศบาล <ก>,\n", encoding="cp874")

    assert told(run("people", "import", "r.csv", "--programme", "ccio-2")) == (
        0,
        f"r.csv: เพิ่ม 0 คน แก้ไข 0 คน เหมือนเดิม 1 คน\nไม่อยู่ในไฟล์แล้ว 1 คน (ยังเก็บไว้):\n• {SM}\n",
        "ควรดู · เสื้อ (บรรทัด 1) · ไม่รู้จักหัวคอลัมน์ เสื้อ จึงข้ามไป\n",
    )


def test_a_roster_with_faults_is_refused_in_the_readers_language() -> None:
    Path("r.csv").write_text("ชื่อ,อีเมล\nก,x\n,a@b.co\n", encoding="utf-8")

    assert told(run("people", "import", "r.csv")) == (
        1,
        "",
        (
            "r.csv: พบข้อผิดพลาด 2 แห่ง\n"
            "ผิด · อีเมล (บรรทัด 2) · อีเมลต้องเขียนเช่น name@example.org แต่พบ x\n"
            "ผิด · ชื่อ (บรรทัด 3) · ไม่มีข้อมูล ชื่อ ซึ่งต้องมี\n"
        ),
    )
    assert run("people", "import", "r.csv", LANG="en").stderr.splitlines()[1:] == [
        "error · อีเมล (line 2) · An e-mail address is written like name@example.org, but here is x",
        "error · ชื่อ (line 3) · ชื่อ is missing and must be given",
    ]


def test_of_several_programmes_one_must_be_said() -> None:
    run("programme", "import", CDE)

    assert told(run("people", "import", "r.csv")) == (1, "", "เลือกหลักสูตรด้วย --programme: ccio-2, cde-1\n")


def codes_in(text: str) -> list[str]:
    return re.findall(CODE, text)


def test_who_leads_a_team_is_listed_as_that() -> None:
    Path("teams.csv").write_text("ชื่อ,ทีม,หัวหน้าทีม\nก้อย,เหนือ,ใช่\nขวัญ,เหนือ,\n", encoding="utf-8")
    run("people", "import", "teams.csv")

    assert told(run("people", "list")) == (
        0,
        (
            "ก้อย · ccio-2 หัวหน้าทีม เหนือ · ยังไม่ลงทะเบียน\n"
            "ขวัญ · ccio-2 ผู้เข้าอบรม เหนือ · ยังไม่ลงทะเบียน\n"
            "ทั้งหมด 2 คน ลงทะเบียนแล้ว 0 คน\n"
        ),
        "",
    )


def test_a_note_for_the_staff_is_listed() -> None:
    Path("notes.csv").write_text("ชื่อ,หมายเหตุ\nก้อย,รถเข็น\n", encoding="utf-8")
    run("people", "import", "notes.csv")

    listed = "ก้อย · ccio-2 ผู้เข้าอบรม (รถเข็น) · ยังไม่ลงทะเบียน\nทั้งหมด 1 คน ลงทะเบียนแล้ว 0 คน\n"
    assert told(run("people", "list")) == (0, listed, "")


def test_who_has_joined_is_listed_and_invited_no_more() -> None:
    run("people", "import", "r.csv")
    database = Database("sqlite:///data/nongnat.db")
    with database.write() as store:
        people.link(store, people.everybody(store)[0].person.id, Address("line", "U1"))
    database.close()

    assert told(run("people", "list", "--programme", "ccio-2")) == (
        0,
        (
            f"{KK} · เทศบาล <ก> · ccio-2 ผู้เข้าอบรม · line\n"
            f"{SM} · =1+1 · ccio-2 ผู้จัด · ยังไม่ลงทะเบียน\n"
            "ทั้งหมด 2 คน ลงทะเบียนแล้ว 1 คน\n"
        ),
        "",
    )
    assert run("people", "invite").stdout.splitlines()[0].startswith(f"{SM} · ")
    assert codes_in(run("people", "invite", "--person", KK).stdout)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["invite", "--person", "ใคร"], 1, "ไม่พบ ใคร ในรายชื่อ\n"),
        (["revoke", "ง"], 1, f"ง มีหลายคน กรุณาระบุชื่อเต็ม: {KK} (เทศบาล <ก>), {SM} (=1+1)\n"),
        (["list", "--programme", "x"], 1, "ไม่มีหลักสูตรรหัส x\n"),
        (
            ["invite", "--qr", "r.csv"],
            2,
            "--qr ไม่ถูกต้อง: r.csv เป็นไฟล์ ต้องเป็นชื่อโฟลเดอร์\nดูวิธีใช้ได้ด้วย nongnat people invite --help\n",
        ),
        (
            ["invite", "--role", "ครู"],
            2,
            "--role ไม่ถูกต้อง: ไม่รู้จักบทบาท ครู ใช้ได้แก่ ผู้เข้าอบรม ผู้จัด ผู้สแกน เจ้าของ\nดูวิธีใช้ได้ด้วย nongnat people invite --help\n",
        ),
        (
            ["invite", "--line", "น้องนัด"],
            2,
            (
                "--line ไม่ถูกต้อง: LINE_BASIC_ID ต้องเป็นไอดีของบัญชี LINE เช่น @abc1234d แต่พบ น้องนัด\n"
                "ดูวิธีใช้ได้ด้วย nongnat people invite --help\n"
            ),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_told(arguments: list[str], code: int, said: str) -> None:
    run("people", "import", "r.csv")

    assert told(run("people", *arguments)) == (code, "", said)


def test_somebody_is_forgotten_for_good_once_that_is_sure() -> None:
    run("people", "import", "r.csv")

    assert told(run("people", "forget", "กิ่งแก้ว")) == (
        1,
        "",
        f"ถ้าลบ ข้อมูล การลงทะเบียน และข้อความทั้งหมดของ {KK} จะหายไปและกู้คืนไม่ได้ ถ้าแน่ใจ เพิ่ม --yes\n",
    )
    assert run("people", "list").stdout.splitlines()[-1] == "ทั้งหมด 2 คน ลงทะเบียนแล้ว 0 คน"
    assert told(run("people", "forget", "กิ่งแก้ว", "--yes")) == (0, f"ลบข้อมูลของ {KK} แล้ว\n", "")
    assert told(run("people", "forget", "กิ่งแก้ว", "--yes")) == (1, "", "ไม่พบ กิ่งแก้ว ในรายชื่อ\n")
    assert run("people", "list").stdout.splitlines()[-1] == "ทั้งหมด 1 คน ลงทะเบียนแล้ว 0 คน"


def test_all_that_is_kept_of_somebody_is_written_for_them() -> None:
    run("people", "import", "r.csv")

    said = "เขียนข้อมูลทั้งหมดลง kk.json แล้ว มอบให้เจ้าของข้อมูลเท่านั้น แล้วลบไฟล์เมื่อมอบแล้ว\n"
    assert told(run("people", "export", "กิ่งแก้ว", "--out", "kk.json")) == (0, said, "")
    whole = json.loads(Path("kk.json").read_text(encoding="utf-8"))
    assert (whole["profile"]["name"], whole["done_with_the_data"][0]["what"]) == (KK, "data.exported")
    assert Path("kk.json").stat().st_mode & 0o077 == 0
    assert told(run("people", "export", "ไม่มี", "--out", "x.json")) == (1, "", "ไม่พบ ไม่มี ในรายชื่อ\n")
    assert not Path("x.json").exists()
