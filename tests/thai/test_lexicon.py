"""A text is cut into units: what each does in a question, and what is left as content."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.thai.lexicon import MASK, lexicon, mask
from bot.thai.text import key
from tests.thai.strategies import long


def cut(text: str) -> list[tuple[str, str]]:
    """The units as (words, tags)."""
    return [(unit.text, " ".join(sorted(unit.tags))) for unit in lexicon().units(text)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", []),
        ("วันไหน", [("วันไหน", "when")]),
        ("เริ่มกี่โมงครับ", [("เริ่มกี่โมง", "start time"), ("ครับ", "light")]),
        ("ต้องเตรียมอะไรบ้าง", [("ต้อง", "light"), ("เตรียมอะไรบ้าง", "bring")]),
        ("ใครมาพูด", [("ใครมาพูด", "who")]),
        ("ดูงานวันไหน", [("ดูงาน", "kind:trip"), ("วันไหน", "when")]),
        ("ไก่ย่างวันไหน", [("ไก่ย่าง", ""), ("วันไหน", "when")]),
        ("where is it", [("where", "where"), ("is it", "yesno")]),
        ("how many sessions", [("how many sessions", "count")]),
        ("5555 ... ???", []),
        ("ก ข", []),
    ],
)
def test_longest_phrases_first(text: str, units: list[tuple[str, str]]) -> None:
    assert cut(text) == units


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("วันใหน", "when"),
        ("เท่าไร่", "amount"),
        ("กี่โมง", "time"),
        ("กิ่โมง", "time"),
        ("ลิ้งค์", "link"),
        ("เตรียมตัวว", "bring"),
        ("เวิร์คช้อป", "kind:workshop"),
    ],
)
def test_other_spellings_are_the_same_words(text: str, tags: str) -> None:
    assert cut(text) == [(text, tags)]


@pytest.mark.parametrize(("text", "tags"), [("ใหม่", "light"), ("ปลา", ""), ("ไผ่", "")])
def test_a_thai_word_of_its_own_is_no_misspelling(text: str, tags: str) -> None:
    """ใหม่ is not ไหม, though their keys are one."""
    assert cut(text) == [(text, tags)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("ขอบคุณค่า", [("ขอบคุณ", "thanks"), ("ค่า", "light")]),
        ("ชนะ", [("ชนะ", "")]),
    ],
)
def test_polite_words_at_the_end_are_cut_off_unless_that_breaks_a_word(text: str, units: list[tuple[str, str]]) -> None:
    assert cut(text) == units


def test_content_is_what_asks_nothing() -> None:
    text = "อยากรู้ว่าข้าวเหนียวกับเครื่องดื่มอยู่ไหน"

    assert [unit.text for unit in lexicon().units(text) if unit.content] == ["ข้าวเหนียว", "เครื่องดื่ม"]


def test_what_is_masked_is_no_unit() -> None:
    masked = mask("สวนลอยฟ้าวันไหน", [(0, 9)])

    assert masked == MASK * 9 + "วันไหน"
    assert [(unit.text, unit.start, unit.end) for unit in lexicon().units(masked)] == [("วันไหน", 9, 15)]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("เรียนวันไกน", {"lesson", "when"}),
        ("เรียนวันไหน", set()),
        ("แมวกินปลา", set()),
    ],
)
def test_one_slip_in_a_question_word(text: str, tags: set[str]) -> None:
    """What the units do with the slip put right; nothing where there is none."""
    units = lexicon().units(text)
    nearly = lexicon().nearly(units, [unit.text for unit in units if unit.content])

    assert {tag for unit in nearly for tag in unit.tags} - {"light"} == tags


@pytest.mark.parametrize(("word", "number"), [("7", 7), ("12", 12), ("สาม", 3), ("แรก", 1), ("second", 2)])
def test_numbers_of_ordinals(word: str, number: int) -> None:
    assert lexicon().number(word) == number


@pytest.mark.parametrize(("one", "other"), [("ข้าว", "อาหาร"), ("พาสปอร์ต", "หนังสือเดินทาง"), ("visa", "วีซ่า")])
def test_synonyms_mean_one_thing(one: str, other: str) -> None:
    assert lexicon().meaning(one) == lexicon().meaning(other)


def test_other_words_mean_themselves() -> None:
    assert lexicon().meaning("ใบไม้") == key("ใบไม้")


@given(text=long)
@settings(max_examples=100, deadline=None)
def test_units_are_parts_of_the_text_in_order(text: str) -> None:
    """Units stand apart, each at its place, whatever the text; masked letters are in none."""
    lowered = text[:500].lower()
    place = 0
    for unit in lexicon().units(lowered):
        assert place <= unit.start < unit.end <= len(lowered)
        assert lowered[unit.start : unit.end] == unit.text
        assert MASK not in unit.text
        place = unit.end
