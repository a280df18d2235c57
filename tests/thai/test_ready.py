"""A ready answer is found when its question is asked again in other words."""

from __future__ import annotations

import pytest

from bot.thai.lexicon import lexicon
from bot.thai.ready import Match, Ready
from tests.thai.park import ANSWERS


READY = Ready(
    (
        *ANSWERS,
        (("ขอสไลด์ได้ที่ไหน", "ดาวน์โหลดเอกสารอย่างไร"), ("หน้ากลุ่มเรียน",)),
        (("ส่งคนมาเรียนแทนได้ไหม",), ("ได้หนึ่งครั้ง",)),
    )
)
PARKING, CERTIFICATE, SLIDES, SUBSTITUTE = range(4)


def find(text: str) -> Match | None:
    return READY.find(lexicon().units(text))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("มีที่จอดรถไหม", PARKING),
        ("จอดรถตรงไหนได้บ้างครับ", PARKING),
        ("where can i park", PARKING),
        ("ได้ใบประกาศวันไหน", CERTIFICATE),
        ("วุฒิบัตรได้เมื่อไหร่", CERTIFICATE),
        ("โหลดชีทยังไงคะ", SLIDES),
        ("ขอไฟล์พาวเวอร์พอยต์หน่อย", SLIDES),
        ("ให้รองมาแทนได้ไหม", SUBSTITUTE),
        ("จอดรดได้ที่ไหน", PARKING),
        ("กี่โมง", None),
        ("มีต้นไม้ไหม", None),
        ("สวัสดีครับ", None),
        ("", None),
    ],
)
def test_other_words_for_one_question(text: str, answer: int | None) -> None:
    match = find(text)

    assert (match.answer if match else None) == answer


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("ดาวน์โหลดเอกสารอย่างไร", 1.0, 1.0),
        ("ดาวน์โหลดเอกสารที่สวนสัตว์", 0.67, 0.83),
    ],
)
def test_how_much_is_asked_again(text: str, asked: float, told: float) -> None:
    """`asked` of the new question is covered, `told` of the old one is in it."""
    match = find(text)

    assert match
    assert (match.answer, round(match.asked, 2), round(match.told, 2)) == (SLIDES, asked, told)
    assert match.sum == match.asked + match.told


def test_a_date_asks_nothing_unless_an_answer_has_the_word() -> None:
    text = "กลางวันจอดรถที่ไหน"
    units = lexicon().units(text)

    with_date, without = READY.find(units), READY.find(units, [(0, 7)])

    assert with_date
    assert without
    assert with_date.asked < without.asked == 1.0


def test_a_name_beside_the_question_weighs_less() -> None:
    text = "ปฐมนิเทศจอดรถที่ไหน"
    units = lexicon().units(text)

    plain, named = READY.find(units), READY.find(units, named=[(0, 8)])

    assert plain
    assert named
    assert plain.asked < named.asked < 1.0


def test_without_answers_there_is_none() -> None:
    assert Ready([]).find(lexicon().units("จอดรถที่ไหน")) is None


def test_the_very_words_are_known_whatever_they_weigh() -> None:
    """Polite words do not count; one word alone may ask anything."""
    asked = "รุ่นนี้มีผู้เรียนกี่คน"
    ready = Ready([((asked, "ที่ไหน"), ("30 คน",)), ((asked,), ("40 คน",))])

    found = {text: ready.find(lexicon().units(text)) for text in (asked, f"{asked}คะ", "ที่ไหน", "มีผู้เรียนกี่คน")}
    same = Match(0, 1.0, 1.0)
    assert found == {asked: same, f"{asked}คะ": same, "ที่ไหน": None, "มีผู้เรียนกี่คน": None}
