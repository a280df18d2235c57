"""Organisers say when something ends, where people meet, the day first; and what cannot be done."""

from __future__ import annotations

import pytest

from bot.messages import Reply
from tests.dialogs.changing import (
    AGING,
    ASIDE,
    AT_ONE,
    BLOCKCHAIN,
    CANCEL,
    CHANGE,
    HALL,
    IN_ONE,
    LAB,
    PHUKET,
    PHUKET_DAYS,
    TO_TWO,
    Changing,
    confirm,
    moved,
    shown,
)


WEDNESDAY, FRIDAY = "2019-10-16T10:00", "2019-10-11T17:00"
LONGER = (
    confirm(
        f"เปลี่ยนเวลาเลิกของ {BLOCKCHAIN} ตามนี้นะคะ",
        BLOCKCHAIN,
        "เลื่อนเวลา",
        *IN_ONE,
        f"ใหม่: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–17.00 น. · {HALL}",
    ),
    CHANGE,
)
NONE = (
    confirm(f"ยกเลิก {BLOCKCHAIN} นะคะ", BLOCKCHAIN, "ยกเลิก", f"เดิม: {AT_ONE}", f"สถานที่: {HALL}"),
    CANCEL,
)
NO_SWAP = "สลับสองรายการในครั้งเดียวยังไม่ได้ค่ะ ย้ายทีละรายการได้นะคะ เช่น ย้าย ตามด้วยชื่อรายการ ไป วันและเวลาใหม่"
NO_ADD = "เพิ่มรายการใหม่ในแชตยังไม่ได้ค่ะ เพิ่มในไฟล์กำหนดการแล้วนำเข้าอีกครั้งนะคะ"


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ขยายเวลา Blockchain ถึง 17.00", LONGER),
        ("ขยายเวลา Blockchain ออกไปอีก 1 ชั่วโมง", LONGER),
        ("เปลี่ยนเวลาเลิก Blockchain เป็นห้าโมงเย็น", LONGER),
        ("Blockchain ขยายเวลาถึง 17.00 น. นะคะ", LONGER),
        ("extend Blockchain until 5pm", LONGER),
        ("เลื่อนเวลาเลิก Blockchain เป็น 13.00-17.00", LONGER),
        ("วันที่ 18 งดคาบบ่าย", NONE),
        ("คาบบ่ายวันศุกร์ยกเลิก", NONE),
        ("Blockchain งดค่ะ", NONE),
        ("ลบ Blockchain", NONE),
        ("ตารางบ่ายวันศุกร์เลื่อนเป็น 14.00", TO_TWO),
        (
            "เปลี่ยนจุดนัดพบภูเก็ตเป็นหน้าอาคาร 7",
            (
                confirm(
                    f"เปลี่ยนจุดนัดพบของ {PHUKET} ตามนี้นะคะ",
                    PHUKET,
                    "เปลี่ยนสถานที่",
                    f"วันเวลา: {PHUKET_DAYS}",
                    "เดิม: ศูนย์ข้อมูลเมืองภูเก็ต",
                    "ใหม่: ศูนย์ข้อมูลเมืองภูเก็ต · จุดนัดพบ หน้าอาคาร 7",
                ),
                CHANGE,
            ),
        ),
    ],
)
def test_it_is_shown_before_it_is_made(said: str, answered: tuple[str, list[str]]) -> None:
    assert shown(Changing(now=WEDNESDAY).writes("som", said)) == answered


def test_the_end_that_was_not_said_is_asked() -> None:
    office = Changing(now=WEDNESDAY)

    assert office.writes("som", "ขยายเวลา Blockchain") == Reply(f"{BLOCKCHAIN} เลิกกี่โมงคะ", reading=ASIDE)
    assert shown(office.writes("som", "17.00")) == LONGER
    assert office.writes("som", "เปลี่ยนและแจ้งทุกคน").plain.split("\n")[0] == f"เปลี่ยนเวลาเลิกของ {BLOCKCHAIN} แล้วค่ะ"
    office.tick()
    (notice,) = office.sent("kk")
    assert notice.text == f"{BLOCKCHAIN} เลื่อนเป็นวันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–17.00 น. ค่ะ"


def test_a_day_of_the_week_is_the_next_one() -> None:
    """It is Friday afternoon: Friday morning is next week's, unless it is said to be this one."""
    office = Changing(now=FRIDAY)
    assert shown(office.writes("som", "ย้าย Blockchain เป็นวันศุกร์ 10 โมง")) == moved(
        BLOCKCHAIN,
        "เลื่อนเวลา",
        *IN_ONE,
        f"ใหม่: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 10.00–13.00 น. · {HALL}",
        warned=f"ห้องซ้อนกับ {AGING} วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
    )
    past = "วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 10.00–13.00 น. ผ่านไปแล้วค่ะ รบกวนบอกวันเวลาใหม่อีกครั้งนะคะ"
    assert office.writes("som", "ย้าย Blockchain เป็นวันศุกร์นี้ 10 โมง").plain == past


def test_where_nothing_is_on_that_day_it_is_asked_what_is_meant() -> None:
    which = Changing(now=WEDNESDAY).writes("som", "พรุ่งนี้ย้ายห้องไปห้องแล็บ")

    assert which.plain.split("\n")[:2] == ["หมายถึงรายการไหนคะ", f"• {AGING} (ศ. 18 ต.ค. 2562)"]
    assert LAB not in which.plain


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("สลับ Blockchain กับ UrbanTech", NO_SWAP),
        ("ช่วยสลับคาบเช้ากับคาบบ่ายวันศุกร์หน่อยค่ะ", NO_SWAP),
        ("swap Blockchain and UrbanTech", NO_SWAP),
        ("เพิ่มคาบสรุปโครงงาน วันที่ 20 ตุลาคม 9.00", NO_ADD),
        ("เพิ่มวิชาใหม่ AI วันจันทร์ 9 โมง", NO_ADD),
    ],
)
def test_what_cannot_be_done_is_said_so(said: str, answered: str) -> None:
    assert Changing(now=WEDNESDAY).writes("som", said) == Reply(answered, reading=ASIDE)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("som", "Blockchain ยกเลิกแล้ว"),
        ("som", "Blockchain ยกเลิกไหม"),
        ("som", "สลับภาษา"),
        ("som", "พรุ่งนี้งดเรียน"),
        ("kk", "วันที่ 18 งดคาบบ่าย"),
        ("kk", "Blockchain งด"),
        ("kk", "สลับ Blockchain กับ UrbanTech"),
        ("kk", "เพิ่มคาบ AI"),
    ],
)
def test_what_may_be_a_question_stays_one(who: str, said: str) -> None:
    reply = Changing(now=WEDNESDAY).writes(who, said)

    assert "change." not in str(reply.taps)
    assert reply.plain not in (NO_SWAP, NO_ADD)
