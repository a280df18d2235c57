"""Greetings, thanks and the like are told from questions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.thai.manners import MANNERS, manners
from tests.thai.strategies import long


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("สวัสดีค่ะ", {"greet"}),
        ("หวัดดีครับบบบ", {"greet"}),
        ("สวัสดีตอนเช้าค่ะน้องนัด", {"greet"}),
        ("Hello!", {"greet"}),
        ("ขอบคุณมากๆ นะคะ", {"thanks"}),
        ("โอเค ขอบใจจ้า", {"thanks"}),
        ("thx", {"thanks"}),
        ("บ๊ายบาย", {"bye"}),
        ("ขอบคุณค่ะ แล้วเจอกัน", {"thanks", "bye"}),
        ("ถามอะไรได้บ้าง", {"help"}),
        ("help", {"help"}),
        ("ขอภาษาอังกฤษหน่อย", {"english"}),
        ("English please", {"english"}),
        ("เปลี่ยนเป็นภาษาไทย", {"thai"}),
        ("สวัสดีค่ะ พรุ่งนี้เรียนอะไร", set()),
        ("ขอบคุณค่ะ แล้วห้องไหนคะ", set()),
        ("สวัสดี ปลาทู", set()),
        ("ครับ", set()),
        ("", set()),
        ("🙏", set()),
    ],
)
def test_what_is_said_beside_any_question(typed: str, said: set[str]) -> None:
    """Nothing where something is asked too, or a word is none of these."""
    assert manners(typed) == said


@given(typed=long)
@settings(max_examples=60, deadline=None)
def test_any_text_has_manners_or_none(typed: str) -> None:
    assert manners(typed) <= MANNERS
