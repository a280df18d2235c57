"""Whoever would rather not be asked after sessions says so; to be reminded of it is a wish about reminders."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.handlers.reminders.said import read
from bot.messages import Choice, Reading, Reply
from storage.models import OutboxRow
from tests.dialogs.feedback_talk import MORE, STARS, WORKSHOP, Evening, course


ASIDE = Reading(aside=True)
MINE = Choice("การเตือนของฉัน", "การเตือนของฉัน")
OFF = Reply(
    "ได้ค่ะ จะไม่ถามความเห็นหลังเรียนแล้ว ถ้าอยากให้ความเห็นเมื่อไหร่ พิมพ์ ประเมิน ตามด้วยชื่อวิชาได้เสมอนะคะ",
    choices=(Choice("ถามความเห็นเหมือนเดิม", "ถามความเห็นเหมือนเดิม"), MINE),
    reading=ASIDE,
)
NO_REMINDERS = (
    "ได้ค่ะ จะไม่เตือนแล้ว แต่ประกาศ การเปลี่ยนตาราง และคำถามความเห็นหลังเรียน (ถามครั้งเดียว ไม่เตือนซ้ำ) ยังส่งให้อยู่\n"
    "ถ้าไม่อยากรับอะไรเลย พิมพ์ หยุด ค่ะ"
)
AFTERNOON, NOON = "2019-10-04T15:00", "2019-10-05T12:00"


def afternoon() -> Evening:
    """One session is asked about, an hour from now."""
    return Evening(course(skip=["orientation", "divercity"]), now=AFTERNOON, asks=False)


@pytest.mark.parametrize(
    "said",
    [
        "ไม่ต้องถามความเห็น", "ไม่ต้องส่งแบบประเมินมาแล้วค่ะ", "งดถามความคิดเห็นหลังเรียน", "เลิกส่งแบบประเมินได้แล้ว", "อย่าถามความเห็นอีก",
        "ไม่ต้องเตือนแบบประเมิน", "ขอไม่รับแบบประเมิน", "ไม่อยากให้ถามความเห็นแล้วครับ", "ปิดแจ้งเตือนแบบประเมิน",
        "stop asking me for feedback", "don't send me surveys",
    ],
)  # fmt: skip
def test_not_to_be_asked_is_said_in_any_way(said: str) -> None:
    talk = afternoon()

    assert talk.says("kk", said) == OFF
    assert talk.works("2019-10-04T16:00") == 2
    assert talk.told_all("kk") == []


@pytest.mark.parametrize(
    "said",
    [
        "ปิดแบบประเมิน", "ยกเลิกแบบประเมิน", "เปิดแบบประเมิน", "ส่งแบบประเมิน", "ต้องส่งแบบประเมินไหม", "ไม่ต้องส่งแบบประเมินใช่ไหม",
        "ทำไมไม่ส่งแบบประเมิน", "ยังไม่ได้ส่งแบบประเมิน", "อย่าลืมส่งแบบประเมิน", "ไม่ต้องส่งแบบประเมินหลัง 2 ทุ่ม", "ไม่ประเมิน",
        "ไม่มีความเห็น", "ไม่ขอให้ความเห็น", "ขอแบบประเมินอีกครั้ง", "no feedback",
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_no_such_wish(said: str) -> None:
    assert read(said) is None


def test_who_is_not_asked_counts_as_having_skipped_and_may_rate_all_the_same() -> None:
    talk = afternoon()
    talk.says("kk", "ไม่ต้องถามความเห็น")
    talk.works("2019-10-04T16:00")

    until = "เปิดถึงวันจันทร์ที่ 7 ตุลาคม 2562 16.00 น."
    counts = talk.says("som", "ใครยังไม่ตอบแบบประเมิน").text.split("\n")[1]
    assert counts == f"• {WORKSHOP}: ตอบ 0 จาก 3 คน (ขอข้าม 1) {until}"
    talk.says("kk", f"ประเมินวิชา{WORKSHOP}")
    assert talk.taps("kk", STARS[0]).text == MORE
    counts = talk.says("som", "ใครยังไม่ตอบแบบประเมิน").text.split("\n")[1]
    assert counts == f"• {WORKSHOP}: ตอบ 1 จาก 3 คน (ขอข้าม 0) {until}"


def test_who_comes_in_later_is_not_asked_either() -> None:
    talk = afternoon()
    talk.says("wi", "ไม่ต้องถามความเห็น")
    talk.came("kk", "civic-workshop")
    talk.works("2019-10-04T16:00")
    talk.came("wi", "civic-workshop")
    talk.came("da", "civic-workshop")

    assert talk.works("2019-10-04T16:30") == 1
    assert [talk.state(who, "civic-workshop") for who in ("wi", "da")] == ["skipped", "asked"]


def waits(talk: Evening, who: str) -> list[str]:
    """What became of the messages to `who` that answer nothing; nothing leaves here."""
    mine = (OutboxRow.chat == who, OutboxRow.inbox_id.is_(None))
    with talk.database.read() as store:
        return list(store.scalars(select(OutboxRow.state).where(*mine).order_by(OutboxRow.id)))


def test_what_waits_is_taken_back_and_nobody_is_reminded() -> None:
    talk = afternoon()
    talk.works("2019-10-04T16:00")

    assert talk.says("kk", "ไม่ต้องถามความเห็น") == OFF
    assert talk.says("wi", "ไม่ต้องเตือน").text == NO_REMINDERS
    assert [talk.state(who, "civic-workshop") for who in ("kk", "wi", "da")] == ["skipped", "asked", "asked"]
    assert talk.works(NOON) == 1
    assert [waits(talk, who) for who in ("kk", "wi", "da")] == [["dropped"], ["waiting"], ["waiting", "waiting"]]


def test_a_reminder_does_not_go_along_with_the_answer_that_there_will_be_none() -> None:
    talk = afternoon()
    talk.works("2019-10-04T16:00")
    talk.works(NOON)

    assert talk.says("da", "ไม่ต้องเตือน").text == NO_REMINDERS
    assert waits(talk, "da") == ["waiting", "dropped"]


def test_it_is_shown_and_undone() -> None:
    talk = afternoon()
    shown, asked = "• ถามความเห็นหลังเรียน: ปิดไว้", "• ถามความเห็นหลังเรียน เมื่อจบวิชาหรือจบวัน"
    talk.says("kk", "ไม่ต้องถามความเห็น")

    settings = talk.says("kk", "การแจ้งเตือนของฉัน")
    assert [line for line in settings.text.split("\n") if "ถามความเห็น" in line] == [shown]
    assert talk.says("kk", "ไม่ต้องเตือน").text.startswith("ได้ค่ะ จะไม่เตือนแล้ว แต่ประกาศและการเปลี่ยนตารางยังส่งให้อยู่\n")
    assert talk.says("kk", "เตือนเหมือนเดิม").text == "ได้ค่ะ จะเตือนตามปกติ"
    assert shown in talk.says("kk", "การเตือนของฉัน").text
    assert talk.taps("kk", "ถามความเห็นเหมือนเดิม") == Reply(
        "ได้ค่ะ จะถามความเห็นหลังเรียนตามปกติ", choices=(MINE,), reading=ASIDE
    )
    assert asked in talk.says("kk", "การเตือนของฉัน").text
    assert talk.works("2019-10-04T16:00") == 3


def test_organisers_are_not_asked_and_see_nothing_of_it() -> None:
    talk = afternoon()

    assert "ถามความเห็น" not in talk.says("som", "การเตือนของฉัน").plain
    assert talk.says("som", "ไม่ต้องเตือน").text.startswith("ได้ค่ะ จะไม่เตือนแล้ว แต่ประกาศและการเปลี่ยนตารางยังส่งให้อยู่\n")
