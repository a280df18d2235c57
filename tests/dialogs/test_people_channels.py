"""Whoever has joined gives themselves a code for their other app, for a quarter of an hour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.dialogs.people_talk import KK, WELCOME, code_of, join, meeting, who_is


if TYPE_CHECKING:
    from tests.dialogs.talk import Talk


def another(talk: Talk, words: str = "เพิ่มช่องทาง") -> tuple[str, str]:
    """What is answered, with the code in it made unrecognisable, and the code."""
    said = talk.say(words, channel="line").plain
    (code,) = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", said) or [""]
    return (said.replace(code, "XXXX-XXXX") if code else said), code


@pytest.mark.parametrize("words", ["เพิ่มช่องทาง", "เชื่อม Telegram ค่ะ", "ใช้เทเลแกรมด้วย", "link telegram"])
def test_a_code_is_given_and_joins_the_same_person_elsewhere(words: str) -> None:
    talk = meeting()
    join(talk, KK)

    said, code = another(talk, words)

    assert said == (
        "พิมพ์ข้อความนี้ถึงน้องนัดในแอปอีกแอปหนึ่ง (LINE หรือ Telegram) ภายใน 15 นาทีค่ะ\n"
        "ลงทะเบียน XXXX-XXXX\n"
        "ใช้ได้ครั้งเดียว อย่าส่งต่อให้ผู้อื่นนะคะ"
    )
    assert talk.say(f"ลงทะเบียน {code}", channel="telegram").plain == WELCOME


def test_after_a_quarter_of_an_hour_it_is_void() -> None:
    talk = meeting()
    join(talk, KK)
    _, code = another(talk)
    talk.later(15.1)

    assert talk.say(code, channel="telegram").plain == (
        "รหัสนี้หมดเวลาแล้วค่ะ พิมพ์ เพิ่มช่องทาง ในแอปที่ลงทะเบียนไว้แล้ว เพื่อขอรหัสใหม่นะคะ"
    )


def test_whoever_has_not_joined_is_told_how_to() -> None:
    talk = meeting()

    assert talk.say("เพิ่มช่องทาง", channel="line") == talk.say("ลงทะเบียน", channel="line")


def test_from_a_second_channel_it_is_the_same_person_and_nothing_is_asked_again() -> None:
    talk = meeting()
    join(talk, KK)
    talk.say("English", channel="line")

    reply = talk.say(code_of(talk, KK), channel="telegram")

    assert reply.plain == (
        f"Welcome, {KK}\n"
        "Programme: Chief City Innovation Officer (CCIO), cohort 2 (role: participant, group: Public sector)\n"
        "Ask me anything about the programme."
    )
    assert (who_is(talk, "line"), who_is(talk, "telegram")) == (KK, KK)
