"""The handbook says what is so: what it says to type is understood, what it names is there, its pictures are of it.

With NONGNAT_PICTURES=1 the walk makes them anew.
"""

from __future__ import annotations

import gc
import re
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.config import Settings
from tests.web import new_user
from tests.web.phrases import Office
from tests.web.walk import LARGEST, PICTURES, walking


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from storage.models import Role
    from tests.web.walk import Walk


ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "handbook.md").read_text(encoding="utf-8")
FIRST = TEXT.partition("\n## 1 ")[2].partition("\n## 2 ")[0]
LEARNERS = TEXT.partition("| ผู้เรียน | พิมพ์ |")[2]
SAID, NAMED, TYPED, DRAWN = (
    set(re.findall(pattern, TEXT.partition("\n## 1 ")[2]))
    for pattern in (r"「(.+?)」", r"\*\*(.+?)\*\*", r"`([^`]+)`", r"!\[[^]]+\]\(pictures/([\w-]+)\.png\)")
)
# What stands in brackets is the reader's own; here it is of a sample.
OWN = {
    "(ชื่อ)": "คุณมะลิ",
    "(ชื่อวิชา)": "Blockchain",
    "(ชื่อวิทยากร)": "ดร.พันธุ์อาจ",
    "(ชื่อห้อง)": "ห้องแล็บ",
    "(ข้อความ)": "พรุ่งนี้เริ่ม 10 โมง",
    "(รหัส)": "K7PM-4XQD",
    "(รหัสบนจอ)": "K7P 4XQ",
}
ROOMS = {
    "announce": "ประกาศ: (ข้อความ)|ประกาศ: พรุ่งนี้เริ่ม 10 โมง|ประกาศถึงผู้จัด: ประชุม 16.00"
    "|ประกาศล่าสุด|ประกาศถึงไหนแล้ว|ใครยังไม่รับทราบ|หยุดส่ง",
    "ask": "พรุ่งนี้เรียนอะไร|ครั้งหน้าเรียนเมื่อไหร่|กำหนดการทั้งหมด|ใครสอนบล็อกเชน|ติดต่อทีมงาน",
    "attendance": "ใครเสี่ยงไม่ผ่าน|ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว",
    "board": "เปิดจอเช็กอิน",
    "calendar": "ปฏิทินของฉัน",
    "changes": "ย้าย (ชื่อวิชา) ไป 14.00|เปลี่ยนห้อง (ชื่อวิชา) เป็น (ชื่อห้อง)|ยกเลิก (ชื่อวิชา)|การเปลี่ยนแปลงที่ยังไม่แจ้ง",
    "checkin": "เช็กอินให้ (ชื่อ)|ทุกคนมายกเว้น (ชื่อ)|(ชื่อ) มาสาย|ใครยังไม่มา|เช็กอิน (รหัสบนจอ)",
    "console": "เปิดห้องผู้จัด",
    "feedback": "ประเมิน|แก้คำตอบ|เปิดแบบประเมิน|ขยายเวลาแบบประเมิน",
    "leave": "คำขอลาที่รออนุมัติ|ขอลาวันศุกร์บ่าย ติดประชุม|การลาของฉัน|ยกเลิกการลา",
    "people": "ลงทะเบียน (รหัส)|ใครยังไม่ลงทะเบียน|ลงทะเบียนแล้วกี่คน|เพิ่มช่องทาง|หยุด|เริ่ม|ข้อมูลของฉัน|ลบข้อมูล",
    "privacy": "ใครดูข้อมูลของฉันบ้าง",
    "questions": "คำถามค้าง|เข้าเวร|ออกเวร|ใครอยู่เวร",
    "reminders": "การแจ้งเตือนของฉัน|เตือนก่อน 1 ชั่วโมง|ไม่ต้องถามความเห็น|ถามความเห็นเหมือนเดิม",
    "report": "รายงานวันนี้|ใบเซ็นชื่อ",
    "results": "ผลประเมินวันนี้|ผลประเมินวิชา (ชื่อวิชา)|ผลประเมินรายคน วิชา (ชื่อวิชา)|แชร์ผลประเมินให้ (ชื่อวิทยากร)",
    "scanner": "โค้ดของฉัน|เปิดเครื่องสแกน",
    "start": "ถามอะไรได้บ้าง|English",
}


class Talked(NamedTuple):
    """The room in which each phrase was answered, and the buttons that were offered."""

    rooms: dict[str, str]
    buttons: set[str]


@pytest.fixture(scope="module")
def talked() -> Talked:
    office, found = Office(), Talked({}, set())
    for phrase in sorted(SAID):
        said = phrase
        for hole, own in OWN.items():
            said = said.replace(hole, own)
        role: Role = "participant" if f"「{phrase}」" in LEARNERS else "organiser"
        room, reply = office.hears(said, role)
        found.rooms[phrase] = room if reply.reading.understood else "nobody"
        offered = [*reply.choices, *(choice for card in reply.cards for choice in card.choices)]
        found.buttons.update(choice.label for choice in offered)
    return found


@pytest.fixture(scope="module")
def walked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The handbook's ten minutes, and the first day, once for all tests."""
    folder = tmp_path_factory.mktemp("handbook")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
            patch.delenv(name, raising=False)
        with walking(folder, browser) as walk:
            begun = time.monotonic()
            new_user.first_look(walk)
            chat = new_user.owner(walk)
            desk = new_user.console(walk, chat, "owner")
            new_user.programme(walk, desk, folder)
            learner = new_user.cards(walk, desk)
            new_user.announcement(walk, desk, learner)
            print(f"from the first look to the first announcement: {time.monotonic() - begun:.0f} s")
            new_user.first_day(walk, chat, learner)
            yield walk
    gc.enable()


def test_what_it_says_to_type_in_chat_is_understood_by_the_room_that_is_meant(talked: Talked) -> None:
    assert talked.rooms == {phrase: room for room, phrases in ROOMS.items() for phrase in phrases.split("|")}


def test_every_button_and_link_that_it_names_is_there(walked: Walk, talked: Talked) -> None:
    assert {name for name in NAMED if name not in walked.pressed | talked.buttons} == set()


def test_each_picture_is_made_on_the_way(walked: Walk) -> None:
    assert sorted(walked.made) == sorted(DRAWN)


def test_each_picture_is_there_and_small_and_none_is_left_over() -> None:
    assert {file.stem: file.stat().st_size <= LARGEST for file in PICTURES.iterdir()} == dict.fromkeys(DRAWN, True)


@pytest.mark.parametrize("line", sorted(line for line in TYPED if "nongnat " in line))
def test_every_command_line_is_one(line: str) -> None:
    _, *words = shlex.split(line)
    result = CliRunner().invoke(main, [*words, "--help"], env={"LANG": "th_TH.UTF-8"})
    gc.enable()

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output.split()[1:][: 1 + len(_commands(words))] == ["nongnat", *_commands(words)]


def _commands(words: list[str]) -> list[str]:
    """The names of the command and of its part, before what it is about."""
    command = main.commands[words[0]]
    return words[: 2 if hasattr(command, "commands") else 1]


def test_its_steps_are_counted_and_what_make_runs_is_in_the_makefile() -> None:
    steps = [int(number) for number in re.findall(r"^(\d+)\. ", FIRST, re.MULTILINE)]
    targets = {line.rpartition("make ")[2] for line in TYPED if "make " in line}

    assert steps == [*range(1, len(steps) + 1)]
    assert f"เดินตาม {len(steps)} ขั้นนี้" in FIRST
    assert targets == {"run"}
    assert "\nrun:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    missing = [link for link in links if not _leads(link)]

    assert links
    assert missing == []


def _leads(link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = ROOT / "docs" / file if file else ROOT / "docs" / "handbook.md"
    if not target.exists() or not anchor:
        return target.exists()
    headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w\u0e00-\u0e7f -]", "", each.lower()).replace(" ", "-") for each in headings}
