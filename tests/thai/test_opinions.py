"""Comments on a course, as they are written, and what each clause says about what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai.opinions import ACCURACY, LONGEST, THEMES, Clause, Opinion, read
from tests.benchmarks.comments import Labelled, labelled, marks, score


DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "comments.md"


def said(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """The clauses of `text`: (words, themes, tone), where "?" after a tone is a suggestion."""
    return [(one.text, one.themes, one.tone + "?" * one.suggests) for one in read(text).clauses]


def told(text: str) -> str:
    """The marks of `text` as in the sets of the benchmark: "food+ time?"."""
    return " ".join(sorted(theme + sign for theme, sign in marks(read(text))))


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("อาหารอร่อย แต่แอร์หนาวไป", [("อาหารอร่อย", ("food",), "good"), ("แอร์หนาวไป", ("equipment",), "bad")]),
        (
            "วิทยากรพูดเร็ว จดไม่ทัน",  # what has no subject is about the last one
            [("วิทยากรพูดเร็ว", ("speaker",), "bad"), ("จดไม่ทัน", ("speaker",), "bad")],
        ),
        ("อาหารดีห้องกว้าง", [("อาหารดี", ("food",), "good"), ("ห้องกว้าง", ("venue",), "good")]),
        (
            "สถานที่ อาหาร วิทยากร ดีมาก",
            [("สถานที่ อาหาร วิทยากร ดีมาก", ("speaker", "venue", "food"), "good")],
        ),
        (
            "วิทยากรเก่ง\nห้องหนาวไปนิด ควรปรับแอร์",
            [
                ("วิทยากรเก่ง", ("speaker",), "good"),
                ("ห้องหนาวไปนิด", ("equipment",), "bad"),
                ("ควรปรับแอร์", ("equipment",), "neutral?"),
            ],
        ),
        (
            "Great speaker but the room was too cold",
            [("Great speaker", ("speaker",), "good"), ("the room was too cold", ("equipment",), "bad")],
        ),
    ],
)
def test_clauses(text: str, clauses: list[tuple[str, tuple[str, ...], str]]) -> None:
    assert said(text) == clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # turned round
        ("ไม่ดี", "other-"),
        ("อาหารไม่ค่อยอร่อยค่ะ", "food-"),
        ("วิทยากรพูดไม่น่าเบื่อ", "speaker+"),
        ("ไม่แย่", "other+"),
        ("ไม่มีที่ติครับ", "other+"),
        ("ไม่ต้องรอนาน", "time+"),
        ("ไม่มีที่จอดรถ", "venue-"),
        ("เอกสารไม่แจก", "materials-"),
        ("เสียงไม่ชัด", "equipment-"),
        ("แอร์ไม่เย็น", "equipment-"),
        # degrees
        ("พูดเร็วไปนิดนึงค่ะ", "speaker-"),
        ("เวลาน้อย", "time-"),
        ("ห้องใหญ่", "venue+"),
        ("ห้องใหญ่เกินไป", "venue-"),
        ("พักนานเกินไป", "time-"),
        ("ไม่นานเกินไป", "time+"),
        ("กิจกรรมเยอะ", "activity0"),
        # wishes
        ("อยากให้มีตัวอย่างมากกว่านี้", "content?"),
        ("ขอสไลด์ด้วยครับ", "materials?"),
        ("เพิ่มเวลาพักหน่อย", "time?"),
        ("ถ้ามีเอกสารจะดีมาก", "materials?"),
        ("ไม่ควรเลิกเย็น", "time?"),
        ("อาหารน่าจะดีกว่านี้", "food- food?"),
        ("น่าจะเป็นประโยชน์กับเทศบาล", "content+"),
        ("อยากให้มี workshop เพิ่ม", "activity?"),
        # contrast and exception
        ("ถึงห้องจะเล็กแต่วิทยากรดี", "speaker+ venue-"),
        ("ดีทุกอย่าง ยกเว้นอาหาร", "food- other+"),
        ("อาหารอร่อยแต่น้อย", "food+ food-"),
        # subjects
        ("ดีทั้งเนื้อหาและวิทยากร", "content+ speaker+"),
        ("ประทับใจวิทยากรและทีมงาน", "speaker+ staff+"),
        ("วิทยากรเก่งและอาหารอร่อย", "food+ speaker+"),
        ("แอร์ในห้องประชุมเสีย", "equipment-"),
        ("1. อาหารอร่อย 2. ห้องแคบ", "food+ venue-"),
        ("ข้อดี: วิทยากรเก่ง ข้อเสีย: ห้องเล็ก", "speaker+ venue-"),
        # politeness, signs, spelling
        ("ขอบคุณครับ", "other0"),
        ("ขอบคุณทีมงานค่ะ", "staff+"),
        ("ดีมากกกกกก", "other+"),
        ("👍👍 อาหารอร่อย 555555", "food+ other+"),
        ("❤️", "other+"),
        ("😴", "other-"),
        ("เนือหาดี", "content+"),
        ("อาจานสอนดีคับ", "speaker+"),
        ("เเอร์หนาว", "equipment-"),
        ("เนื้อหา ok แต่ speaker พูดเร็วไป", "content+ speaker-"),
        ("Great staff and great food", "food+ staff+"),
        ("Would be better with more breaks", "time?"),
        # what asks or states nothing that could be told apart
        ("สไลด์จะส่งให้ทางไหนคะ", "materials0"),
        ("ไฟล์ดาวน์โหลดได้เมื่อไหร่", "materials0"),
        ("งั้นๆ", "other0"),
        ("เรื่องอาหาร", "food0"),
        ("ก็ดีครับ", "other+"),
        # what goes on with a wish, and what is an object
        ("ควรเพิ่มเวลา และแจกเอกสารให้ครบ", "materials? time?"),
        ("วิทยากรถ่ายทอดเนื้อหาได้ดี", "speaker+"),
        ("น่าจะมีปลั๊กไฟให้ทุกโต๊ะ", "equipment?"),
        ("Good content, too much in one day", "content+ time-"),
    ],
)
def test_ways_of_saying(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text", ["", "-", ".", "...", "ไม่มี", "ไม่มีค่ะ", "ไม่มีครับ ขอบคุณครับ", "ไม่มีข้อเสนอแนะ", "n/a", "None", "555"]
)
def test_nothing_said(text: str) -> None:
    assert read(text) == Opinion()


def test_the_whole_of_a_comment() -> None:
    opinion = Opinion(
        (
            Clause("ก", ("venue",), "good"),
            Clause("ข", ("food", "other"), "bad"),
            Clause("ค", ("food",), "neutral", suggests=True),
        )
    )
    assert (opinion.tone, opinion.themes, opinion.suggests) == ("mixed", ("venue", "food", "other"), True)


def test_long_comments_are_read_to_their_end() -> None:
    assert told("วิทยากรเก่ง " + "และ " * 300 + "\nอาหารไม่อร่อย") == "food- speaker+"
    assert told("ก" * LONGEST + " อาหารไม่อร่อย") == "other0"


@given(
    st.text(st.sampled_from("กดีไม่อาหรแต่ควงสย์ๆ 1.5-,\n()ab👍\u0e33\u0e49\u200b"), max_size=80) | st.text(max_size=200)
)
def test_anything_may_be_written(text: str) -> None:
    for clause in read(text).clauses:
        assert clause.text
        assert set(clause.themes) <= set(THEMES)
        assert clause.themes


def test_as_good_as_is_said_in_reports() -> None:
    measured = score(labelled("blind"))
    assert measured.tone >= ACCURACY.tone
    assert measured.themes >= ACCURACY.themes


@pytest.mark.parametrize(("row", "name"), [("`blind.tsv`, afterwards", "blind"), ("`dev.tsv`, ", "dev")])
def test_no_worse_than_is_written(row: str, name: str) -> None:
    """In docs/comments.md; half a hundredth is left to the lexicon, which changes."""
    (line,) = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {row}")]
    _, _, comments, *shares, _ = (cell.strip() for cell in line.split("|"))
    found = score(labelled(name))
    assert found.comments == int(comments)
    for measured, written in zip((found.tone, found.themes, found.marks), shares, strict=True):
        assert 100 * measured >= float(written.removesuffix(" %")) - 0.5


def test_scores() -> None:
    rows = [
        Labelled("อาหารอร่อย", frozenset({("food", "+")})),
        Labelled("อาหารอร่อย", frozenset({("venue", "-")})),
        Labelled("ไม่มี", frozenset()),
    ]
    found = score(rows)
    assert (found.comments, found.tone, found.themes, found.marks, found.whole) == (3, 2 / 3, 0.5, 0.5, 2 / 3)
