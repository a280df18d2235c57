"""Feedback over real platforms: asked by a push or a message, rated by taps, and seen by whoever organises."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.handlers import feedback as asking
from bot.services import feedback, programme
from bot.services.people.enrolling import enrol
from bot.services.people.inviting import Chosen, invite
from bot.services.programme import Programmes
from bot.services.reminders import KINDS
from tests.dialogs.feedback_talk import DONE, KEPT, MORE, NAMELESS, QUICK, STARS, UNTIL, WHY, WORKSHOP, course
from tests.dialogs.office import ROSTER, SOM
from tests.dialogs.over.house import house
from tests.dialogs.over.line import Line
from tests.dialogs.over.place import Seen
from tests.dialogs.over.telegram import Telegram
from tests.dialogs.people_talk import KK
from tests.dialogs.talk import CCIO


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.dialogs.over.house import House


JOINED, ENDED, NEXT_NOON = "2019-10-04T15:00+07:00", "2019-10-04T16:00+07:00", "2019-10-05T12:00+07:00"
SUNDAY, CLOSED = "2019-10-06T12:00+07:00", "2019-10-07T16:01+07:00"


@pytest.fixture
def named(tmp_path: Path) -> Iterator[House]:
    """Answers have names."""
    with opened(tmp_path, anonymous=False) as house_:
        yield house_


@pytest.fixture
def nameless(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as house_:
        yield house_


@contextmanager
def opened(folder: Path, **settings: object) -> Iterator[House]:
    """One session is asked about, and nothing else is told by the clock."""
    about = course(skip=["orientation", "divercity"], **settings)
    quiet = replace(about, settings={**about.settings, "reminders": {"off": list(KINDS)}})
    with house(folder, CCIO, now=JOINED, led=feedback.WORK) as made:
        with made.database.write() as store:
            programme.keep(store, quiet)
            enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        yield made


def joins(at: Line | Telegram, name: str) -> None:
    with at.house.database.write() as store:
        (made,) = invite(store, Chosen(names=(name,)), datetime.fromisoformat(JOINED))
    at.opens()
    at.says(made.code)
    at.says("ยินยอม")


def asks(at: House, now: str, rides: timedelta = timedelta()) -> int:
    """The tick of feedback in the process that has the lead; says how many were told."""
    at.clock.set(datetime.fromisoformat(now))
    return feedback.Asker(at.database, Programmes().get, asking.draw, rides).work(at.clock.now())


def sent(at: House, before: int) -> list[str]:
    """The calls by which LINE was given messages after so many calls, in order: which way each went."""
    ways = [call.path.removeprefix("/v2/bot/message/") for call in at.line.calls[before:]]
    return [way for way in ways if way in ("push", "reply", "multicast")]


HOW = "ขอถามสั้น ๆ นะคะ ว่าเป็นอย่างไรบ้าง"
ASKED = f"{WORKSHOP}\nแตะให้ดาวได้เลยค่ะ\n"
WITH_NAME = "(คำตอบมีชื่อของท่านกำกับ ผู้จัดเห็นได้ค่ะ)"
COURSE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
SINCE = "วันศุกร์ที่ 4 ตุลาคม 2562"
CLOSES = "ถึงวันจันทร์ที่ 7 ตุลาคม 2562 16.00 น."
RESULTS = (
    f"{WORKSHOP}\n{SINCE}\nตอบแล้ว 1 จาก 1 คน (100%)\n"
    "เฉลี่ย 3.0 จาก 5 ดาว · มัธยฐาน 3.0\n5 ดาว 0 · 4 ดาว 0 · 3 ดาว 1 · 2 ดาว 0 · 1 ดาว 0\n"
    "เหตุผลที่ให้น้อย: เร็วไป 1\nประเด็น: เอกสาร 1\n\n"
    f"ภาพสรุปผลประเมิน {WORKSHOP} เฉลี่ย 3.0 ดาว"
)
COUNTED = f"แบบประเมินของ{COURSE}\n• {WORKSHOP}: "


def reasons(*chosen: str) -> Seen:
    return Seen(WHY, tuple(f"✓ {each}" if each in chosen else each for each in (*QUICK, "เท่านี้พอ")))


def yours(stars: str, *more: str, buttons: tuple[str, ...] = ("ถอนคำตอบ",)) -> Seen:
    lines = [f"คำตอบของท่านเรื่อง “{WORKSHOP}”", f"ดาวที่ให้: {stars}", *more, UNTIL]
    return Seen("\n".join(lines), (*STARS, *buttons))


def test_in_line_one_push_asks_and_all_else_goes_by_reply_tokens(named: House) -> None:
    member, team = Line(named), Telegram(named)
    joins(member, KK)
    joins(team, SOM)
    before = len(named.line.calls)

    assert asks(named, ENDED) == 1
    assert member.looks() == Seen(f"{HOW}\n\n{ASKED}{WITH_NAME}", (*STARS, "ข้าม"))
    assert member.taps("★★ ควรปรับ") == reasons()
    assert member.taps("เสียงไม่ชัด") == reasons("เสียงไม่ชัด")
    assert member.taps("สอนเร็วไป") == reasons("เสียงไม่ชัด", "สอนเร็วไป")
    assert member.taps("✓ เสียงไม่ชัด") == reasons("สอนเร็วไป")
    assert member.says("สไลด์ตัวเล็กมาก") == Seen(f"{KEPT}\n{UNTIL}")
    more = ("อยากให้ปรับ: สอนเร็วไป", "ความเห็น: สไลด์ตัวเล็กมาก")
    assert member.says("แก้คำตอบ") == yours("★★", *more, buttons=("เขียนความเห็นใหม่", "ถอนคำตอบ"))
    assert member.taps("★★★ พอใช้") == reasons("สอนเร็วไป")
    assert sent(named, before) == ["push", *["reply"] * 7]
    assert asks(named, ENDED) == 0

    assert team.says("ตอบประเมินแล้วกี่คน") == Seen(f"{COUNTED}ตอบ 1 จาก 1 คน (ขอข้าม 0) เปิด{CLOSES}")
    assert team.says(f"ผลประเมินวิชา{WORKSHOP}") == Seen(RESULTS, ("ความเห็น", "รายคน", "ไฟล์ Excel"))
    answered = "• ดาว: 3\n• เหตุผลที่ให้น้อย: เร็วไป\n• ความเห็น: สไลด์ตัวเล็กมาก"
    assert team.taps("รายคน") == Seen(f"คำตอบรายคน: {WORKSHOP}\n\n{KK}\n{answered}")
    assert asks(named, CLOSED) == 0
    assert member.says("แก้คำตอบ") == Seen("แบบประเมินนี้ปิดรับแล้วค่ะ")
    assert member.taps(STARS[0]) == Seen("แบบประเมินนี้ปิดรับแล้วค่ะ")
    assert (named.line.used, sent(named, before)) == (1, ["push", *["reply"] * 9])


def test_in_telegram_reasons_are_marked_where_they_are(nameless: House) -> None:
    member, team = Telegram(nameless), Line(nameless)
    joins(member, KK)
    joins(team, SOM)
    before = len(nameless.line.calls)

    assert asks(nameless, ENDED) == 1
    assert member.looks() == Seen(f"{HOW}\n\n{ASKED}{NAMELESS}", (*STARS, "ข้าม"))
    messages = len(member.shown())
    assert member.taps("★★ ควรปรับ") == reasons()
    assert member.taps("เสียงไม่ชัด") == reasons("เสียงไม่ชัด")
    assert len(member.shown()) == messages + 1
    assert member.says("แก้คำตอบ") == yours("★★", "อยากให้ปรับ: เสียงไม่ชัด")
    assert member.taps("★★★★★ ดีมาก") == Seen(MORE, ("เท่านี้พอ",))
    assert member.taps("เท่านี้พอ") == Seen(f"{DONE}\n{UNTIL}")
    # The message with one's answer is not kept, nor its buttons.
    assert member.taps("★★★★ ดี") == Seen("ปุ่มนี้ใช้ไม่ได้แล้วค่ะ ถ้าจะแก้คำตอบแบบประเมิน แตะ แก้คำตอบ นะคะ", ("แก้คำตอบ",))
    assert member.taps("แก้คำตอบ") == yours("★★★★★")

    withheld = f"{WORKSHOP}\n{SINCE}\nตอบแล้ว 1 จาก 1 คน (100%)\nยังไม่แสดงผล เพราะยังมีไม่ถึง 5 คำตอบ"
    assert team.says(f"ผลประเมิน{WORKSHOP}") == Seen(withheld, ("ความเห็น", "ไฟล์ Excel"))
    assert asks(nameless, CLOSED) == 0
    nobody = "ปิดรับแล้วค่ะ และเมื่อปิดแล้ว ไม่มีใครรู้ได้อีกว่าคำตอบไหนเป็นของใคร จึงแก้ไม่ได้แล้วนะคะ"
    assert member.says("แก้คำตอบ") == Seen(nobody)
    assert member.taps(STARS[0]) == Seen("ปุ่มนี้ใช้ไม่ได้แล้วค่ะ พิมพ์ถามใหม่ได้เลยนะคะ")
    assert (nameless.line.used, sent(nameless, before)) == (0, ["reply"])


def test_the_one_reminder_goes_along_with_an_answer_and_costs_nothing(nameless: House) -> None:
    member, team = Line(nameless), Telegram(nameless)
    joins(member, KK)
    joins(team, SOM)
    before = len(nameless.line.calls)
    asks(nameless, ENDED)
    member.looks()

    assert asks(nameless, NEXT_NOON, timedelta(hours=2)) == 1
    sunday = "วันอาทิตย์ที่ 6 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ"
    again = f"ขอรบกวนอีกนิดค่ะ ยังรอคำตอบของท่านอยู่ ตอบได้{CLOSES}\n\n{ASKED}{NAMELESS}"
    assert member.says("พรุ่งนี้เรียนอะไร") == Seen(f"{sunday}\n\n{again}", (*STARS, "ข้าม", "ศ. 11 ต.ค. 2562"))
    assert member.taps("ข้าม") == Seen("ไม่เป็นไรค่ะ ถ้าเปลี่ยนใจ พิมพ์ ประเมิน ได้เสมอนะคะ")
    assert team.says("ตอบประเมินแล้วกี่คน") == Seen(f"{COUNTED}ตอบ 0 จาก 1 คน (ขอข้าม 1) เปิด{CLOSES}")
    assert asks(nameless, SUNDAY) == 0
    how = f"“{WORKSHOP}” เป็นอย่างไรบ้างคะ แตะให้ดาวได้เลยค่ะ\n{NAMELESS}"
    assert member.says(f"ประเมินวิชา{WORKSHOP}") == Seen(how, (*STARS, "ข้าม"))
    assert (nameless.line.used, sent(nameless, before)) == (1, ["push", "reply", "reply", "reply"])
