"""The words by which reports are asked for: those that are looked for first are in all of them."""

from __future__ import annotations

import pytest

from bot.services.report.reading import is_near, named, polished


@pytest.mark.parametrize(("section", "what"), [("wishes", ""), ("alone", "report"), ("alone", "undo")])
def test_what_is_looked_for_first_is_in_every_wish(section: str, what: str) -> None:
    words = [word for word, name in named(section) if what in ("", name)]

    assert words
    assert [word for word in words if not is_near(word)] == []


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("ช่วยขอดูรายงานวันนี้หน่อยนะคะ", "รายงานวันนี้"),
        ("please send me the report", "report"),
        ("ขอ", "ขอ"),
        ("", ""),
        ("theatre", "theatre"),
    ],
)
def test_polite_words_count_nothing(typed: str, left: str) -> None:
    assert polished(typed) == left
