"""Whom words name, of those on a list."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.thai.naming import Named, Roll
from tests.thai.strategies import long


NAMES = {
    1: "ดร.กิ่งแก้ว ใจงาม",
    2: "นางวิไล ทองดี",
    3: "นายดำรง ใจงาม",
    4: "นายชัย ใจดี",
    5: "Mr. Andy Band",
    6: "นางสาวกนกกับทิพย์ และงาม",
}
ROLL = Roll(NAMES.items())
BETWEEN = re.compile("และ|กับ|and")


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("วิไล", (2,)),
        ("คุณวิไล", (2,)),
        ("นางวิไล ทองดี", (2,)),
        ("ทองดี", (2,)),
        ("กิงแก้ว", (1,)),
        ("วิไลกับชัย", (2, 4)),
        ("วิไล, ชัย และ ดำรง", (2, 4, 3)),
        ("คุณวิไล คุณชัย", (2, 4)),
        ("Andy Band and วิไล", (5, 2)),
        ("กนกกับทิพย์", (6,)),
        ("กนกกับทิพย์ และวิไล", (6, 2)),
        ("วิไล วิไล", (2,)),
    ],
)
def test_named(said: str, people: tuple[int, ...]) -> None:
    assert ROLL.named(said, BETWEEN) == Named(people)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("ใจงาม", Named(several=(("ใจงาม", (1, 3)),))),
        ("ใจงาม กับ วิไล", Named((2,), several=(("ใจงาม", (1, 3)),))),
        ("สมศรี", Named(unknown=("สมศรี",))),
        ("สมศรี, วิไล", Named((2,), unknown=("สมศรี",))),
        ("ก", Named(unknown=("ก",))),
        ("", Named()),
    ],
)
def test_doubtful(said: str, found: Named) -> None:
    assert ROLL.named(said, BETWEEN) == found


@given(text=st.text() | long)
@settings(max_examples=100, deadline=None)
def test_whatever_is_said_names_people_of_the_list_once_or_nobody(text: str) -> None:
    found = ROLL.named(text[:500], BETWEEN)

    assert len(set(found.people)) == len(found.people)
    assert {*found.people, *(each for _, some in found.several for each in some)} <= NAMES.keys()
