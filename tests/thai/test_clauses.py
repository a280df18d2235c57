"""People say why they ask: such clauses are told from those that ask."""

from __future__ import annotations

import pytest

from bot.thai.clauses import clauses, core, unaddressed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เรียนวันไหน", ["เรียนวันไหน"]),
        ("ผมติดประชุม เรียนกี่โมง", ["ผมติดประชุม", "เรียนกี่โมง"]),
        ("เรียนกี่โมง? ที่ไหน", ["เรียนกี่โมง", "ที่ไหน"]),
        ("เรียนกี่โมงจะได้บอกคนขับรถ", ["เรียนกี่โมง", "จะได้บอกคนขับรถ"]),
        ("i am late. when is lunch", ["i am late", "when is lunch"]),
        ("เรียน 9.30 น.", ["เรียน 9.30 น."]),
        ("design clinic 2", ["design clinic 2"]),
        ("", []),
        ("ก ข ค ง จ ฉ ช ซ ฌ", ["ก ข ค ง จ ฉ ช ซ ฌ"]),
    ],
)
def test_clauses(text: str, found: list[str]) -> None:
    """Of a message of very many clauses none is looked at by itself."""
    assert clauses(text) == found


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("เรียนท่านเลขา ปฐมนิเทศกี่โมง", "ปฐมนิเทศกี่โมง"),
        ("กราบเรียนอาจารย์ที่เคารพ ขอสไลด์", "ขอสไลด์"),
        ("ถึงทีมงาน จอดรถที่ไหน", "จอดรถที่ไหน"),
        ("เรียนวันไหน", "เรียนวันไหน"),
        ("เรียนอาจารย์วิรัช", "เรียนอาจารย์วิรัช"),
        ("ปฐมนิเทศ เรียนท่านใด", "ปฐมนิเทศ เรียนท่านใด"),
    ],
)
def test_the_salutation_of_a_letter_is_left_out(text: str, rest: str) -> None:
    assert unaddressed(text) == rest


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ผมเป็นนายช่างจากเทศบาล ปฐมนิเทศกี่โมง", "ปฐมนิเทศกี่โมง"),
        ("ปฐมนิเทศกี่โมงจะได้บอกคนขับรถ", "ปฐมนิเทศกี่โมง"),
        ("ฝนตกมาก ปฐมนิเทศเลื่อนไหม", "ปฐมนิเทศเลื่อนไหม"),
        ("ปฐมนิเทศกี่โมง", ""),
        ("กี่โมง ที่ไหน", ""),
        ("ดูงานวันไหน ญี่ปุ่น", ""),
        ("ผมชื่อช้าง", ""),
        ("", ""),
    ],
)
def test_clauses_that_only_tell_something_are_left_out(text: str, asked: str) -> None:
    """Empty where there are none such, or nothing else; a lone noun is part of the question."""
    assert core(text, lambda _: False) == asked


def test_a_clause_that_names_something_is_part_of_the_question() -> None:
    text = "ที่ใบบัวนะคะ เรียนกี่โมง"

    assert core(text, lambda _: False) == "เรียนกี่โมง"
    assert core(text, lambda clause: "ใบบัว" in clause) == ""
