"""How leave is asked for: read as that, with the sessions and the reason; and what is a question about it stays one."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.handlers.leave.meaning import meant
from bot.handlers.leave.reading import Wanted, more, request, takes_back
from bot.services.ask import Guide
from bot.services.leave import encoded
from tests.dialogs.leave_talk import Leaving
from tests.dialogs.talk import CCIO, ROOT, read
from tests.dialogs.test_any_text import anything, mutated, said, shape, soup


if TYPE_CHECKING:
    from pathlib import Path


NOW = datetime(2019, 10, 7, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
BLIND = ROOT / "tests" / "benchmarks" / "blind"
BOTH = ("urbantech", "project-clinic-1")
EIGHTEENTH = ("aging-city", "blockchain")
NONE: tuple[str, ...] = ()


@cache
def guide(file: str = CCIO) -> Guide:
    return Guide(read(file))


def asked(text: str) -> tuple[tuple[str, ...], str] | None:
    wanted = request(text, guide(), NOW)
    if wanted is None:
        return None
    return encoded(meant(wanted, guide(), guide().programme, NOW).ahead), wanted.reason


@pytest.mark.parametrize(
    ("text", "sessions", "reason"),
    [
        ("ขอลาวันศุกร์บ่าย ติดประชุมสภา", ("project-clinic-1",), "ติดประชุมสภา"),
        ("ติดประชุมสภา ขอลาวันศุกร์บ่าย", ("project-clinic-1",), "ติดประชุมสภา"),
        ("ลาป่วยพรุ่งนี้", NONE, "ลาป่วย"),
        ("พรุ่งนี้ไปไม่ได้ค่ะ มีราชการด่วน", NONE, "มีราชการด่วน"),
        ("ขอลาวิชา Blockchain", ("blockchain",), ""),
        ("ขอลาวิชาบล็อกเชนกับสังคมสูงวัย", EIGHTEENTH, ""),
        ("ขอลาคลินิกโครงงานครั้งที่ 2", ("project-clinic-2",), ""),
        ("ขอลา 10-12 ต.ค.", BOTH, ""),
        ("ขอลา11ตค", BOTH, ""),
        ("11/10/62 ขอลาป่วย", BOTH, "ลาป่วย"),
        ("ขอลาศุกร์ 18 ค่ะ", EIGHTEENTH, ""),
        ("ขอลาวันศุกร์นี้และศุกร์หน้าครับ เพราะต้องไปราชการต่างจังหวัด", BOTH + EIGHTEENTH, "ไปราชการต่างจังหวัด"),
        ("ขอลาดูงานภูเก็ตวันที่ 25", ("phuket-visit\n2019-10-25",), ""),
        ("วันศุกร์ที่ 18 ขอลาช่วงเช้าครับ พาคุณพ่อไปหาหมอ", ("aging-city",), "พาคุณพ่อไปหาหมอ"),
        ("ขอลาวันศุกร์ มีประชุม 9 โมง", BOTH, "มีประชุม 9 โมง"),
        ("วันที่ 10 มีประชุมสภา ขอลาวันที่ 11", BOTH, "วันที่ 10 มีประชุมสภา"),
        ("ขอลาครับ ผมต้องไปประชุมที่ภูเก็ตวันศุกร์", BOTH, "ไปประชุมที่ภูเก็ต"),
        ("พฤหัสหน้าขอลาได้มั้ยคะ", NONE, ""),
        ("ขอลาวันศุกร์ได้ไหมคะ ติดประชุมสภา", BOTH, "ติดประชุมสภา"),
        ("ใคร่ขออนุญาตลาวันที่ 18 ตุลาคม เนื่องจากติดภารกิจด่วน", EIGHTEENTH, "ติดภารกิจด่วน"),
        ("ขออนุญาติไม่เข้าเรียนวันที่ 18 ช่วงเช้า เนื่องจากไปตรวจสุขภาพ", ("aging-city",), "ไปตรวจสุขภาพ"),
        ("วันศุกร์ไม่ว่างค่ะ ติดประชุม ครม.", BOTH, "ติดประชุม ครม."),
        ("วันที่ 11 ไม่สามารถเข้าร่วมได้ เนื่องจากมีภารกิจ", BOTH, "มีภารกิจ"),
        ("พอดีลูกเข้าโรงพยาบาล วันศุกร์คงไม่ได้เข้าเรียน", BOTH, "ลูกเข้าโรงพยาบาล"),
        ("ศุกร์นี้ลาค่ะ ป่วย", BOTH, "ป่วย"),
        ("ไปทริปภูเก็ตไม่ได้ค่ะ", ("phuket-visit",), ""),
        ("ไม่ได้ไปสเปนนะคะ ติดภารกิจ", ("smart-city-expo",), "ติดภารกิจ"),
        ("พิธีปิดไปไม่ได้ค่ะ", ("closing",), ""),
        ("ขอลา", NONE, ""),
        ("ขอลา 3 วัน", NONE, ""),
        ("ศุกร์นี้ช่วงบ่าย ผมต้องกลับก่อน ขอลาคาบบ่ายครับ", ("project-clinic-1",), "กลับก่อน"),
        ("วันศุกร์เข้าไม่ได้ครับ ติดประชุม", BOTH, "ติดประชุม"),
        ("ไม่ร่วมทริปภูเก็ตนะครับ", ("phuket-visit",), ""),
        ("ขอแจ้งขาดเรียนวันที่ 18 ตุลาคม", EIGHTEENTH, ""),
        ("take leave on Friday afternoon", ("project-clinic-1",), ""),
        ("May I take leave on 18 October? doctor's appointment", EIGHTEENTH, "doctor's appointment"),
        ("I can't come on Friday, I have a meeting", BOTH, "meeting"),
        ("sick leave on 18 October", EIGHTEENTH, "sick leave"),
    ],
)
def test_ways_of_asking(text: str, sessions: tuple[str, ...], reason: str) -> None:
    assert asked(text) == (sessions, reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ป่วยค่ะ มาไม่ได้", "ป่วย"),
        ("ป่วย ไปไม่ได้ค่ะ", "ป่วย"),
        ("ไปไม่ได้ครับ ติดประชุมสภา", "ติดประชุมสภา"),
        ("ลูกป่วยค่ะ มาเรียนไม่ได้", "ลูกป่วย"),
        ("ไม่สบายค่ะ คงไม่ได้เข้าเรียน", "ไม่สบาย"),
        ("เข้าไม่ได้ครับ ติดราชการ", "ติดราชการ"),
        ("ลาป่วยค่ะ", "ลาป่วย"),
        ("มาไม่ได้ค่ะ", ""),
        ("ผมมาเรียนไม่ได้ครับ", ""),
        ("พอดีเข้าเรียนไม่ได้นะคะ", ""),
        ("ขอหยุดเรียนค่ะ", ""),
        ("I can't come, I'm sick", "sick"),
        ("sorry, I have a meeting and can't make it", "meeting"),
        ("I can't attend", ""),
    ],
)
def test_without_a_day_it_is_asked_which(text: str, reason: str) -> None:
    assert asked(text) == (NONE, reason)


@pytest.mark.parametrize(
    "text",
    [
        "ลาได้กี่วัน", "ลานับเป็นขาดไหม", "ต้องลายังไง", "ขอลาต้องส่งใบลาไหม", "อยากลาวันศุกร์ต้องทำไง", "ขอลาได้ไหม",
        "ลาวันศุกร์นับเป็นขาดไหม", "พรุ่งนี้ป่วยไปไม่ได้ ต้องแจ้งใคร", "ถ้าขาดวันศุกร์จะเป็นไรไหม", "ถ้าลาวันศุกร์จะเรียนชดเชยได้ไหม",
        "วันศุกร์นี้ใครลาบ้าง", "ติดราชการเข้าเรียนไม่ได้ ต้องทำไง", "how do I ask for leave", "what if I can't come on Friday",
        "does leave on Friday count as absence",
    ],
)  # fmt: skip
def test_questions_about_it_are_none(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "อาจารย์ลาวันศุกร์", "วันศุกร์วิทยากรมาไม่ได้", "เพื่อนลาวันศุกร์", "คุณสมหมายลาป่วยวันศุกร์", "อ.พันธุ์อาจลาวันศุกร์",
        "ขอลาก่อนนะคะ", "ขอลาออกจากหลักสูตร", "ขอเวลาเรียนวันศุกร์", "18 ตุลา เรียนอะไร", "พรุ่งนี้เข้าซูมไม่ได้", "ขอหยุดแจ้งเตือนวันศุกร์",
        "วันศุกร์ไปไม่ได้ ขอสไลด์ด้วยค่ะ", "พรุ่งนี้ไม่ว่าง ส่งคนแทนได้ไหม", "ไม่ได้รับลิงก์วันศุกร์", "ไปบาร์เซโลนาวันที่ 19", "ทั้งทีมมาไม่ได้",
        "ยกเลิกที่ขอลาวันศุกร์", "วันศุกร์เข้าไม่ได้", "ไปไม่ได้", "วันศุกร์ไม่มีเรียนใช่ไหม", "when do we leave for Phuket",
        "what time does the bus leave on Friday", "อาจารย์ป่วยมาไม่ได้", "ลาค่ะ", "ไม่ไปแล้ว", "มาไม่ได้ต้องทำไง",
        "ป่วยมาไม่ได้ มีเรียนย้อนหลังไหม", "มาไม่ทัน", "ส่งงานไม่ได้", "เข้าซูมไม่ได้ค่ะ", "ป่วยมาไม่ได้ได้ไหม", "เข้าเรียนไม่ได้ ลิงก์เสีย",
        "can't join the zoom", "ไม่ได้มา", "ผมไม่ได้มาค่ะ", "",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    "text",
    ["ขอยกเลิกการลาวันที่ 18 ค่ะ", "วันศุกร์ไม่ลาแล้วค่ะ", "ยกเลิกที่ขอลาวันศุกร์", "ถอนใบลาวันศุกร์ได้ไหมคะ", "cancel my leave on Friday"],
)
def test_ways_of_taking_it_back(text: str) -> None:
    assert takes_back(text)


@pytest.mark.parametrize("text", ["ยกเลิกการลายังไง", "ถ้าไม่ลาจะเป็นไรไหม", "ยกเลิกการลาได้ถึงเมื่อไหร่", "ไม่ลาก่อนนะ"])
def test_questions_about_that_are_none(text: str) -> None:
    assert not takes_back(text)


def _blind() -> list[tuple[Path, list[tuple[str, datetime]]]]:
    found = []
    for path in sorted(BLIND.glob("*.questions.yaml")):
        turns = [turn for each in yaml.safe_load(path.read_text("utf-8"))["conversations"] for turn in _turns(each)]
        found.append((path, [(turn["q"], datetime.fromisoformat(turn["now"])) for turn in turns]))
    return found


def _turns(conversation: dict[str, Any]) -> list[dict[str, str]]:
    turns = conversation.get("turns", [conversation])
    return [{"q": turn["q"], "now": turn.get("now") or conversation["now"]} for turn in turns]


@pytest.mark.parametrize(("path", "questions"), _blind(), ids=[path.name for path, _ in _blind()])
def test_no_question_of_the_blind_sets_is_a_request(path: Path, questions: list[tuple[str, datetime]]) -> None:
    about = guide(str(path.relative_to(ROOT)).replace(".questions", ""))
    taken = [text for text, now in questions if request(text, about, now.replace(tzinfo=about.zone))]

    assert len(questions) > 20
    assert taken == []


@settings(max_examples=300, deadline=None)
@given(text=said)
@example(text="ขอลา" * 300)
@example(text="ไม่" * 900)
@example(text="ขอลา " + "เฉพาะช่วง" * 20 + "ก")
@example(text="ขอลาวันที่ 99/99/9999 ถึง 31 ก.พ.")
@example(text="\ufffcลา\ufffcขอลา\ufffc")
def test_nothing_breaks_it(text: str) -> None:
    for wanted in (request(text, guide(), NOW), more(text, guide(), NOW)):
        assert wanted is None or isinstance(meant(wanted, guide(), guide().programme, NOW).ahead, tuple)


@settings(max_examples=150, deadline=None)
@given(text=mutated())
def test_a_question_with_slips_of_the_finger_asks_for_no_leave(text: str) -> None:
    wanted = request(text, guide(), NOW)

    assert wanted is None or "ลา" in text.replace("เวลา", "").replace("ตุลา", "") or not wanted.firm


@settings(max_examples=100, deadline=None)
@given(rest=soup)
def test_a_reason_is_some_of_what_was_typed(rest: str) -> None:
    wanted = request(f"ขอลา {rest}", guide(), NOW) or Wanted()

    assert len(wanted.reason) <= len(rest) + 10


STARTS = ("", "ขอลา", "ขอลาศุกร์บ่าย", "ขอลาวันศุกร์บ่าย ติดประชุมสภา", "ขอลาเมื่อวาน")
SORRY = "ขออภัยค่ะ น้องนัดตอบคำถามนี้ไม่สำเร็จ รบกวนพิมพ์ถามอีกครั้งนะคะ"


@cache
def ongoing() -> Leaving:
    return Leaving()


@settings(max_examples=80, deadline=None)
@given(start=st.sampled_from(STARTS), change=st.booleans(), text=anything)
@example(start="ขอลา", change=True, text="\ufffc")
@example(start="ขอลาศุกร์บ่าย", change=False, text=" ")
def test_whatever_is_typed_while_asking_is_answered(start: str, *, change: bool, text: str) -> None:
    for said_ in (start, *(["แก้"] if change else []), text):
        reply = ongoing().writes("kk", said_)
        assert (shape(reply), reply.text == SORRY) == ([], False)
