"""What is held of somebody and is not right: they are told who corrects it."""

from __future__ import annotations

import pytest

from bot.messages import Choice, Reading, Reply
from bot.services.people.words import wish
from tests.dialogs.people_talk import HOW, KK, OPEN, join, meeting


@pytest.mark.parametrize(
    "said",
    [
        "ชื่อผมสะกดผิด",
        "เปลี่ยนเบอร์โทรยังไงคะ",
        "ขอแก้ไขอีเมลหน่อยค่ะ",
        "ข้อมูลของฉันไม่ถูกต้อง",
        "ตำแหน่งไม่ถูกครับ",
        "my name is misspelt",
    ],
)
def test_it_is_for_the_organisers_to_correct(said: str) -> None:
    talk = meeting(OPEN)
    join(talk, KK)
    text = "ชื่อ หน่วยงาน และข้อมูลติดต่อ ทีมงานหลักสูตรเป็นผู้แก้ให้ค่ะ แจ้งว่าให้แก้เป็นอะไรได้ที่ ติดต่อทีมงาน นะคะ"
    offered = tuple(Choice(label, label) for label in ("ข้อมูลของฉัน", "ติดต่อทีมงาน"))

    assert talk.say(said, channel="line") == Reply(text, choices=offered, reading=Reading(aside=True))


@pytest.mark.parametrize("said", ["เปลี่ยนโทรศัพท์", "เปลี่ยนห้อง", "ข้อมูลของฉัน", "เปลี่ยนชื่อวิชา", "ชื่ออะไร"])
def test_what_else_is_changed_is_none_of_this(said: str) -> None:
    assert wish(said) != "wrong"


def test_a_guest_is_told_how_to_register() -> None:
    assert meeting(OPEN).say("ชื่อผมสะกดผิด", channel="line").text == f"ลงทะเบียนได้โดย{HOW}"
