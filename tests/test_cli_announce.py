"""`nongnat announce`: seen first, sent when that is said, and what became of it."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image as Picture

from bot.__main__ import main
from bot.config import Settings
from bot.messages import Address
from bot.services import announce, notices
from storage import outbox, people
from storage.db import Database


if TYPE_CHECKING:
    from click.testing import Result


ROOT = Path(__file__).resolve().parents[1]
CCIO, CDE = (ROOT / "storage" / "samples" / f"{name}.yaml" for name in ("ccio-2", "cde-1"))
ROSTER = "ชื่อ-สกุล,หน่วยงาน,บทบาท\nก ขาว,=1+1,\nข เขียว,เทศบาล,\nค คราม,สำนักงาน,ผู้จัด\n"
MORNING = "2019-10-03T10:00:00+07:00"
SHOWN = "ส่งถึง 2 คน · LINE 1 ข้อความ · Telegram 1\nยังไม่ลงทะเบียนกับน้องนัด 1 คน\n"
SURE = "ยังไม่ได้ส่ง ถ้าพร้อมแล้ว เพิ่ม --yes\n"
WHEN = "วันพฤหัสบดีที่ 3 ตุลาคม 2562 เวลา 10.00 น."


def morning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a store in which two of three people can be reached; a morning in October; a Thai reader."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NONGNAT_NOW", MORNING)
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    run("programme", "import", CCIO)
    run("people", "import", "r.csv")
    with store().write() as writing:
        for person, place in ((1, Address("line", "U1")), (3, Address("telegram", "3"))):
            people.link(writing, person, place)
    return tmp_path


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return morning(monkeypatch, tmp_path)


def store() -> Database:
    return Database("sqlite:///data/nongnat.db")


def run(*arguments: str | Path, stdin: str = "", **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin, env=environment)


def told(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    result = run("announce", *arguments, **environment)
    return result.exit_code, result.stdout, result.stderr


def served() -> None:
    """What is due is planned, as while the bot serves."""
    now = datetime(2019, 10, 3, 3, 0, 5, tzinfo=UTC)
    with store().write() as writing:
        while announce.plan(writing, now, notices.acknowledge_choice):
            pass


def sent(address: Address) -> list[str]:
    with store().read() as reading:
        return [left.reply.text for left in outbox.sent_to(reading, address)]


COMMANDS = [[], *([name] for name in ("new", "list", "show", "approve", "cancel", "stop", "chase", "correct"))]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("locale", "begins"), [("th_TH.UTF-8", "วิธีใช้"), ("en_US.UTF-8", "Usage")])
def test_every_command_explains_itself(command: list[str], locale: str, begins: str) -> None:
    code, out, error = told(*command, "--help", LANG=locale)

    assert (code, out.split(":")[0], error, "cli." in out) == (0, begins, "", False)


def test_without_yes_it_is_shown_and_nothing_is_kept() -> None:
    assert told("new", "พรุ่งนี้เลื่อนเป็น 10 โมง") == (
        0,
        f"พรุ่งนี้เลื่อนเป็น 10 โมง\n[รับทราบ]\n\nถึง: ทุกคนในหลักสูตร\n{SHOWN}{SURE}",
        "",
    )
    assert told("list") == (0, "ยังไม่มีประกาศ\n", "")


def test_it_goes_and_is_followed(home: Path) -> None:
    code, out, _ = told("new", "-", "--yes", "--no-ack", "--to", "ค คราม", "--to", "ก ขาว", stdin="สวัสดี\n")
    assert (code, out.splitlines()[0], out.splitlines()[-1]) == (
        0,
        "สวัสดี",
        "ประกาศที่ 1 เริ่มส่งแล้ว ดูความคืบหน้าได้ด้วย nongnat announce show 1",
    )
    served()

    assert (sent(Address("line", "U1")), sent(Address("telegram", "3"))) == (["สวัสดี"], ["สวัสดี"])
    assert told("show", "1") == (
        0,
        f"สวัสดี\nถึง: ก ขาว, ค คราม\nกำลังส่ง · {WHEN[:-8]}10.00 น.\nรอส่ง 2 คน\nใช้เวลาอีกราว 1 นาที\n",
        "",
    )
    assert told("list")[1] == f"1 · ccio-2 · ส่งแล้ว · {WHEN[:-8]}10.00 น. · สวัสดี\n"
    assert told("stop", "1") == (0, "หยุดประกาศที่ 1 แล้ว ไม่ส่งอีก 2 ข้อความ ส่งไปแล้ว 0 ข้อความ\n", "")
    assert told("show", "1", "--out", "out/a.csv")[1].splitlines()[-1] == "เขียนรายชื่อ 2 คนแล้ว: out/a.csv"
    with (home / "out" / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["ชื่อ", "หน่วยงาน", "ผล", "ช่องทาง", "เหตุผล", "รับทราบเมื่อ"],
            ["ก ขาว", "'=1+1", "หยุดไว้ ไม่ได้ส่ง", "line", "cancelled", ""],
            ["ค คราม", "สำนักงาน", "หยุดไว้ ไม่ได้ส่ง", "telegram", "cancelled", ""],
        ]


def test_it_may_have_a_picture_a_file_a_place_and_a_link_and_be_looked_at(home: Path) -> None:
    Picture.new("RGB", (40, 30), "red").save("p.png")
    Path("แผน.pdf").write_bytes(b"%PDF-1.4")
    parts = (
        "--picture",
        "p.png",
        "--file",
        "แผน.pdf",
        "--place",
        "13.7,100.5,ตึก 1",
        "--link",
        "ฟอร์ม=https://example.org",
    )

    code, out, error = told("new", "ดูงาน", *parts, "--preview", "p.html", "--channel", "telegram")

    assert (code, error, out.splitlines()) == (
        0,
        "",
        [
            "ดูงาน",
            "",
            "ตึก 1",
            "เปิดแผนที่: https://www.google.com/maps/search/?api=1&query=13.7,100.5",
            "",
            "ฟอร์ม: https://example.org",
            "",
            "แผน.pdf",
            "(รูป 1 รูป)",
            "[รับทราบ]",
            "",
            "ถึง: ทุกคนในหลักสูตร · ทาง Telegram เท่านั้น",
            "ส่งถึง 1 คน · Telegram 1",
            "ไม่ได้ใช้น้องนัดทาง Telegram 2 คน",
            "เขียนหน้าตัวอย่างแล้ว: p.html",
            "ยังไม่ได้ส่ง ถ้าพร้อมแล้ว เพิ่ม --yes",
        ],
    )
    page = (home / "p.html").read_text(encoding="utf-8")
    assert [words in page for words in ("ดูงาน", "data:image/png", "ตึก 1", "แผน.pdf", "รับทราบ")] == [True] * 5


@pytest.mark.parametrize("at", ["2019-10-04T08:00", "พรุ่งนี้ 8 โมงเช้า", "tomorrow at 8 am", "2019-10-04T01:00Z"])
def test_it_may_go_at_a_time_and_be_cancelled_until_then(at: str) -> None:
    _, out, _ = told("new", "ก", "--at", at)
    when = "ส่งเมื่อ: วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 08.00 น."
    assert out == f"ก\n[รับทราบ]\n\nถึง: ทุกคนในหลักสูตร\n{SHOWN}{when}\n{SURE}"
    _, out, _ = told("new", "ก", "--at", at, "--yes")

    assert out.splitlines()[-1] == "ประกาศที่ 1 จะส่งวันศุกร์ที่ 4 ตุลาคม 2562 เวลา 08.00 น."
    assert told("cancel", "1") == (0, "ยกเลิกประกาศที่ 1 แล้ว\n", "")
    assert told("cancel", "1") == (0, "ยกเลิกประกาศที่ 1 แล้ว\n", "")
    assert told("stop", "1") == (1, "", "ประกาศที่ 1 ยังไม่ได้ส่ง\n")


def test_in_quiet_hours_it_is_asked_when() -> None:
    late = {"NONGNAT_NOW": "2019-10-03T22:00:00+07:00"}

    assert told("new", "ก", "--yes", **late)[::2] == (
        1,
        'ตอนนี้เป็นเวลาพักของหลักสูตร ส่งเมื่อพ้นเวลาพักได้ด้วย --at "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 06.30 น." หรือส่งเดี๋ยวนี้ด้วย --urgent\n',
    )
    assert told("list") == (0, "ยังไม่มีประกาศ\n", "")
    at = "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 06.30 น."
    assert told("new", "ก", "--yes", "--at", at, **late)[1].splitlines()[-1] == f"ประกาศที่ 1 จะส่ง{at}"
    assert told("new", "ก", "--yes", "--urgent", **late)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["new"], 1, "ประกาศยังไม่มีข้อความ รูป ไฟล์ หรือสถานที่\n"),
        (["new", "ก", "--to", "ใคร"], 1, "ไม่พบ ใคร ในหลักสูตรนี้\n"),
        (["new", "ก", "--to", "ข เขียว", "--yes"], 1, "ยังไม่มีใครในกลุ่มนี้ที่น้องนัดส่งข้อความถึงได้\n"),
        (["new", "ก", "--programme", "x"], 1, "ไม่มีหลักสูตรรหัส x\n"),
        (["new", "ก", "--picture", "r.csv"], 1, "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้\n"),
        (
            ["new", "ก", "--at", "วันไหนดี"],
            1,
            "อ่านเวลา วันไหนดี ไม่ได้ หรือผ่านไปแล้ว ต้องเขียนเช่น 2026-10-05T08:00 หรือ พรุ่งนี้ 8 โมงเช้า (อาจหมายถึง –)\n",
        ),
        (["show", "x"], 2, "N ไม่ถูกต้อง: x ไม่ใช่เลขจำนวนเต็ม\nดูวิธีใช้ได้ด้วย nongnat announce show --help\n"),
        (
            ["new", "ก", "--preview", "."],
            2,
            "--preview ไม่ถูกต้อง: . เป็นโฟลเดอร์ ต้องเป็นชื่อไฟล์\nดูวิธีใช้ได้ด้วย nongnat announce new --help\n",
        ),
        (["new", "ก", "--at", "2019-10-03T09:00"], 1, "เวลาที่ตั้งไว้ผ่านไปแล้ว\n"),
        (["show", "7"], 1, "ไม่มีประกาศที่ 7\n"),
        (["chase", "7"], 1, "ไม่มีประกาศที่ 7\n"),
        (
            ["new", "ก", "--place", "ตึก"],
            2,
            (
                "--place ไม่ถูกต้อง: อ่านสถานที่ ตึก ไม่ได้ ต้องเขียนเช่น 13.7649,100.5268,ห้องประชุมใหญ่\n"
                "ดูวิธีใช้ได้ด้วย nongnat announce new --help\n"
            ),
        ),
        (
            ["new", "ก", "--link", "example.org"],
            2,
            (
                "--link ไม่ถูกต้อง: อ่านลิงก์ example.org ไม่ได้ ต้องเขียนเช่น แบบฟอร์ม=https://example.org\n"
                "ดูวิธีใช้ได้ด้วย nongnat announce new --help\n"
            ),
        ),
        (
            ["new", "ก", "--channel", "fax"],
            2,
            "--channel ไม่ถูกต้อง: ไม่รู้จักช่องทาง fax ใช้ได้: line, telegram, web\nดูวิธีใช้ได้ด้วย nongnat announce new --help\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_told(arguments: list[str], code: int, said: str) -> None:
    result = run("announce", *arguments)

    assert (result.exit_code, result.stderr) == (code, said)
    assert told("list") == (0, "ยังไม่มีประกาศ\n", "")


def test_of_several_programmes_one_must_be_said() -> None:
    run("programme", "import", CDE)

    assert told("new", "ก") == (1, "", "เลือกหลักสูตรด้วย --programme: ccio-2, cde-1\n")
