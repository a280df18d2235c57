"""What is no wish about reminders, and what about them cannot be had: said so, with what can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers.reminders.said import read as said
from bot.texts import texts
from storage.reminders import Wishes
from tests.dialogs.test_reminders import EVERY, joined, kept, line


if TYPE_CHECKING:
    from bot.messages import Language


@pytest.mark.parametrize(
    ("typed", "answer", "buttons"),
    [
        (
            "เตือนก่อนเรียน Blockchain 1 ชั่วโมง",
            "น้องนัดเตือนล่วงหน้าเท่ากันทุกรายการค่ะ ถ้าให้เตือนทุกรายการแบบนี้ แตะด้านล่างนะคะ",
            ["เตือนก่อน 1 ชั่วโมง"],
        ),
        (
            "เตือน 1 วัน และ 1 ชั่วโมงก่อน",
            "เตือนก่อนเริ่มได้รายการละครั้งค่ะ เลือกได้เลยนะคะ",
            ["เตือนก่อน 1 วัน", "เตือนก่อน 1 ชั่วโมง"],
        ),
    ],
)
def test_the_lead_is_one_for_all_sessions(typed: str, answer: str, buttons: list[str]) -> None:
    talk = joined()

    reply = line(talk, typed)
    assert (reply.plain, [choice.says for choice in reply.choices], kept(talk)) == (answer, buttons, Wishes())
    assert talk.tap(reply.choices[-1], channel="line").plain == "ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง"


@pytest.mark.parametrize(
    "typed",
    ["เตือนผมตอน 6 โมงเช้าทุกวัน", "ส่งสรุปตอน 8 โมงแทนได้ไหม", "ขอสรุปเช้าตอนหกโมง", "เตือนก่อนส่งงาน 2 วัน", "remind me at 6 am"],
)
def test_what_the_programme_sets_is_said_so_with_what_may_be_chosen(typed: str) -> None:
    talk = joined()

    lines = line(talk, typed).plain.split("\n")
    assert lines[:4] == [
        "เวลาของสรุปตอนเช้า แจ้งตอนเย็น และเตือนกำหนดส่ง เป็นไปตามหลักสูตรค่ะ เลือกได้ว่าจะรับหรือไม่รับนะคะ",
        "",
        "การเตือนของท่านค่ะ",
        "• สรุปตอนเช้า เวลา 07.00 น.",
    ]
    assert kept(talk) == Wishes()


@pytest.mark.parametrize("typed", ["เตือนทางอีเมล", "ส่งอีเมลแทนได้ไหม", "เตือนทางโทรศัพท์"])
def test_where_we_do_not_send_is_said_so(typed: str) -> None:
    talk = joined()

    assert line(talk, typed).plain.startswith("น้องนัดส่งได้ทาง LINE และ Telegram ค่ะ\n\nการเตือนของท่านค่ะ\n")
    assert kept(talk) == Wishes()


@pytest.mark.parametrize("typed", ["เลิกเตือนได้แล้ว", "อย่าส่งมาอีก", "stop reminding me"])
def test_enough_is_enough(typed: str) -> None:
    assert line(joined(), typed).plain.startswith("หยุดส่งข้อความเตือนและประกาศแล้วค่ะ")


@pytest.mark.parametrize(
    "typed",
    [
        "ส่งงานวันไหน", "กำหนดส่งงานเมื่อไหร่", "ส่งงานยังไง", "ก่อนเรียนต้องเตรียมอะไร", "ตอนเช้าเรียนอะไร", "พรุ่งนี้เตือนด้วย",
        "ระบบเตือนภัยเรียนวันไหน", "แจ้งลาที่ไหน", "ส่งสไลด์ให้หน่อย", "รับประกาศนียบัตรวันไหน", "เริ่มกี่โมง", "เลิกกี่โมง", "หยุดไหม",
        "อย่าลืมส่งงาน", "ส่ง", "รับ", "ข้อความ", "เริ่ม", "หยุด", "หยุดส่งข้อความด้วยค่ะ", "ไม่อยากรับข้อความแล้วครับ",
        "send me the slides", "ปิดคอร์สวันไหน", "เตือนภัยล่วงหน้า 3 วัน เรียนเมื่อไหร่", "ส่งการบ้านทางไลน์ได้ไหม", "ส่งทางไลน์ได้ไหม",
        "ใช้ไลน์ได้ไหม", "ใช้ไลน์ด้วย", "ลาต้องแจ้งล่วงหน้า 1 วันไหม", "ต้องแจ้งล่วงหน้า 1 วัน", "แจ้งล่วงหน้า 1 วันได้ไหม", "ส่งทางอีเมล",
        "ตอนเช้า 9 โมง", "สรุป 9 โมงใช่ไหม", "ก่อนถึงคาบบล็อกเชนมีอะไร",
        "when does it start", "is it online",
        "คืนก่อนเรียนพักที่ไหน",
    ],
)  # fmt: skip
def test_what_is_no_wish_is_left_to_others(typed: str) -> None:
    assert said(typed) is None


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_button_is_read_as_it_says(language: Language) -> None:
    say = texts(language)
    wishes = {
        "lead_15": "lead", "lead_30": "lead", "lead_60": "lead", "none": "none", "all": "all", "mine": "show",
        "telegram": "channel", "line": "channel",
        **{f"{way}_{kind}": way for way in ("on", "off") for kind in (*EVERY, "feedback")},
    }  # fmt: skip
    read_as = {name: said(say(f"reminders.button_{name}")) for name in wishes}
    assert {name: wish.what for name, wish in read_as.items() if wish} == wishes
    for kind in (*EVERY, "feedback"):
        wish = read_as[f"off_{kind}"]
        assert wish
        assert wish.kinds == {kind}
