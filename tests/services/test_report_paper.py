"""What is typed back from a signed sheet: the ways in which organisers write it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.services.report.paper import Paper, marks, read, spelt


FIVE = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "ใบเซ็นชื่อ 12: 1-5 มา",
        "ใบเซ็นชื่อ 12 1-5 มา",
        "ใบเซ็นชื่อ12:1-5มา",
        "ใบเซ็นชื่อที่ ๑๒ ลำดับ ๑ ถึง ๕ มาแล้วค่ะ",
        "ใบลงชื่อเลขที่ 12 มา 1, 2, 3, 4 และ 5",
        "บันทึกใบเซ็นชื่อ 12 มา 1–5 ด้วยนะคะ",
        "ใบเซ็นชื่อ 12: 1-3, 4-5",
        "sign-in sheet 12: 1-5 came",
        "Sign in sheet no. 12 present 1 to 5",
    ],
)
def test_ways_of_saying_that_five_came(typed: str) -> None:
    typed = typed.removeprefix("บันทึก")

    assert read(typed) == Paper(12, (("present", FIVE),))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ใบเซ็นชื่อ 12: 1-15, 17, 20 มา", (("present", (*range(1, 16), 17, 20)),)),
        ("ใบเซ็นชื่อ 12 ขาด 3 7", (("absent", (3, 7)),)),
        ("ใบเซ็นชื่อ 12 1-3 มา 4 สาย 5 ลาป่วย", (("present", (1, 2, 3)), ("late", (4,)), ("excused", (5,)))),
        ("ใบเซ็นชื่อ 12 ไม่มา 3, มาสาย 4, มา 5", (("present", (5,)), ("late", (4,)), ("absent", (3,)))),
        ("ใบเซ็นชื่อ 12 มา 1 สาย 2 มา 3", (("present", (1, 3)), ("late", (2,)))),
        ("sheet 12 late 3", (("late", (3,)),)),
        ("ใบที่ 12 ขาด 3", (("absent", (3,)),)),
        ("ใบเซ็น 12: 3 ลากิจ", (("excused", (3,)),)),
        ("sign-in sheet 12 late 3 absent 4", (("late", (3,)), ("absent", (4,)))),
    ],
)
def test_several_things_may_be_said(typed: str, said: object) -> None:
    found = read(typed)

    assert (found.said if found else None) == said


@pytest.mark.parametrize(
    ("typed", "status", "but"),
    [
        ("ใบเซ็นชื่อ 12 มาครบ", "present", ()),
        ("ใบเซ็นชื่อ 12 มาครบทุกคน", "present", ()),
        ("ใบเซ็นชื่อ 12 ทุกคนมา ยกเว้น 3, 7", "present", (3, 7)),
        ("ใบเซ็นชื่อ 12 มาทุกคนยกเว้น 3 7 ค่ะ", "present", (3, 7)),
        ("ใบเซ็นชื่อ 12 ทุกคนสาย เว้น 1-2", "late", (1, 2)),
        ("sign-in sheet 12 everyone except 3 and 7", "present", (3, 7)),
    ],
)
def test_everybody_but_some(typed: str, status: str, but: tuple[int, ...]) -> None:
    assert read(typed) == Paper(12, ((status, but),), every=True)  # type: ignore[arg-type] # a status


@pytest.mark.parametrize("typed", ["ใบเซ็นชื่อ 12", "ใบเซ็นชื่อที่ 12 ค่ะ", "ขอใบเซ็นชื่อ 12 หน่อยครับ"])
def test_a_sheet_alone_says_nothing_of_anybody(typed: str) -> None:
    assert read(typed) == Paper(12)


@pytest.mark.parametrize(
    "typed",
    [
        "ขอใบเซ็นชื่อ",
        "ใบเซ็นชื่อวันที่ 12",
        "ใบเซ็นชื่อ 12 ต.ค.",
        "ใบเซ็นชื่อ 12/10/2562",
        "ใบเซ็นชื่ออยู่ที่ไหน",
        "ใบที่ 12",
        "ใบที่ 12 คืออะไร",
        "เช็กอิน K7P4XQ",
        "1-15 มา",
        "ประกาศ: ใบเซ็นชื่อ 12 มา",
    ],
)
def test_what_is_no_sheet_typed_back(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "ใบเซ็นชื่อ 12 มา",
        "ใบเซ็นชื่อ 12: 3 ขาด 5",
        "ใบเซ็นชื่อ 12 มา 5-3",
        "ใบเซ็นชื่อ 12 มา ขาด 3",
        "ใบเซ็นชื่อ 12 มา 3 คุณสมหมาย",
        "ใบเซ็นชื่อ 12 ทุกคน 3 มา",
        "ใบเซ็นชื่อ 12 ทุกคนมา ยกเว้น",
        "ใบเซ็นชื่อ 12 ยกเว้น 3",
        "ใบเซ็นชื่อ 12 1-9999",
    ],
)
def test_what_may_be_meant_otherwise_is_not_guessed(typed: str) -> None:
    with pytest.raises(Refused, match=r"report\.paper_unread"):
        read(typed)


def test_a_line_is_named_once() -> None:
    with pytest.raises(Refused, match=r"report\.paper_twice") as refused:
        read("ใบเซ็นชื่อ 12 มา 1-5 สาย 3-4")

    assert refused.value.values == {"lines": "3–4"}


def test_lines_are_those_of_the_sheet() -> None:
    assert marks(Paper(1, (("present", (1,)), ("absent", (3,)))), 3) == {1: "present", 3: "absent"}
    assert marks(Paper(1, (("late", (2,)),), every=True), 3) == {1: "late", 3: "late"}
    assert marks(Paper(1), 3) == {}
    with pytest.raises(Refused, match=r"report\.paper_beyond") as refused:
        marks(Paper(1, (("present", (0, 3, 4, 5)),)), 3)
    assert refused.value.values == {"lines": "0, 4–5", "length": "3"}


@pytest.mark.parametrize(("lines", "words"), [([1, 2, 3, 7], "1–3, 7"), ([], ""), ([4], "4"), ([1, 3], "1, 3")])
def test_lines_are_spelt_as_they_are_written(lines: list[int], words: str) -> None:
    assert spelt(lines) == words


@given(st.text(alphabet="0123456789-–,: มาสายขดลทุกคนยเว้ถึงx\u200b\n", max_size=60))
@example("1-")
@settings(max_examples=300, deadline=None)
def test_whatever_follows_is_read_or_refused(rest: str) -> None:
    with suppress(Refused):
        found = read(f"ใบเซ็นชื่อ 12 {rest}")
        if found and found.said:
            marks(found, 40)
