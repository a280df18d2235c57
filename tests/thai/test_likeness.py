"""Names told roughly are found by runs of three letters."""

from __future__ import annotations

import pytest

from bot.thai.entries import Entry
from bot.thai.likeness import Likeness, grams
from tests.thai.park import PROGRAMME


LIKENESS = Likeness(PROGRAMME)


@pytest.mark.parametrize(
    ("text", "runs"), [("abcd", {"abc", "bcd"}), ("กขค", {"กขค"}), ("aaaa", {"aaa"}), ("ab", set()), ("", set())]
)
def test_runs_of_three(text: str, runs: set[str]) -> None:
    assert grams(text) == runs


@pytest.mark.parametrize(
    ("text", "words", "like"),
    [
        ("ไม้ใหญ่อย่างปลอดภัย", ["ไม้", "ใหญ่", "ปลอดภัย"], {("session", "pruning")}),
        ("ไม้ใหญ่ปลอดภัย", ["ไม้", "ใหญ่", "ปลอดภัย"], {("session", "pruning")}),
        ("ปุยหมักเศษใบไม้", ["หมัก", "เศษ", "ใบไม้"], {("session", "compost")}),
        ("สวนริมอาวสิงคโป", ["สวน", "ริม"], {("session", "singapore")}),
        ("ออกแบบสวน", ["ออกแบบ", "สวน"], {("session", "clinic-1"), ("session", "clinic-2")}),
        ("ดาวเคราะห์น้อย", ["ดาวเคราะห์น้อย"], set()),
        ("ใบไม้ผลิบานสะพรั่ง", ["ใบไม้ผลิ", "บานสะพรั่ง"], set()),
        ("ดิน", ["ดิน"], set()),
        ("", [], set()),
    ],
)
def test_names_told_roughly(text: str, words: list[str], like: set[tuple[str, str]]) -> None:
    assert set(LIKENESS.like(text, words)) == like


def test_each_word_that_is_spelt_right_must_be_in_the_name() -> None:
    """Nearly all of the letters are not enough where a whole word is another one."""
    likeness = Likeness([Entry("session", "s", ("การบริหารจัดการน้ำท่วม",))])

    assert likeness.like("การบริหารจัดการน้ำ", ["การบริหาร", "จัดการ", "น้ำ"]) == (("session", "s"),)
    assert likeness.like("การบริหารจัดการไฟป่า", ["การบริหาร", "จัดการ", "ไฟป่า"]) == ()


def test_a_name_that_many_share_tells_nothing() -> None:
    likeness = Likeness([Entry("session", str(number), ("กระถางดินเผา",)) for number in range(9)])

    assert likeness.like("กระถางดินเผา", ["กระถาง"]) == ()


def test_contacts_and_groups_are_not_told_roughly() -> None:
    likeness = Likeness([Entry("contact", "c", ("เลขานุการ",)), Entry("group", "g", ("เลขานุการ",))])

    assert likeness.like("เลขานุการ", []) == ()
