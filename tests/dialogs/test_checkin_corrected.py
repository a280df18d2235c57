"""What was answered at the door is corrected in the chat: the question is asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.checkin.correcting import read
from bot.messages import Choice
from tests.dialogs.door import Door, aside
from tests.dialogs.test_checkin_questions import ASKS, PICK, TYPE, answers, is_asked


NOTHING = "ยังไม่มีคำตอบของท่านที่แก้ได้ค่ะ"
WAS = "คำตอบเดิมของท่านคือ {} ค่ะ"


@pytest.fixture
def door() -> Door:
    """Both questions are answered."""
    made = Door(ASKS)
    for said in (made.code(), "ปกติ", "ถั่วลิสง"):
        made.says("kk", said)
    return made


@pytest.mark.parametrize(
    "said",
    [
        "เปลี่ยนเป็นเจ", "ขอเปลี่ยนเป็นเจค่ะ", "เปลี่ยนเป็นอาหารเจ", "แก้คำตอบเรื่องอาหารกลางวันหน่อยค่ะ",
        "ขอแก้ไขอาหารกลางวันเป็นเจ", "เปลี่ยนอาหารกลางวัน", "change my lunch", "change my answer to เจ",
    ],
)  # fmt: skip
def test_the_question_is_asked_again_with_its_buttons(door: Door, said: str) -> None:
    asked = door.says("kk", said)
    assert is_asked(asked, f"{WAS.format('ปกติ')}\n{PICK}")

    assert door.taps("kk", asked.choices[1]) == aside("แก้คำตอบแล้วค่ะ\nอาหารกลางวัน: เจ")
    assert (answers(door)["meal"], door.statuses()) == ("เจ", {"kk": "present"})


def test_the_new_answer_may_be_typed(door: Door) -> None:
    assert is_asked(door.says("kk", "แก้คำตอบเรื่องแพ้อาหาร"), f"{WAS.format('ถั่วลิสง')}\n{TYPE}")

    assert door.says("kk", "กุ้งกับปู") == aside("แก้คำตอบแล้วค่ะ\nแพ้อาหารอะไรไหมคะ: กุ้งกับปู")
    assert answers(door) == {"meal": "ปกติ", "allergy": "กุ้งกับปู"}


@pytest.mark.parametrize("said", ["แก้คำตอบ", "ขอแก้คำตอบค่ะ", "แก้คำตอบอาหาร", "แก้คำตอบตอนเช็กอิน", "เปลี่ยนคำตอบหน้างาน"])
def test_of_several_one_is_chosen(door: Door, said: str) -> None:
    which = door.says("kk", said)
    assert which == aside(
        "แก้คำตอบข้อไหนคะ",
        Choice("อาหารกลางวัน", "แก้คำตอบ อาหารกลางวัน"),
        Choice("แพ้อาหารอะไรไหมคะ", "แก้คำตอบ แพ้อาหารอะไรไหมคะ"),
    )

    assert is_asked(door.taps("kk", which.choices[0]), f"{WAS.format('ปกติ')}\n{PICK}")
    assert is_asked(door.taps("kk", which.choices[1]), f"{WAS.format('ถั่วลิสง')}\n{TYPE}")


def test_it_may_stay_as_it_was(door: Door) -> None:
    asked = door.says("kk", "เปลี่ยนเป็นเจ")

    assert door.taps("kk", asked.choices[-1]) == aside("ไม่แก้แล้วนะคะ คำตอบยังเป็นตามเดิมค่ะ")
    assert answers(door)["meal"] == "ปกติ"


@pytest.mark.parametrize("who", ["wi", "som", "stranger"])
def test_whoever_has_answered_nothing_has_nothing_to_correct(door: Door, who: str) -> None:
    assert door.says(who, "แก้คำตอบ").text in (NOTHING, "ยังไม่มีแบบประเมินของท่านค่ะ")
    assert "อาหารกลางวัน" not in door.says(who, "เปลี่ยนเป็นเจ").text
    assert answers(door, "wi") == {}


def test_what_is_asked_no_more_is_not_corrected(door: Door) -> None:
    door.imports(replace(ASKS, settings={**ASKS.settings, "attendance": {}}))

    assert "อาหารกลางวัน" not in door.says("kk", "เปลี่ยนเป็นเจ").text


@pytest.mark.parametrize(
    "said", ["เปลี่ยนเป็นภาษาอังกฤษ", "เปลี่ยนหลักสูตร", "เปลี่ยนเป็นเจ้าหน้าที่", "เปลี่ยนห้องเรียนหรือเปล่า", "แก้", "เปลี่ยนเป็น"]
)
def test_what_else_is_changed_is_none_of_this(door: Door, said: str) -> None:
    assert "คำตอบเดิม" not in door.says("kk", said).text


@pytest.mark.parametrize("said", ["ย้ายห้องเป็น 2", "อาหารเจ", "ปรกติ", "มีอาหารเจไหม"])
def test_what_begins_otherwise_is_none(said: str) -> None:
    assert read(said) is None
