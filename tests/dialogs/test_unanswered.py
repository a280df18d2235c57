"""What the programme cannot answer is said so and kept once for the organisers; near things are offered."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.messages import Address, Choice
from bot.services.questions import Question
from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, CDE, Talk


MONDAY = "2019-10-07T09:00"
SORRY = "ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ เก็บคำถามนี้ไว้ให้ทีมงานแล้วนะคะ"


@pytest.mark.parametrize(
    "question",
    [
        "พรุ่งนี้ฝนจะตกไหม",
        "วันศุกร์นี้รถติดหรือเปล่า",
        "ทริปเกาหลีไปวันไหน",
        "ดูงานโตเกียวกี่วัน",
        "อ.สมหญิงสอนวันไหน",
        "ดร.สมศักดิ์มาพูดเรื่องอะไร",
        "เรียนภาษาจีนวันไหน",
        "บล็อกเชนราคาเท่าไหร่",
        "โรงแรมที่ภูเก็ตชื่ออะไร",
        "ห้อง 505 อยู่ชั้นไหน",
        "ขอสูตรแกงเขียวหวาน",
        "วันนี้หวยออกอะไร",
        "ใครชนะบอลเมื่อคืน",
        "รุ่นนี้มีผู้เรียนกี่คน",
        "เพื่อนร่วมรุ่นมีใครบ้าง",
        "ไปภูเก็ตพักโรงแรมไหน",
        "กขคงจฉ",
    ],
)
def test_not_answered_as_if_understood(question: str) -> None:
    talk = Talk(CCIO, now=MONDAY)

    reply = talk.say(question)

    assert reply.plain == f"{SORRY}\nที่ใกล้เคียงมีดังนี้ค่ะ"
    assert (reply.reading.understood, reply.reading.sessions, reply.cards) == (False, (), ())
    assert reply.choices[-1] == Choice("ติดต่อทีมงาน", "ติดต่อทีมงาน")
    assert talk.unanswered("ccio-2") == [question]


def test_the_nearest_things_are_offered_as_buttons() -> None:
    talk = Talk(CCIO, now=MONDAY)

    reply = talk.say("ดูงานเกาหลีวันไหน")

    assert reply.choices[:-1] == (
        Choice(
            "ศึกษาดูงานภูเก็ต: Data…",
            "ศึกษาดูงานภูเก็ต: Data Science for Innovative City วันไหน",
            "when:phuket-visit",
        ),
        Choice(
            "ศึกษาดูงาน Smart City…",
            "ศึกษาดูงาน Smart City Expo World Congress บาร์เซโลนา วันไหน",
            "when:smart-city-expo",
        ),
    )
    assert reply.reading.also == ("phuket-visit", "smart-city-expo")
    assert talk.tap(reply.choices[0]).plain == said(
        f"{shown.PHUKET.title} จัด{shown.PHUKET.when} ค่ะ", shown.PHUKET.alone()
    )
    assert talk.tap(reply.choices[-1]).cards[0].title == "ฝ่ายเลขานุการหลักสูตร"


def test_what_is_named_beside_the_unknown_is_nearest() -> None:
    assert Talk(CCIO, now=MONDAY).say("โรงแรมที่ภูเก็ตชื่ออะไร").reading.also == ("phuket-visit",)


def test_all_that_is_kept_of_a_question() -> None:
    talk = Talk(CCIO, now=MONDAY)

    talk.say("พรุ่งนี้ฝนตกไหม", who="u-1")

    assert talk.kept("ccio-2") == [
        Question(
            "ccio-2",
            "พรุ่งนี้ฝนตกไหม",
            datetime(2019, 10, 7, 9, tzinfo=ZoneInfo("Asia/Bangkok")),
            Address("test", "u-1"),
            id=1,
        )
    ]


def test_what_is_answered_is_not_kept() -> None:
    talk = Talk(CCIO, now=MONDAY)

    for question in ("พรุ่งนี้เรียนอะไร", "บล็อกเชนที่ไหน", "สวัสดี", "ขอบคุณ", "ติดต่อใคร", "จอดรถที่ไหน", "ที่ไหน", "?", ""):
        talk.say(question)

    assert talk.unanswered("ccio-2") == []


def test_it_is_kept_for_the_programme_that_was_asked() -> None:
    talk = Talk(CCIO, CDE, now="2022-08-31T09:00")
    talk.say("CDE", "programme:cde-1")

    talk.say("พรุ่งนี้ฝนตกไหม")

    assert (talk.unanswered("cde-1"), talk.unanswered("ccio-2")) == (["พรุ่งนี้ฝนตกไหม"], [])


def test_the_question_is_not_the_talk_that_follows() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("บล็อกเชนเรียนวันไหน")
    talk.say("พรุ่งนี้ฝนตกไหม")

    assert talk.say("ที่ไหน").plain == said(
        f"{shown.BLOCKCHAIN.title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.BLOCKCHAIN.alone("where")
    )
