"""The commands of Telegram's menu say what somebody would have typed."""

from __future__ import annotations

import pytest

from tests.dialogs.talk import CCIO, Talk


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        ("/today", "วันนี้เรียนอะไร"),
        ("/tomorrow@nongnat_bot", "พรุ่งนี้เรียนอะไร"),
        ("/NEXT", "เรียนครั้งถัดไปเมื่อไร"),
        ("/contact", "ติดต่อทีมงาน"),
        ("/me", "ข้อมูลของฉัน"),
        ("/language", "ภาษา"),
        ("/stop", "หยุด"),
        ("/help", "ช่วยเหลือ"),
        ("/settings", "/settings"),
    ],
)
def test_a_command_is_answered_as_its_words_are(command: str, typed: str) -> None:
    first, second = (Talk(CCIO, now="2019-10-03T19:00") for _ in range(2))

    assert first.say(command).plain == second.say(typed).plain
