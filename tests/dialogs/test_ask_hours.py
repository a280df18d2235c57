"""Parts of a day and hours; when a day ends; what is on now, next and before."""

from __future__ import annotations

import pytest

from tests.dialogs import shown
from tests.dialogs.shown import Shown, said
from tests.dialogs.talk import CCIO, Talk


MONDAY = "2019-10-07T09:00"
ELEVEN = "2019-10-04T11:00"
"""On the first day, in its second session."""


@pytest.mark.parametrize(
    ("question", "asked", "session"),
    [
        ("ศุกร์นี้ตอนเช้าเรียนอะไร", "11 ตุลาคม 2562 เวลา 06.00–12.00 น.", shown.URBANTECH),
        ("ศุกร์นี้ช่วงบ่ายเรียนอะไร", "11 ตุลาคม 2562 เวลา 12.00–18.00 น.", shown.CLINIC_1),
        ("ศุกร์นี้บ่ายมีอะไร", "11 ตุลาคม 2562 เวลา 12.00–18.00 น.", shown.CLINIC_1),
        ("บ่ายสองวันศุกร์นี้เรียนอะไร", "11 ตุลาคม 2562 เวลา 14.00 น.", shown.CLINIC_1),
        ("18 ตุลาคม บ่ายโมงเรียนอะไร", "18 ตุลาคม 2562 เวลา 13.00 น.", shown.BLOCKCHAIN),
        ("11 ต.ค. สิบโมงเช้าเรียนอะไร", "11 ตุลาคม 2562 เวลา 10.00 น.", shown.URBANTECH),
        ("11 ต.ค. เวลา 13.30 น. มีอะไร", "11 ตุลาคม 2562 เวลา 13.30 น.", shown.CLINIC_1),
    ],
)
def test_parts_of_a_day_and_hours(question: str, asked: str, session: Shown) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == said(f"วันศุกร์ที่ {asked} มี 1 รายการค่ะ", session.alone())


def test_nothing_in_the_evening_of_a_day_that_has_something() -> None:
    talk = Talk(CCIO, now=MONDAY)

    reply = talk.say("ศุกร์นี้ตอนเย็นมีเรียนไหม")

    assert reply.plain == "วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 16.00–20.00 น. ไม่มีกำหนดการค่ะ\nวันนั้นมี 2 รายการค่ะ"
    assert talk.tap(reply.choices[0]).plain == said(
        "วันศุกร์ที่ 11 ตุลาคม 2562 มี 2 รายการค่ะ", shown.URBANTECH.listed(), shown.CLINIC_1.listed()
    )


@pytest.mark.parametrize(
    ("now", "question", "answer"),
    [
        (
            MONDAY,
            "วันศุกร์นี้เลิกกี่โมง",
            said("วันศุกร์ที่ 11 ตุลาคม 2562 เลิกเวลา 16.00 น. ค่ะ", shown.URBANTECH.listed(), shown.CLINIC_1.listed()),
        ),
        (
            MONDAY,
            "วันศุกร์นี้เริ่มกี่โมงเลิกกี่โมง",
            said(
                "วันศุกร์ที่ 11 ตุลาคม 2562 เริ่มเวลา 09.00 น. เลิกเวลา 16.00 น. ค่ะ",
                shown.URBANTECH.listed(),
                shown.CLINIC_1.listed(),
            ),
        ),
        (
            ELEVEN,
            "กี่โมงเลิก",
            said(
                "วันศุกร์ที่ 4 ตุลาคม 2562 เลิกเวลา 16.00 น. ค่ะ",
                shown.ORIENTATION.listed(),
                shown.DIVERCITY.listed(),
                shown.CIVIC.listed(),
            ),
        ),
        (
            ELEVEN,
            "อีกกี่นาทีจบ",
            said(f"อีก 1 ชั่วโมง จะจบ {shown.DIVERCITY.title} ค่ะ (12.00 น.)", shown.DIVERCITY.alone()),
        ),
    ],
)
def test_when_it_begins_and_ends(now: str, question: str, answer: str) -> None:
    assert Talk(CCIO, now=now).say(question).plain == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("ตอนนี้เรียนอะไรอยู่", said(f"ตอนนี้คือ {shown.DIVERCITY.title} ค่ะ", shown.DIVERCITY.alone())),
        ("ต่อไปเรียนอะไร", said("รายการถัดไป วันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ", shown.CIVIC.alone())),
        (
            "เมื่อกี้เรียนเรื่องอะไร",
            said(f"{shown.ORIENTATION.title}: {shown.ORIENTATION.about} ค่ะ", shown.ORIENTATION.alone("about")),
        ),
        ("หลังพิธีเปิดมีอะไรต่อ", said("รายการถัดไป วันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ", shown.DIVERCITY.alone())),
        ("ก่อนไปภูเก็ตเรียนอะไร", said("รายการก่อนหน้า วันศุกร์ที่ 18 ตุลาคม 2562 ค่ะ", shown.BLOCKCHAIN.alone())),
    ],
)
def test_now_next_and_before(question: str, answer: str) -> None:
    assert Talk(CCIO, now=ELEVEN).say(question).plain == answer


def test_what_is_left_of_a_day() -> None:
    reply = Talk(CCIO, now=ELEVEN).say("วันนี้เหลืออะไรอีกบ้าง")

    assert reply.reading.sessions == ("divercity", "civic-workshop")


def test_the_next_class_day_is_told_whole() -> None:
    assert Talk(CCIO, now=MONDAY).say("เรียนครั้งหน้าเมื่อไหร่คะ").plain == said(
        "รายการถัดไป วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ", shown.URBANTECH.listed(), shown.CLINIC_1.listed()
    )


def test_nothing_is_on_now() -> None:
    reply = Talk(CCIO, now=MONDAY).say("ตอนนี้มีอะไร")

    assert reply.plain == "ตอนนี้ไม่มีรายการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ"


@pytest.mark.parametrize("question", ["วันนี้มีเรียนต่ออีกไหม", "วันนี้เหลืออะไรอีก", "วันนี้มีอะไรต่อ"])
def test_nothing_more_today(question: str) -> None:
    reply = Talk(CCIO, now="2019-10-11T17:30").say(question)

    assert reply.plain == ("วันศุกร์ที่ 11 ตุลาคม 2562 ไม่มีกำหนดการเหลือแล้วค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 18 ตุลาคม 2562 ค่ะ")


@pytest.mark.parametrize(
    ("question", "words", "session"),
    [
        (
            "พรุ่งนี้ทำอะไรต่อ",
            "รายการถัดไป วันเสาร์ที่ 26 ตุลาคม 2562 ค่ะ",
            shown.PHUKET.alone(),
        ),
        ("กลับจากภูเก็ตวันไหน", f"{shown.PHUKET.title} จัด{shown.PHUKET.when} ค่ะ", shown.PHUKET.alone()),
        (
            "ต่อไปเป็นช่วงอะไร",
            "รายการถัดไป วันศุกร์ที่ 1 พฤศจิกายน 2562 ค่ะ",
            shown.STARTUP.alone(),
        ),
        (
            "กลับจากภูเก็ตแล้วเรียนอะไรต่อ",
            "รายการถัดไป วันศุกร์ที่ 1 พฤศจิกายน 2562 ค่ะ",
            shown.STARTUP.alone(),
        ),
        (
            "เหลือกี่วันก่อนนำเสนอโครงงาน",
            "อีก 42 วัน จะถึง นำเสนอโครงงานกลุ่ม ค่ะ (วันศุกร์ที่ 6 ธันวาคม 2562 เวลา 09.00–16.30 น.)",
            shown.FINAL.alone(),
        ),
        ("ไปบาร์เซโลนาใส่อะไรดี", f"{shown.EXPO.title} การแต่งกาย: ชุดสุภาพ และเสื้อกันหนาว ค่ะ", shown.EXPO.alone("wear")),
    ],
)
def test_in_the_middle_of_a_journey(question: str, words: str, session: str) -> None:
    assert Talk(CCIO, now="2019-10-25T09:00").say(question).plain == said(words, session)


@pytest.mark.parametrize("question", ["เลิกกี่โมง", "กี่โมงเลิก", "เลิกกี่โมงคะ"])
def test_when_today_ends(question: str) -> None:
    assert Talk(CCIO, now=ELEVEN).say(question).plain == said(
        "วันศุกร์ที่ 4 ตุลาคม 2562 เลิกเวลา 16.00 น. ค่ะ",
        shown.ORIENTATION.listed(),
        shown.DIVERCITY.listed(),
        shown.CIVIC.listed(),
    )


def test_what_comes_when_this_is_done() -> None:
    assert Talk(CCIO, now=ELEVEN).say("เสร็จจากนี้เรียนอะไรต่อ").plain == said(
        "รายการถัดไป วันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ", shown.CIVIC.alone()
    )
