"""Titles are no part of a name, and tell people of one name apart."""

from __future__ import annotations

import pytest

from bot.thai.entries import Entry, Mention
from bot.thai.people import People, bare_name, parts_of, title_of
from tests.thai.park import PROGRAMME


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("คุณวิรัช ทองไพร", "วิรัช ทองไพร"),
        ("รศ.ดร.วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("รศ. ดร. วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("ศาสตราจารย์เกียรติคุณ ดร.วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("ผู้ช่วยศาสตราจารย์ ดร.วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("นพ.วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("พล.ต.อ.วิรัช ทองไพร", "วิรัช ทองไพร"),
        ("นางสาววิภา ทองไพร", "วิภา ทองไพร"),
        ("ท่านผู้ว่าฯ วิรัช", "วิรัช"),
        ("Asst. Prof. Dr. Wirat Thongphrai", "Wirat Thongphrai"),
        ("Dr. Wirat Thongphrai, M.D.", "Wirat Thongphrai"),
        ("Msomi Drake", "Msomi Drake"),
        ("คุณ", "คุณ"),
        ("", ""),
    ],
)
def test_bare_names(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("สอนโดย รศ.ดร.", ("ลสดล", 7)),
        ("ใครคือคุณ", ("คุน", 6)),
        ("อาจารย์", ("อาจาล", 0)),
        ("ขอถามท่านปลัด", ("ทานปลัด", 5)),
        ("เรียนวันไหน", ("", 11)),
        ("", ("", 0)),
    ],
)
def test_titles_before_a_name(text: str, title: tuple[str, int]) -> None:
    """The key of the title that the text ends with, and where it begins."""
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ดร.วิรัช ทองไพร", ["วิรัช ทองไพร", "วิรัช", "ทองไพร"]),
        ("คุณวิรัช", ["วิรัช"]),
        ("Dr. Ana Maria Costa", ["Ana Maria Costa", "Ana", "Costa"]),
    ],
)
def test_what_a_person_is_called(name: str, parts: list[str]) -> None:
    assert list(parts_of(name)) == parts


BOTH = ("wirat-t", "wirat-k")


@pytest.mark.parametrize(
    ("before", "codes", "masked"),
    [
        ("รศ.", ("wirat-t",), 3),
        ("ดร.", ("wirat-t",), 3),
        ("รศ.ดร.", ("wirat-t",), 6),
        ("คุณ", BOTH, 3),
        ("อาจารย์", BOTH, 7),
        ("หมอ", BOTH, 3),
        ("", BOTH, 0),
    ],
)
def test_titles_tell_people_apart(before: str, codes: tuple[str, ...], masked: int) -> None:
    """A title that anybody may bear, or that nobody of the name bears, leaves all of the name."""
    text = f"{before}วิรัชสอน"
    mention = Mention("speaker", BOTH, len(before), len(before) + 5, 99, "วิรัช")

    told, rest = People(PROGRAMME).told_apart(text, [mention])

    assert told == [Mention("speaker", codes, 0, len(before) + 5, 99, "วิรัช")]
    assert rest == "\ufffc" * masked + "วิรัชสอน"


def test_other_words_for_a_doctor_are_one_title() -> None:
    people = People([Entry("speaker", "a", ("นพ.ธนู ศรีสวน",)), Entry("speaker", "b", ("ดร.ธนู ใจดี",))])
    mention = Mention("speaker", ("a", "b"), 3, 7, 99, "ธนู")

    assert people.told_apart("หมอธนู", [mention])[0] == [Mention("speaker", ("a",), 0, 7, 99, "ธนู")]


def test_places_have_no_titles() -> None:
    mention = Mention("venue", ("lotus",), 3, 8, 100, "ใบบัว")

    assert People(PROGRAMME).told_apart("คุณใบบัว", [mention]) == ([mention], "คุณใบบัว")
