"""Names are found in unbroken text whatever their spelling, and not inside other words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from bot.thai.entries import Entry, Mention
from bot.thai.names import Gazetteer
from bot.thai.text import key
from tests.thai.park import PROGRAMME
from tests.thai.strategies import long


GAZETTEER = Gazetteer(PROGRAMME)
Found = tuple[str, str, int]


def brief(text: str, mentions: list[Mention]) -> list[Found]:
    """The mentions as (words of the text, codes, how sure)."""
    return [(text[mention.start : mention.end], " ".join(mention.codes), mention.sure) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ปฐมนิเทศกี่โมง", [("ปฐมนิเทศ", "opening", 100)]),
        ("ขอตารางปฐมนิเทสหน่อย", [("ปฐมนิเทส", "opening", 100)]),
        ("ไปใบบัวยังไง", [("ใบบัว", "lotus", 100)]),
        ("อยู่ห้องใบบัวใช่ไหม", [("ห้องใบบัว", "lotus", 99)]),
        ("วิรัชมาไหม", [("วิรัช", "wirat-t wirat-k", 99)]),
        ("วิรัช แก้วกังวานมาไหม", [("วิรัช แก้วกังวาน", "wirat-k", 99)]),
        ("คุณวิรัช แก้วกังวานมาไหม", [("คุณวิรัช แก้วกังวาน", "wirat-k", 100)]),
        ("คลินิกออกแบบสวนกี่ครั้ง", [("คลินิกออกแบบสวน", "clinic-1 clinic-2", 99)]),
        ("garden design clinic 2 when", [("garden design clinic 2", "clinic-2", 100)]),
        ("placemaking sandbox", [("placemaking sandbox", "sandbox", 100)]),
        (
            "ปานวาดสอนที่เรือนเพาะชำหรือใบบัว",
            [("ปานวาด", "panwad", 99), ("เรือนเพาะชำ", "nursery", 100), ("ใบบัว", "lotus", 100)],
        ),
        ("คาบใบบัว", [("ใบบัว", "lotus", 100)]),
        ("พบใบบัว", [("ใบบัว", "lotus", 100)]),
        ("สวนสัตว์เปิดกี่โมง", []),
        ("", []),
    ],
)
def test_names_that_are_spelt_as_they_should_be(text: str, found: list[Found]) -> None:
    assert brief(text, GAZETTEER.find(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("วันนำเสนอ", "นำเสนอ"), ("คาบบัญชีเมือง", "บัญชีเมือง"), ("ไปนนทบุรี", "นนทบุรี"), ("คนนนทบุรี", "นนทบุรี")],
)
def test_a_name_after_a_word_that_ends_with_its_first_letter(text: str, found: str) -> None:
    gazetteer = Gazetteer([Entry("session", name, (name,)) for name in ("นำเสนอ", "บัญชีเมือง", "นนทบุรี")])

    assert brief(text, gazetteer.find(text)) == [(found, found, 100)]


@pytest.mark.parametrize("text", ["เที่ยวญี่ปุ่นไหม", "lithuania is far", "ฝนตกชุกชุม", "annabelle"])
def test_a_short_name_inside_another_word_is_none(text: str) -> None:
    gazetteer = Gazetteer([Entry("speaker", "pun", ("ดร.ปุ่น", "Dr. Anna")), Entry("venue", "nia", ("NIA", "ตกชุก"))])

    assert brief(text, gazetteer.find(text)) == []


def test_the_longest_name_wins() -> None:
    gazetteer = Gazetteer([Entry("venue", "hall", ("หอไม้ไผ่",)), Entry("session", "walk", ("เดินชมหอไม้ไผ่",))])

    assert brief("เดินชมหอไม้ไผ่วันไหน", gazetteer.find("เดินชมหอไม้ไผ่วันไหน")) == [("เดินชมหอไม้ไผ่", "walk", 100)]
    assert brief("หอไม้ไผ่อยู่ไหน", gazetteer.find("หอไม้ไผ่อยู่ไหน")) == [("หอไม้ไผ่", "hall", 100)]


def test_one_name_of_two_kinds_is_given_twice() -> None:
    gazetteer = Gazetteer([Entry("venue", "hall", ("หอไม้ไผ่",)), Entry("session", "walk", ("หอไม้ไผ่",))])

    assert [(mention.kind, mention.codes) for mention in gazetteer.find("หอไม้ไผ่")] == [
        ("venue", ("hall",)),
        ("session", ("walk",)),
    ]


def test_a_series_is_kept_by_its_numbers() -> None:
    series = {1: "clinic-1", 2: "clinic-2"}

    assert dict(GAZETTEER.series) == {key("คลินิกออกแบบสวน"): series, key("garden design"): series}


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("ดูงานสิงคโป", ("ดูงานสิงคโป", "singapore")),
        ("ตัดแต่งไมใหย่", ("ตัดแต่งไมใหย่", "pruning")),
        ("เรือนเพราะชำ", ("เรือนเพราะชำ", "nursery")),
        ("placemakin sandbx", ("placemakin sandbx", "sandbox")),
    ],
)
def test_names_with_a_few_letters_wrong(text: str, nearest: tuple[str, str]) -> None:
    found = brief(text, GAZETTEER.near(text))[0]

    assert found[:2] == nearest
    assert 85 <= found[2] <= 99


@pytest.mark.parametrize("text", ["", "ไป", "ขนมจีนน้ำยา", "weather"])
def test_nothing_is_near_what_is_something_else(text: str) -> None:
    assert GAZETTEER.near(text) == []


def test_a_part_is_completed_by_the_misspelt_rest() -> None:
    """วิรัช alone may be two people; with a last name nearly spelt it is one."""
    text = "วิรัช แก้วกังวาล"
    (mention,) = GAZETTEER.find(text)

    assert GAZETTEER.completed(text, mention, 6, len(text)) == Mention("speaker", ("wirat-k",), 0, 16, 90, "วิรัช")
    assert GAZETTEER.completed("วิรัช ไข่เจียวหมูสับ", mention, 6, 20) is None


@given(text=long)
@settings(max_examples=60, deadline=None)
def test_names_stand_in_the_text(text: str) -> None:
    """Whatever is found has its place in the text, in order; of one kind, places never overlap."""
    text = text[:500]
    found = GAZETTEER.find(text)

    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
    for mention in (*found, *GAZETTEER.near(text)):
        assert 0 <= mention.start < mention.end <= len(text)
    for before, after in pairwise(found):
        assert before.end <= after.start or (before.start, before.end) == (after.start, after.end)
