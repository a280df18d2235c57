"""`nongnat programme change` and `notify`, and what an import says of changes: what is printed, who is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.__main__ import main
from bot.config import Settings
from bot.messages import Address
from bot.services.people.enrolling import enrol
from storage import people
from storage.db import Database
from storage.models import OutboxRow, ReleaseRow


if TYPE_CHECKING:
    from click.testing import Result


ROOT = Path(__file__).resolve().parents[1]
CCIO = ROOT / "storage" / "samples" / "ccio-2.yaml"
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
ROSTER = "ชื่อ-สกุล,บทบาท\nดร.กิ่งแก้ว ใจงาม,ผู้เข้าอบรม\nนายสมหมาย ตั้งต้น,ผู้จัด\nนางสาวพิมพ์ ดีงาม,ผู้จัด\n"
BLOCKCHAIN = "Blockchain Technology for Transparency Procurement"
HALL, LAB = "ห้องประชุมใหญ่ อุทยานนวัตกรรม", "ห้องปฏิบัติการนวัตกรรม ชั้น 3"
AT_ONE = "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น."
AT_TWO = "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 14.00–17.00 น."
LINES = f"• เลื่อนเวลา: {BLOCKCHAIN}\n  เดิม: {AT_ONE} · {HALL}\n  ใหม่: {AT_TWO} · {HALL}\n"
UNTOLD = f"{TITLE}\nกำหนดการเปลี่ยน 1 รายการ ยังไม่ได้แจ้งผู้เรียนค่ะ\n"
COST = "ส่งถึง 2 คน · LINE 1 ข้อความ · Telegram 1 · ยังไม่มีช่องทางติดต่อ 1 คน\n"
HOW = "แจ้งทุกคนด้วย nongnat programme notify --id ccio-2 --send (หรือ --hold, --quiet, --note ข้อความ)\n"

EDITS = "--start --end --venue --title --meeting --speaker --cancel --restore"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A store with the programme and its people: a participant in LINE, an organiser in Telegram, one nowhere."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NONGNAT_NOW", "2019-10-07T09:00+07:00")
    run("import", CCIO)
    with store().write() as session:
        enrol(session, "roster.csv", ROSTER.encode(), "ccio-2")
        for listed, channel in zip(people.everybody(session), ("line", "telegram"), strict=False):
            people.link(session, listed.person.id, Address(channel, "x"))
    return tmp_path


def store() -> Database:
    return Database("sqlite:///data/nongnat.db")


def run(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, ["programme", *map(str, arguments)], env=environment)


def newer(home: Path) -> Path:
    """A file in which the class about blockchains is an hour later."""
    text = CCIO.read_text(encoding="utf-8")
    for hour in ("16", "13"):
        text = text.replace(f"2019-10-18T{hour}:00", f"2019-10-18T{int(hour) + 1}:00")
    file = home / "newer.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def states() -> list[str]:
    with store().read() as session:
        return list(session.scalars(select(ReleaseRow.state).order_by(ReleaseRow.id)))


def brought() -> list[tuple[str, str]]:
    with store().read() as session:
        rows = session.execute(select(OutboxRow.channel, OutboxRow.reply).order_by(OutboxRow.id))
        return [(channel, reply.text) for channel, reply in rows]


def test_an_import_says_what_is_to_be_told_and_asks_the_organisers(home: Path) -> None:
    result = run("import", newer(home))

    done = f"นำเข้าแล้ว: {TITLE} (ฉบับที่ 2) เพิ่ม 0 คาบ แก้ไข 1 คาบ ยกเลิก 0 คาบ\n"
    assert (result.output, result.exit_code) == (done + UNTOLD + LINES + COST + HOW, 0)
    assert brought() == [("telegram", (UNTOLD + LINES + COST).strip())]
    assert run("import", newer(home)).output == f"{TITLE}: ไฟล์นี้เหมือนที่มีอยู่แล้ว (ฉบับที่ 2)\n"
    assert (len(brought()), states()) == (1, ["base", "waiting"])


def test_an_import_may_tell_people_at_once(home: Path) -> None:
    result = run("import", newer(home), "--notify")

    assert result.output.endswith(f"{UNTOLD}{LINES}{COST}กำลังส่งแจ้ง 2 คนค่ะ\n")
    assert (brought(), states()) == ([], ["base", "told"])


def test_what_was_not_told_yet_is_shown_and_decided(home: Path) -> None:
    assert run("notify").output == "ไม่มีการเปลี่ยนแปลงที่ค้างแจ้งค่ะ\n"
    run("import", newer(home))

    assert run("notify").output == UNTOLD + LINES + COST + HOW
    assert run("notify", "--hold").output == "ยังไม่แจ้งใคร\n"
    assert run("notify", "--note", "ขออภัยค่ะ").output == f"{UNTOLD}{LINES}ข้อความที่แนบ: “ขออภัยค่ะ”\n{COST}{HOW}"
    assert states() == ["base", "held"]
    assert run("notify", "--send").output == "กำลังส่งแจ้ง 2 คนค่ะ\n"
    again = run("notify", "--send", NONGNAT_NOW="2019-10-07T09:05+07:00")
    assert (again.output, states()) == ("ไม่มีการเปลี่ยนแปลงที่ค้างแจ้งค่ะ\n", ["base", "told"])


def test_nobody_need_be_told(home: Path) -> None:
    run("import", newer(home))

    assert run("notify", "--quiet").output == "ไม่แจ้งเรื่องนี้แล้ว\n"
    assert run("notify").output == "ไม่มีการเปลี่ยนแปลงที่ค้างแจ้งค่ะ\n"
    assert run("import", CCIO).output == f"นำเข้าแล้ว: {TITLE} (ฉบับที่ 3) เพิ่ม 0 คาบ แก้ไข 1 คาบ ยกเลิก 0 คาบ\n"


def test_at_night_it_waits_unless_it_must_be_now(home: Path) -> None:
    night = {"NONGNAT_NOW": "2019-10-07T22:00+07:00"}
    run("import", newer(home), **night)
    morning = "วันอังคารที่ 8 ตุลาคม 2562 เวลา 06.30 น."

    assert run("notify", "--send", **night).output == f"ตอนนี้เป็นช่วงงดรบกวน จะแจ้ง 2 คน{morning} ค่ะ\n"
    assert run("notify", **night).output == f"{UNTOLD}{LINES}ตั้งไว้แจ้ง{morning} ค่ะ\n{COST}{HOW}"
    assert run("notify", "--now", **night).output == "กำลังส่งแจ้ง 2 คนค่ะ\n"


def test_a_session_is_changed_by_hand() -> None:
    result = run("change", "blockchain", "--start", "2019-10-18T14:00")

    assert result.output == f"{LINES}เปลี่ยนแล้ว: {TITLE} (ฉบับที่ 2)\n{UNTOLD}{LINES}{COST}{HOW}"
    assert brought() == [("telegram", (UNTOLD + LINES + COST).strip())]
    assert run("diff", CCIO).output == (
        "~ คาบ blockchain เวลาเริ่ม: 2019-10-18T14:00 → 2019-10-18T13:00\n"
        "~ คาบ blockchain เวลาเลิก: 2019-10-18T17:00 → 2019-10-18T16:00\n"
        "~ คาบ blockchain ลำดับการแก้ไข: 1 → 2\n"
    )
    assert run("import", CCIO).output == f"นำเข้าแล้ว: {TITLE} (ฉบับที่ 3) เพิ่ม 0 คาบ แก้ไข 1 คาบ ยกเลิก 0 คาบ\n"
    assert run("notify").output == "ไม่มีการเปลี่ยนแปลงที่ค้างแจ้งค่ะ\n"


def test_what_it_clashes_with_is_said_first() -> None:
    result = run(
        "change", "blockchain", "--start", "2019-10-18T09:30", "--venue", "ห้องแล็บ", "--speaker", "นายใหม่ มาแล้ว"
    )

    assert result.output.split("เปลี่ยนแล้ว")[0] == (
        f"• เลื่อนเวลา · เปลี่ยนสถานที่ · เปลี่ยนวิทยากร: {BLOCKCHAIN}\n"
        f"  เดิม: {AT_ONE} · {HALL}\n"
        f"  ใหม่: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.30–12.30 น. · {LAB}\n"
        "  วิทยากร: เดิม คณะวิทยากรจัดซื้อจัดจ้างโปร่งใส → ใหม่ นายใหม่ มาแล้ว\n"
        "นายใหม่ มาแล้ว ยังไม่มีในหลักสูตร จะเพิ่มให้ใหม่ค่ะ\n"
        "เวลาซ้อนกับ Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ "
        "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.\n"
    )


def test_cancelled_and_restored_the_calendar_follows(home: Path) -> None:
    assert run("change", "closing", "--cancel", "--notify").output.endswith("กำลังส่งแจ้ง 2 คนค่ะ\n")
    run("export", "out.ics", "--id", "ccio-2")
    (cancelled,) = (
        each for each in (home / "out.ics").read_text("utf-8").split("BEGIN:VEVENT") if "CODE:closing" in each
    )
    assert ("STATUS:CANCELLED" in cancelled, "SEQUENCE:1" in cancelled) == (True, True)

    assert run("change", "closing", "--restore", "--notify").output.startswith("• กลับมาจัด: พิธีปิดและมอบประกาศนียบัตร\n")
    run("export", "out.ics", "--id", "ccio-2")
    (restored,) = (
        each for each in (home / "out.ics").read_text("utf-8").split("BEGIN:VEVENT") if "CODE:closing" in each
    )
    assert ("STATUS:CONFIRMED" in restored, "SEQUENCE:2" in restored) == (True, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["blockchai", "--cancel"], "ไม่มีรายการรหัส blockchai ที่ใกล้เคียงคือ blockchain"),
        (
            ["blockchain", "--venue", "ห้อง 9"],
            "ไม่มีสถานที่ ห้อง 9 ที่มีคือ nia-hall, nia-lab, phuket, fira-gran-via, suvarnabhumi",
        ),
        (["blockchain", "--start", "2562-10-18T14:00"], "ปี 2562 เป็นพุทธศักราช ต้องเขียนเป็นคริสต์ศักราช คือ 2019"),
        (
            ["blockchain", "--end", "2019-10-18T12:00"],
            "เวลาเลิก 2019-10-18T12:00 ต้องอยู่หลังเวลาเริ่ม 2019-10-18T13:00",
        ),
        (["blockchain", "--end", "2020-10-18T12:00"], "รายการนี้ยาว 365 วัน ต้องไม่เกิน 60 วัน"),
        (["blockchain", "--speaker", "-"], "ชื่อวิทยากร - ไม่ถูกต้อง ต้องเป็นรหัสหรือชื่อ"),
        (["blockchain", "--venue", "nia-hall"], f"{BLOCKCHAIN} เป็นอย่างนั้นอยู่แล้ว ไม่มีอะไรเปลี่ยน"),
        (["blockchain", "--restore"], f"{BLOCKCHAIN} เป็นอย่างนั้นอยู่แล้ว ไม่มีอะไรเปลี่ยน"),
        (["blockchain", "--id", "x", "--cancel"], "ไม่มีหลักสูตรรหัส x"),
    ],
)
def test_nonsense_is_refused_with_what_was_expected(arguments: list[str], said: str) -> None:
    result = run("change", *arguments)

    assert (result.exit_code, result.stderr, result.stdout) == (1, f"{said}\n", "")
    assert states() == ["base"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["change", "blockchain"],
            f"ระบุสิ่งที่จะเปลี่ยน: {EDITS}\nดูวิธีใช้ได้ด้วย nongnat programme change --help\n",
        ),
        (
            ["change", "blockchain", "--cancel", "--restore"],
            "เลือกได้อย่างเดียว: --cancel --restore\nดูวิธีใช้ได้ด้วย nongnat programme change --help\n",
        ),
        (
            ["notify", "--send", "--hold"],
            "เลือกได้อย่างเดียว: --send --hold --quiet\nดูวิธีใช้ได้ด้วย nongnat programme notify --help\n",
        ),
    ],
)
def test_a_mistake_is_told_and_ends_with_two(arguments: list[str], said: str) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
