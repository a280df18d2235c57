"""What a programme asks at the door is answered in chat; then they are in, as of when they sent the code."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Choice
from bot.services.checkin.questions import LONGEST
from storage import door as kept
from tests.dialogs.door import Door, aside
from tests.dialogs.people_talk import OPEN
from tests.dialogs.test_checkin import CLINIC, IN, TWO


if TYPE_CHECKING:
    from bot.messages import Reply


MEAL = {"id": "meal", "title": {"th": "อาหารกลางวัน", "en": "Lunch"}, "choices": ["ปกติ", "เจ"]}
ALLERGY = {"id": "allergy", "title": {"th": "แพ้อาหารอะไรไหมคะ", "en": "Any allergies?"}}
ASKS = replace(OPEN, settings={**OPEN.settings, "attendance": {"questions": [MEAL, ALLERGY]}})
FIRST = "ก่อนเช็กอิน ขอถามสักนิดนะคะ"
PICK = "อาหารกลางวัน\nแตะหรือพิมพ์คำตอบได้เลยค่ะ: ปกติ / เจ"
TYPE = "แพ้อาหารอะไรไหมคะ\nพิมพ์คำตอบส่งมาได้เลยค่ะ"
WRONG = "คำตอบนี้ไม่มีในตัวเลือกค่ะ รบกวนเลือกอีกครั้งนะคะ"
LONG = "คำตอบยาวไปนิดค่ะ ขอไม่เกิน 200 ตัวอักษรนะคะ"
LEFT = aside("ยังไม่ได้เช็กอินนะคะ เมื่อพร้อมแล้ว สแกนหรือพิมพ์รหัสบนจออีกครั้งได้เลยค่ะ")
EXPIRED = aside("คำถามนี้ผ่านไปแล้วค่ะ ถ้ายังไม่ได้เช็กอิน รบกวนสแกนหรือพิมพ์รหัสบนจออีกครั้งนะคะ")


@pytest.fixture
def door() -> Door:
    return Door(ASKS)


def is_asked(reply: Reply, text: str) -> bool:
    """`text`, with a button for each choice of what it asks, and one for none."""
    said = [choice.says for choice in reply.choices]
    offered = ["ปกติ", "เจ"] if PICK in text else []
    bare = tuple(Choice(choice, choice, each.data) for choice, each in zip(said, reply.choices, strict=True))
    return said == [*offered, "ยกเลิก"] and reply == aside(text, *bare)


def answers(door: Door, who: str = "kk") -> dict[str, str]:
    with door.database.read() as store:
        return kept.answers(store, door.programme).get(door.ids[who], {})


def test_each_question_is_answered_and_they_are_in_as_of_when_they_came(door: Door) -> None:
    asked = door.says("kk", door.code())
    assert is_asked(asked, f"{FIRST}\n{PICK}")
    assert door.statuses() == {}
    door.later(9)

    assert is_asked(door.taps("kk", asked.choices[1]), TYPE)
    door.later(9)
    assert door.says("kk", "ถั่วลิสง") == aside(IN)
    assert (door.statuses(), answers(door)) == ({"kk": "present"}, {"meal": "เจ", "allergy": "ถั่วลิสง"})


def test_who_has_answered_once_is_asked_no_more(door: Door) -> None:
    door.shows("project-clinic-1")
    for said in (door.code(), "ปกติ", "ไม่มี"):
        door.says("kk", said)
    door.at("2019-10-11T13:00")

    assert door.says("kk", door.code("project-clinic-1")).text.startswith("เช็กอินแล้วค่ะ มาถึง 13.00 น.")


@pytest.mark.parametrize("said", ["เจ", "เจค่ะ", " เจ ครับ", "ขอเจค่ะ"])
def test_a_choice_may_be_typed(door: Door, said: str) -> None:
    door.says("kk", door.code())

    assert is_asked(door.says("kk", said), TYPE)
    assert answers(door) == {"meal": "เจ"}


@pytest.mark.parametrize("said", ["หมู", "ข้าวผัดกุ้ง", "ไม่เอา"])
def test_what_is_none_of_the_choices_is_asked_again(door: Door, said: str) -> None:
    door.says("kk", door.code())

    assert is_asked(door.says("kk", said), f"{WRONG}\n{PICK}")
    assert is_asked(door.says("kk", "เจ"), TYPE)


@pytest.mark.parametrize(
    "said",
    ["ถั่ว", "ไม่มี", "ไม่", "ไม่แพ้อะไร", "ไม่มีค่ะ", "ไม่แพ้", "แพ้กุ้งกับปู", "แพ้อาหารทะเลค่ะ", "-", "none", "นมวัว", "อาหารทะเล"],
)
def test_an_answer_in_their_own_words(door: Door, said: str) -> None:
    door.says("kk", door.code())
    door.says("kk", "ปกติ")

    assert door.says("kk", said) == aside(IN)
    assert answers(door) == {"meal": "ปกติ", "allergy": said}


def test_an_answer_that_is_too_long(door: Door) -> None:
    door.says("kk", door.code())
    door.says("kk", "ปกติ")

    assert is_asked(door.says("kk", "แพ้" + "กุ้งปู" * 40), f"{LONG}\n{TYPE}")
    assert door.says("kk", "แพ้กุ้ง") == aside(IN)


@pytest.mark.parametrize(
    "said", ["พรุ่งนี้เรียนอะไร", "ตารางวันนี้", "มีที่จอดรถไหม", "ข้อมูลของฉัน", "เรียนที่ไหน", "ฉันเช็กอินหรือยัง", "ขอบคุณค่ะ"]
)
@pytest.mark.parametrize("before", [[], ["ปกติ"]], ids=["choices", "words"])
def test_whatever_else_is_asked_between_is_answered_as_ever(door: Door, said: str, before: list[str]) -> None:
    door.says("kk", door.code())
    for each in before:
        door.says("kk", each)
    known = answers(door)
    usual = door.says("wi", said)

    assert usual.text.split("\n")[0] == door.says("kk", said).text.split("\n")[0]
    assert answers(door) == known
    for each in ["ปกติ", "ไม่มี"][len(before) :]:
        last = door.says("kk", each)
    assert last == aside(IN)


@pytest.mark.parametrize("before", [[], ["ปกติ"]], ids=["choices", "words"])
@pytest.mark.parametrize("tapped", [True, False])
def test_who_leaves_it_is_not_in(door: Door, before: list[str], *, tapped: bool) -> None:
    asked = door.says("kk", door.code())
    for each in before:
        asked = door.says("kk", each)

    assert (door.taps("kk", asked.choices[-1]) if tapped else door.says("kk", "ยกเลิกค่ะ")) == LEFT
    assert door.statuses() == {}
    assert door.taps("kk", asked.choices[0]) == EXPIRED


def test_it_is_remembered_for_ten_minutes_and_of_nobody_else(door: Door) -> None:
    asked = door.says("kk", door.code())

    assert door.taps("wi", asked.choices[0]) == EXPIRED
    door.later(11)
    assert door.taps("kk", asked.choices[0]) == EXPIRED
    assert (answers(door), answers(door, "wi"), door.statuses()) == ({}, {}, {})


def test_the_button_of_another_question_answers_nothing(door: Door) -> None:
    asked = door.says("kk", door.code())
    door.taps("kk", asked.choices[0])

    assert is_asked(door.taps("kk", asked.choices[1]), TYPE)
    assert answers(door) == {"meal": "ปกติ"}
    assert is_asked(door.says("kk", "", data="checkin.door:1:7"), TYPE)


def test_a_button_beyond_the_choices_answers_nothing(door: Door) -> None:
    asked = door.says("kk", door.code())

    assert is_asked(door.says("kk", "", data=asked.choices[0].data.replace(":0", ":77")), PICK)
    assert answers(door) == {}


def test_who_changes_rooms_is_asked_too() -> None:
    beside = [
        replace(each, start=each.start.replace(hour=9), end=each.end.replace(hour=12))
        if each.code == "project-clinic-1"
        else each
        for each in OPEN.sessions
    ]
    door = Door(replace(OPEN, sessions=tuple(beside)))
    door.shows("project-clinic-1")
    door.says("kk", door.code())
    door.imports(replace(OPEN, sessions=tuple(beside), settings={**OPEN.settings, "attendance": {"questions": [MEAL]}}))
    moving = door.says("kk", door.code("project-clinic-1"))
    assert moving.text == TWO

    assert is_asked(door.taps("kk", moving.choices[0]), f"{FIRST}\n{PICK}")
    assert door.says("kk", "เจ") == aside(f"เช็กอินแล้วค่ะ มาถึง 08.50 น.\n{CLINIC}")
    assert (door.statuses(), door.statuses("project-clinic-1")) == ({}, {"kk": "present"})


def test_the_answers_are_held_and_go_with_whoever_is_erased(door: Door) -> None:
    for said in (door.code(), "เจ", "ถั่ว"):
        door.says("kk", said)
    (file,) = door.says("kk", "ข้อมูลของฉัน").files
    held = json.loads(file.content)["answers_at_the_door"]
    assert [{name: each[name] for name in each if name != "at"} for each in held] == [
        {"programme": door.programme, "question": "meal", "answer": "เจ"},
        {"programme": door.programme, "question": "allergy", "answer": "ถั่ว"},
    ]

    door.says("kk", "ลบข้อมูล")
    door.says("kk", "ยืนยันลบ")
    assert answers(door) == {}


def test_in_english(door: Door) -> None:
    door.says("kk", "english")

    asked = door.says("kk", door.code())
    assert asked.text == "Before you are checked in, please tell us:\nLunch\nTap or type your answer: ปกติ / เจ"
    assert door.taps("kk", asked.choices[1]).text == "Any allergies?\nPlease type your answer."
    assert door.says("kk", "peanuts").text.startswith("You are checked in at 08:50.")


@pytest.mark.parametrize(
    ("choices", "said", "answer"),
    [
        (["XL", "XXXXL"], "xxxxl", "XXXXL"),
        (["XL", "XXXXL"], "XL ค่ะ", "XL"),
        (["-", "เจ"], "-", "-"),
        (["-", "เจ"], "😊", ""),
        (["ทาน", "ไม่ทาน"], "ไม่ทานค่ะ", "ไม่ทาน"),
        (["เอา", "ยกเลิก"], "ยกเลิก", "ยกเลิก"),
    ],
)
def test_a_choice_is_not_taken_for_another(choices: list[str], said: str, answer: str) -> None:
    settings_ = {"attendance": {"questions": [{"id": "q", "title": "ข้อ", "choices": choices}]}}
    door = Door(replace(OPEN, settings={**OPEN.settings, **settings_}))
    door.says("kk", door.code())
    door.says("kk", said)

    assert answers(door) == ({"q": answer} if answer else {})


@cache
def wild() -> Door:
    """The meal, asked last, is never answered there: nobody is in."""
    return Door(replace(OPEN, settings={**OPEN.settings, "attendance": {"questions": [ALLERGY, MEAL]}}))


@given(text=st.text(max_size=400) | st.text(alphabet="ไม่แพ้กุ้ง ?=+@\u200b\x00", max_size=300))
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_is_answered_and_no_more_is_kept_than_may_be(text: str) -> None:
    door = wild()
    with door.database.write() as store:
        kept.forget(store, door.ids["wi"])
    door.says("wi", door.code())

    assert door.says("wi", text).text
    said = answers(door, "wi").get("allergy", "")
    assert len(said) <= LONGEST
    assert said.isprintable()
    assert door.statuses() == {}
