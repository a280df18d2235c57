"""Codes are read however they are typed, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.people.codes import LENGTH, digest, find, new, resembles, shown
from bot.thai.coded import DIGITS, LETTERS


THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
WIDE = {ord(character): ord(character) + 0xFEE0 for character in LETTERS + DIGITS}
MISREAD = str.maketrans("Q852", "OBSZ") | str.maketrans("6V", "GU")
codes = (
    st.text(LETTERS + DIGITS, min_size=LENGTH, max_size=LENGTH)
    .filter(lambda code: 2 <= sum(character in DIGITS for character in code) <= LENGTH - 2)
    .map(str)
)
between = st.sampled_from(["", " ", "-", "–", "—", "_", "\u200b", "\u2060", " - ", "\n", "."])
around = st.sampled_from(
    [
        "{}", " {} ", "{}ค่ะ", "{} ครับ", "ขอ {}", "ลงทะเบียน {}", "ลงทะเบียน CCIO รหัส {}", "ลงทะเบียน CDE รุ่นที่ 1 รหัส{}ครับ",
        "รหัสของผมคือ {} นะครับ", "Register {}", "my CODE: {}", "please register {} now",
    ]
)  # fmt: skip


@given(code=codes, gaps=st.lists(between, min_size=LENGTH, max_size=LENGTH), words=around, data=st.data())
@settings(deadline=None)
def test_a_code_is_read_however_it_is_typed(code: str, gaps: list[str], words: str, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from([code, code.lower(), code.translate(THAI), code.translate(WIDE)]))
    spaced = "".join(letter + gap for letter, gap in zip(typed, gaps, strict=True))

    assert find(words.format(spaced)) == code


@given(code=codes)
@settings(deadline=None)
def test_letters_that_look_alike_are_taken_for_what_they_were(code: str) -> None:
    assert find(f"ลงทะเบียน {code.translate(MISREAD)}") == code


@given(st.text())
@settings(deadline=None)
def test_whatever_is_read_is_a_code(text: str) -> None:
    for said in (text, f"ลงทะเบียน {text}"):
        found = find(said)
        assert found == "" or (len(found) == LENGTH and set(found) <= set(LETTERS + DIGITS))


@pytest.mark.parametrize(
    "typed",
    [
        "", "tomorrow", "subgroup", "register", "register tomorrow", "66234598", "081-234-5678", "พรุ่งนี้เรียนอะไร",
        "ลงทะเบียนกี่โมง", "ลงทะเบียนวันที่ 15 ต.ค. 2562", "K7PM-4XQ", "K7PM-4XQDD", "K7PA-4XQD", "ห้อง K7PM 4XQD", "CCIO 2",
    ],
)  # fmt: skip
def test_what_is_no_code(typed: str) -> None:
    assert find(typed) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ลงทะเบียน K7PM-4XQ", True),
        ("ลงทะเบียน CCIO รหัส K7PM-4XQDD", True),
        ("code K7PA-4XQD", True),
        ("ลงทะเบียนกี่โมง", False),
        ("จุดลงทะเบียนอยู่ห้อง B201 ใช่ไหม", False),
        ("K7PM-4XQ", False),
    ],
)
def test_a_code_that_was_mistyped_is_told_from_a_question(typed: str, meant: bool) -> None:  # noqa: FBT001 - expected
    assert resembles(typed) == meant


def test_new_codes_are_read_back_and_never_the_same() -> None:
    made = [new() for _ in range(500)]

    assert [find(shown(code)) for code in made] == made
    assert len(set(made)) == 500


def test_what_is_kept_of_a_code_is_always_the_same_and_tells_nothing() -> None:
    assert digest("K7PM4XQD") == digest("K7PM4XQD")
    assert digest("K7PM4XQD") != digest("K7PM4XQC")
    assert len(digest("K7PM4XQD")) == 64
