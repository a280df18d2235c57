"""Words that name nothing by themselves lead to what a programme says about its entries."""

from __future__ import annotations

import pytest

from bot.thai.entries import Entry, Kind
from bot.thai.lexicon import lexicon
from bot.thai.topics import Topics
from tests.thai.park import PROGRAMME


TOPICS = Topics(PROGRAMME)


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["ไส้เดือน"], {("session", "compost")}),
        (["จุลินทรีย์", "ไส้เดือน"], {("session", "compost")}),
        (["จุลินทรี"], {("session", "compost")}),
        (["ถุงมือ", "หมวกนิรภัย"], {("session", "pruning")}),
        (["พาสปอร์ต"], {("session", "singapore")}),
        (["คณบดี"], {("speaker", "wirat-t")}),
        (["คลินิก"], {("session", "clinic-1"), ("session", "clinic-2")}),
        (["ไส้เดือน", "จรวด"], set()),
        (["จรวด"], set()),
        ([], set()),
    ],
)
def test_what_words_are_about(words: list[str], about: set[tuple[str, str]]) -> None:
    assert set(TOPICS.about(words)) == about


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("จุลินทรีย์", "จุลินทรีย์"),
        ("จุลินมรีย์", "จุลินทรีย์"),
        ("หนังสือเดินทาง", "พาสปอร์ต"),
        ("ร่ม", "ร่ม"),
        ("รุม", ""),
        ("จรวด", ""),
    ],
)
def test_one_slip_is_allowed_in_a_long_word(word: str, known: str) -> None:
    assert TOPICS.known(word) == lexicon().meaning(known)


@pytest.mark.parametrize(
    ("entries", "word", "explained"),
    [
        ([("session", "singapore")], "ร่ม", True),
        ([("session", "compost"), ("session", "singapore")], "ร่ม", True),
        ([("session", "compost")], "ร่ม", False),
        ([], "ร่ม", False),
    ],
)
def test_words_in_the_own_texts_of_what_is_named(
    entries: list[tuple[Kind, str]], word: str, *, explained: bool
) -> None:
    assert TOPICS.explains(entries, word) is explained


def test_what_many_entries_have_tells_nothing() -> None:
    topics = Topics([Entry("session", str(number), (f"กระถาง {number}",)) for number in range(9)])

    assert topics.about(["กระถาง"]) == ()


def test_everyday_words_may_name_something() -> None:
    topics = Topics([Entry("session", "off", ("วันหยุดชดเชย",)), Entry("session", "soil", ("ปุ๋ยหมัก",))])

    assert topics.faint(["วันหยุด"]) == (("session", "off"),)
    assert topics.faint(["มี", "ถึง"]) == ()
