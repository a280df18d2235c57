"""Whatever anybody types at the door, it is answered, and nothing is noted of anybody who did not send a code."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers.checkin.reading import history, read
from bot.handlers.checkin.words import listed
from tests.dialogs.door import KK, WI, Door
from tests.thai.strategies import long


SECTIONS = (
    "marks",
    "checks",
    "everyone",
    "whole",
    "came",
    "but",
    "because",
    "about",
    "when",
    "instead",
    "sends",
    "team",
)
STATUSES = ("status.present", "status.late", "status.absent", "status.excused", "first.absent", "clears", "units")
PIECES = [
    *(word for section in (*SECTIONS, *STATUSES) for word in listed(section)),
    KK,
    WI,
    "ใจงาม",
    " ",
    ", ",
    "20",
    "?",
]
said = st.text() | long | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@cache
def door() -> Door:
    return Door(now="2019-10-11T09:30")


@given(text=said)
@settings(max_examples=300, deadline=None)
def test_it_is_read_or_it_is_not(text: str) -> None:
    for way in read(text[:500]):
        assert way.who or way.everyone
    assert isinstance(history(text[:500]), str)


@given(text=said)
@settings(max_examples=25, deadline=None)  # each is read for four people
def test_nothing_is_noted_by_words_alone(text: str) -> None:
    for who in ("som", "wi", "da", "stranger"):
        assert "ตอบคำถามนี้ไม่สำเร็จ" not in door().says(who, text[:500]).text

    assert door().statuses() == {}
