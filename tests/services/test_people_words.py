"""What people want is read from whole messages, with polite words or without, and from nothing that asks more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.people.words import wish
from bot.texts import LANGUAGES, texts


if TYPE_CHECKING:
    from bot.messages import Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["register", "agree", "decline", "erase", "really", "keep", "resume"])
def test_every_button_says_what_it_is_for(language: Language, name: str) -> None:
    assert wish(texts(language)(f"people.button_{name}")) == name


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ข้อมูลของฉัน", "mine"),
        ("ขอดูข้อมูลของฉันหน่อยค่ะ", "mine"),
        ("ขอมูลของฉัน", "mine"),  # the tone is often left out
        ("รบกวนลบข้อมูลของผมให้ด้วยนะครับ", "erase"),
        ("ลบ ข้อมูล", "erase"),
        ("Delete my data, please", "erase"),
        ("หยุดค่ะ", "stop"),
        ("/stop", "stop"),
        ("เริ่มครับ", "resume"),
        ("เปลี่ยนภาษา", "language"),
        ("ไม่ยินยอมค่ะ", "decline"),
        ("ไม่ลบ", "keep"),
        ("น้องนัดคะ ขอดูข้อมูลของดิฉันหน่อยได้ไหมคะ", "mine"),
        ("สวัสดีครับ ผมต้องการลบข้อมูลส่วนตัวของผม", "erase"),  # in the key ร and ล are one, and doubled once
        ("กรุณาลบข้อมูลทั้งหมดของดิฉันด้วยค่ะ", "erase"),
        ("Please delete my data", "erase"),  # what is polite before a wish may be so after it, too
        ("Can you erase all my data for me?", "erase"),
        ("ลบเลย", "really"),
        ("ไม่ต้องลบค่ะ", "keep"),
        ("ไม่อยากรับข้อความแล้วครับ", "stop"),
        ("ไม่ต้องส่งข้อความมาอีก", "stop"),
        ("turn off notifications please", "stop"),
        ("เปิดการแจ้งเตือนอีก", "resume"),
        ("ขอเปลี่ยนภาษาได้ไหมคะ", "language"),
        ("ลงทะเบียนไม่ได้ค่ะ", "register"),
        ("ยังไม่มีรหัส", "register"),
        ("บัตรหายค่ะ", "register"),
        ("How can I register?", "register"),
        ("ใช้ใน LINE ด้วยได้ไหม", "another"),
        ("เปลี่ยนโทรศัพท์", "another"),
        ("ดิฉันยินยอมค่ะ", "agree"),
        ("", ""),
        ("หยุดไหม", ""),
        ("เริ่มหรือยัง", ""),
        ("ดูงาน", ""),
        ("น้องนัด", ""),
        ("น้องนัดชื่ออะไร", ""),
        ("นะ" * 300, ""),
        ("หยุดวันไหน", ""),
        ("เริ่มกี่โมง", ""),
        ("ลงทะเบียนกี่โมง", ""),
        ("ภาษาอังกฤษ", ""),
        ("ข้อมูลวิทยากร", ""),
        ("ลบข้อมูลในสไลด์ยังไง", ""),
        ("อย่าลบข้อมูล", ""),
    ],
)
def test_what_is_wanted(typed: str, wanted: str) -> None:
    assert wish(typed) == wanted


@given(st.text("ขอดูลบข้อมูลนะครับค่ะหน่อย ", max_size=80))
def test_any_polite_words_are_read_to_the_end(typed: str) -> None:
    assert wish(typed) in {"", "mine", "erase"}
