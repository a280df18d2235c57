"""Lengths by a platform's count, and cuts that leave letters whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lengths import clusters, cut, letters, octets, pieces, utf16
from bot.thai.text import words


WILD = st.text(alphabet=st.one_of(st.sampled_from("กำน้ำที่ ๆ\n👩🏽\u200d💻ab"), st.characters()), max_size=80)


@pytest.mark.parametrize(
    ("text", "seen", "units", "size"),
    [("", 0, 0, 0), ("abc", 3, 3, 3), ("น้ำ", 1, 3, 9), ("ที่นี่", 2, 6, 18), ("🙏🏽", 1, 4, 8), ("\ud800", 1, 1, 1)],
)
def test_letters_units_and_bytes(text: str, seen: int, units: int, size: int) -> None:
    assert (letters(text), utf16(text), octets(text)) == (seen, units, size)


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("ที่นี่", 2, "ที่นี่"), ("ที่นี่มี", 2, "ที่…"), ("พรุ่งนี้ เช้า", 6, "พรุ่งนี้…"), ("", 1, ""), ("ab", 1, "…")],
)
def test_a_cut_keeps_letters_whole(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("หนึ่ง\nสอง\nสาม", 9, ["หนึ่ง\nสอง", "สาม"]),
        ("พรุ่งนี้เรียนที่ห้องประชุม", 15, ["พรุ่งนี้เรียน", "ที่ห้องประชุม"]),
        ("กกกกก", 2, ["กก", "กก", "ก"]),
        ("👩🏽\u200d💻👩🏽\u200d💻", 3, ["👩🏽\u200d💻", "👩🏽\u200d💻"]),
        ("", 5, []),
        (" \n ", 1, []),
    ],
)
def test_a_long_text_is_cut_between_lines_words_or_letters(text: str, most: int, shown: list[str]) -> None:
    assert pieces(text, most, utf16, words) == shown


@given(WILD, st.integers(8, 40))
def test_pieces_lose_only_white_space_and_fit_unless_one_letter_does_not(text: str, most: int) -> None:
    found = pieces(text, most, utf16, words)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert [piece for piece in found if utf16(piece) > most and letters(piece) > 1] == []


@given(WILD)
def test_letters_joined_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text
