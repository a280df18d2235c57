"""What was typed is repaired, cut, compared and turned without losing a letter that somebody meant."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words

from bot.thai.text import LIMIT, boundaries, cut, key, keyed, repair, words
from tests.thai.strategies import long, thai_letters, well_formed, wild


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเผนที่", "แผนที่"),
        ("นํ้าดื่ม", "น้ำดื่ม"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทํางาน", "ทำงาน"),
        ("กี่่โมง", "กี่โมง"),
        ("ที่ี", "ที่"),
        ("วัันไหน", "วันไหน"),
        ("ท่ี่ไหน", "ที่ไหน"),
        ("อะไรรรร", "อะไร"),
        ("มากกกกกก", "มาก"),
        ("ไหมมม????", "ไหม?"),
        ("ครั้งที่ ๑๒", "ครั้งที่ 12"),
        ("วัน\u200bไหน\ufeff", "วันไหน"),
        ("เรียน\u00ad\u2060กี่โมง", "เรียนกี่โมง"),
        ("  เรียน \t อะไร\n\n", "เรียน อะไร"),
        ("\u0e48เรียน", "เรียน"),
        ("ห้อง \u0e35A", "ห้อง A"),
        ("cafe\u0301", "caf\u00e9"),
        ("hellooooo", "hello"),
        ("", ""),
    ],
)
def test_what_nobody_means_is_repaired(typed: str, meant: str) -> None:
    assert repair(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["น้ำ", "กำหนดการ", "อนุสรณ์สถาน", "ฤๅษี", "ทฤษฎี", "พรรคพวก", "ต่างๆ", "ฯพณฯ", "wifi 5555", "ดร.ญ่า", "13.30–16.00 น."],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair(text) == text


@given(text=well_formed)
@settings(max_examples=100, deadline=None)
def test_well_formed_thai_stays(text: str) -> None:
    assert repair(text) == unicodedata.normalize("NFC", text)[:LIMIT].strip()


_HELD = {"อืมมม", "บลาๆๆ", "พิศวงงงงวย", "เออออ", "เออออห่อหมก"}  # in the list, and yet four of a letter, or a mark twice


def test_words_of_the_dictionary_stay() -> None:
    """All of PyThaiNLP's words, those with doubled letters (ถนน, แบบบรรยาย) too."""
    plain = thai_words() - _HELD

    assert {word: repair(word) for word in plain if repair(word) != word} == {}
    assert len(plain) > 60_000


@given(text=long)
@settings(max_examples=150, deadline=None)
def test_repair_is_idempotent_and_short(text: str) -> None:
    repaired = repair(text)

    assert repair(repaired) == repaired
    assert len(repaired) <= LIMIT
    assert repaired == unicodedata.normalize("NFC", repaired)
    assert re.search(r"\s\s|[\u200b\ufeff\u2060\r\n\t]|^\s|\s$", repaired) is None


_THAI_MARKS = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_LONE = re.compile(f"(?:^|[^\u0e01-\u0e4e]){_THAI_MARKS}")


@given(text=thai_letters | long)
@settings(max_examples=150, deadline=None)
def test_no_thai_mark_is_left_without_its_letter(text: str) -> None:
    assert _LONE.search(repair(text)) is None


@given(text=wild.map(lambda text: (text + " ก่ e\u0301 ที่ ") * 9), length=st.integers(0, 120))
@settings(max_examples=150, deadline=None)
def test_a_cut_takes_no_mark_from_its_letter(text: str, length: int) -> None:
    """What is left is the text's beginning, and what is cut off begins with no mark, unless nothing is left."""
    left = cut(text, length)

    assert text.startswith(left)
    assert len(left) <= length
    assert not left or left == text or unicodedata.category(text[len(left)]) not in {"Mn", "Me"}


@pytest.mark.parametrize(
    ("text", "length", "left"), [("ที่นี่", 6, "ที่นี่"), ("ที่นี่", 5, "ที่"), ("ที่นี่", 2, ""), ("ทำ", 1, ""), ("e\u0301a", 1, "")]
)
def test_cut(text: str, length: int, left: str) -> None:
    assert cut(text, length) == left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("บาร์เซโลนา", "บาเซโลน่า"),
        ("ปฐมนิเทศ", "ปฐมนิเทส"),
        ("วิรัช", "วิรัฌ"),
        ("ลิงก์", "ลิง"),
        ("ใบไม้", "ไบใม้"),
        ("ศิลป์", "สิล"),
        ("กิจกรรม", "กิจกรม"),
        ("น้ำ", "นัม"),
        ("Lotus Room", "lotus-room"),
        ("มาก ๆ", "มาก"),
        ("พันธุ์", "พัน"),
    ],
)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("ปุ่น", "ปาน"), ("วันนี้", "วันหน้า"), ("ห้อง 12", "ห้อง 1"), ("ก้าว", "ข้าว")])
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(text=wild)
@settings(max_examples=300, deadline=None)
def test_a_key_knows_where_its_letters_come_from(text: str) -> None:
    """The offsets rise, stay inside the text, and end with its length."""
    spelt, offsets = keyed(text)

    assert spelt == key(text)
    assert len(offsets) == len(spelt) + 1
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])
    assert offsets[-1] == len(text)


def test_offsets_are_those_of_the_text() -> None:
    assert keyed("น้ำ ลิงก์ A") == ("นัมลิงa", [0, 2, 2, 4, 5, 6, 10, 11])


@given(text=wild)
@settings(max_examples=100, deadline=None)
def test_words_are_the_text_again(text: str) -> None:
    assert "".join(words(text)) == text


@pytest.mark.parametrize(("text", "places"), [("", {0}), ("วันนี้เรียนอะไร", {0, 6, 11, 15}), ("ชั้น 4", {0, 4, 5, 6})])
def test_boundaries(text: str, places: set[int]) -> None:
    assert boundaries(text) == places
