"""How much somebody attended: asked by themselves, and by organisers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers.attendance.said import read
from bot.messages import Choice
from tests.dialogs.classroom import Classroom
from tests.dialogs.talk import ROOT
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from collections.abc import Iterator

ANN, BEN = "นางสาวอรนุช ใจดี", "นายเบญจ์ มีสุข"
DAYS = tuple(lesson(f"d{day}", f"2026-01-{day:02}T09:00") for day in range(5, 15))
TEN = replace(course(*DAYS), settings={"attendance": {"required_percent": 80}})
TITLE = "หลักสูตร (C)"

TWO_HELD = (
    f"เวลาเรียนของท่านใน{TITLE} ค่ะ\n"
    "ยังขาดได้อีก 1 ครั้งค่ะ\n"
    "• ของที่จัดไปแล้ว 50% (เข้า 1 ครั้ง จาก 2 ครั้ง)\n"
    "• ของทั้งหลักสูตร 10% (1 ครั้ง จาก 10 ครั้ง)\n"
    "• มากที่สุดที่ยังทำได้ 90% (9 ครั้ง จาก 10 ครั้ง)\n"
    "เกณฑ์คือ 80% ของทั้งหลักสูตร\n"
    "ที่ขาดไป:\n"
    "• วิชา d6 วันอังคารที่ 6 มกราคม 2569"
)


def two_held() -> Classroom:
    """Of ten days two are over: Ann was there on the first, Ben on both."""
    made = Classroom(TEN)
    made.joins("ann", ANN)
    made.joins("ben", BEN)
    made.marks("late", "ann", "ben", session="d5", at="2026-01-05T09:20")
    made.marks("present", "ben", session="d6", at="2026-01-06T09:00")
    made.closes("2026-01-06T18:00")
    return made


WISHES = [
    "ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว", "ขาดได้อีกกี่ครั้ง", "ขาดกี่ครั้งแล้ว",
    "เวลาเรียนครบไหม", "ผมขาดเรียนไปกี่ครั้งแล้วครับ", "เข้าเรียนไปกี่ % แล้วคะ",
    "ขาดได้อีกกี่ครั้งครับ", "ฉันขาดวันไหนบ้าง", "การเข้าเรียนของฉัน",
    "ขอดูสถิติการเข้าเรียนของผมหน่อย", "เวลาเรียนถึงเกณฑ์หรือยังคะ", "หนูเสี่ยงไม่ผ่านไหมคะ",
    "เรียนครบ 80% หรือยัง", "ดิฉันเข้าเรียนไปเท่าไหร่แล้ว", "เข้าเรียนกี่เปอเซ็นแล้ว",
    "ขาดไปกี่ชั่วโมงแล้ว", "ขาดได้อีกกี่ชั่วโมง", "ฉันขาดได้กี่ครั้ง",
    "ยังขาดได้อีกไหม", "ฉันผ่านเกณฑ์ไหมคะ", "เหลือโควตาขาดกี่ครั้ง", "ฉันเข้าเรียนครบไหมเนี่ย",
]  # fmt: skip


@pytest.mark.parametrize("wish", WISHES)
def test_a_participant_is_told_all_three_figures(wish: str) -> None:
    assert two_held().asks("ann", wish).text == TWO_HELD


@pytest.mark.parametrize("wish", ["จะได้ใบประกาศไหม", "ผมจะจบไหมครับ", "ฉันมีสิทธิ์ได้วุฒิบัตรไหมคะ"])
def test_of_the_certificate_it_is_said_what_attendance_does_for_it(wish: str) -> None:
    assert two_held().asks("ann", wish).text == (f"{TWO_HELD}\n\nนี่คือส่วนของเวลาเรียนนะคะ ประกาศนียบัตรอาจมีเงื่อนไขอื่นด้วย")


def test_in_english() -> None:
    talk = two_held()
    talk.asks("ann", "English")

    for wish in ("how many sessions may I still miss", "what percentage have I attended so far?", "my attendance"):
        assert talk.asks("ann", wish).text == (
            "Your attendance in Course (C):\n"
            "You may still miss 1 session.\n"
            "• of what was held so far 50% (1 session of 2 sessions)\n"
            "• of the whole programme 10% (1 session of 10 sessions)\n"
            "• at best still possible 90% (9 sessions of 10 sessions)\n"
            "Required are 80% of the whole programme.\n"
            "Missed:\n"
            "• Class d6, Tuesday 6 January 2026"
        )


def test_before_anything_was_held() -> None:
    talk = Classroom(TEN)
    talk.joins("ann", ANN)

    assert talk.asks("ann", "ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว").text == (
        f"เวลาเรียนของท่านใน{TITLE} ค่ะ\nยังไม่มีคาบที่เช็กชื่อเสร็จแล้วค่ะ ทั้งหลักสูตรมี 10 ครั้ง\n"
        "ยังขาดได้อีก 2 ครั้งค่ะ\nเกณฑ์คือ 80% ของทั้งหลักสูตร"
    )


def test_where_none_may_be_missed_and_where_it_is_out_of_reach() -> None:
    talk = two_held()
    talk.marks("present", "ben", session="d7", at="2026-01-07T09:00")
    talk.closes("2026-01-07T18:00")
    assert talk.asks("ann", "ขาดได้อีกกี่ครั้ง").text.split("\n")[1] == ("จากนี้ขาดไม่ได้อีกแล้วค่ะ ต้องเข้าให้ครบทุกครั้งที่เหลือ")
    talk.marks("present", "ben", session="d8", at="2026-01-08T09:00")
    talk.closes("2026-01-08T18:00")

    assert talk.asks("ann", "ขาดได้อีกกี่ครั้ง").text == (
        f"เวลาเรียนของท่านใน{TITLE} ค่ะ\n"
        "แม้เข้าครบทุกครั้งที่เหลือ เวลาเรียนก็จะไม่ถึงเกณฑ์ค่ะ รบกวนปรึกษาฝ่ายเลขานุการของหลักสูตรนะคะ\n"
        "• ของที่จัดไปแล้ว 25% (เข้า 1 ครั้ง จาก 4 ครั้ง)\n"
        "• ของทั้งหลักสูตร 10% (1 ครั้ง จาก 10 ครั้ง)\n"
        "• มากที่สุดที่ยังทำได้ 70% (7 ครั้ง จาก 10 ครั้ง)\n"
        "เกณฑ์คือ 80% ของทั้งหลักสูตร\n"
        "ที่ขาดไป:\n"
        "• วิชา d6 วันอังคารที่ 6 มกราคม 2569\n"
        "• วิชา d7 วันพุธที่ 7 มกราคม 2569\n"
        "• วิชา d8 วันพฤหัสบดีที่ 8 มกราคม 2569"
    )


def test_by_hours_and_by_team_it_is_said_so() -> None:
    long = replace(DAYS[1], end=DAYS[1].end + timedelta(hours=2, minutes=30))
    rules: dict[str, object] = {"required_percent": 60, "counted_in": "hours", "counted_by": "team", "team_needs": 2}
    talk = Classroom(replace(TEN, sessions=(DAYS[0], long, *DAYS[2:]), settings={"attendance": rules}))
    for who, name in (("ann", ANN), ("ben", BEN)):
        talk.joins(who, name, team="เทศบาลเหนือ")
    talk.marks("present", "ann", "ben", session="d5", at="2026-01-05T09:00")
    talk.marks("present", "ann", session="d6", at="2026-01-06T09:00")
    talk.closes("2026-01-06T18:00")

    assert talk.asks("ann", "ขาดได้อีกกี่ชั่วโมง").text == (
        f"เวลาเรียนของท่านใน{TITLE} ค่ะ\n"
        "ยังขาดได้อีก 7 ชั่วโมง 30 นาทีค่ะ\n"
        "• ของที่จัดไปแล้ว 35.2% (เข้า 3 ชั่วโมง จาก 8 ชั่วโมง 30 นาที)\n"
        "• ของทั้งหลักสูตร 9.2% (3 ชั่วโมง จาก 32 ชั่วโมง 30 นาที)\n"
        "• มากที่สุดที่ยังทำได้ 83% (27 ชั่วโมง จาก 32 ชั่วโมง 30 นาที)\n"
        "เกณฑ์คือ 60% ของทั้งหลักสูตร นับเป็นทีม ทีมเทศบาลเหนือมาอย่างน้อย 2 คนถือว่าเข้าเรียน\n"
        "ที่ขาดไป:\n"
        "• วิชา d6 วันอังคารที่ 6 มกราคม 2569"
    )


@pytest.mark.parametrize(
    "wish",
    [
        "ใครเสี่ยงไม่ผ่าน",
        "ใครใกล้ตก",
        "มีใครเสี่ยงบ้างคะ",
        "ใครเวลาเรียนไม่ถึง 80%",
        "ขอรายชื่อคนที่เสี่ยงไม่ผ่าน",
        "ใครขาดบ่อยที่สุด",
        "who is at risk?",
    ],
)
def test_organisers_see_who_is_at_risk(wish: str) -> None:
    talk = two_held()

    assert talk.asks("som", wish).text == (
        f"{TITLE}: ผู้ที่เสี่ยงไม่ถึงเกณฑ์ 80% มี 1 คนค่ะ\n• {ANN}: ขาดได้อีก 1 ครั้ง · ของที่จัดไปแล้ว 50% · มากที่สุด 90% · ขาด 1 ครั้ง"
    )


def test_nobody_is_at_risk_before_something_was_missed_and_only_organisers_see_who_is() -> None:
    talk = Classroom(TEN)
    talk.joins("ann", ANN)

    assert talk.asks("som", "ใครเสี่ยงไม่ผ่าน").text == f"{TITLE}: ตอนนี้ยังไม่มีใครเสี่ยงไม่ถึงเกณฑ์ 80% ค่ะ"
    assert talk.asks("ann", "ใครเสี่ยงไม่ผ่าน").text == (
        "รายชื่อผู้ที่เสี่ยงไม่ถึงเกณฑ์ น้องนัดบอกได้เฉพาะผู้จัดค่ะ ของท่านเองพิมพ์ ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว ได้เลยนะคะ"
    )


OF_ANN = TWO_HELD.replace("เวลาเรียนของท่าน", f"เวลาเรียนของ {ANN} ")


@pytest.mark.parametrize(
    "wish",
    [
        "อรนุชเข้าเรียนกี่เปอร์เซ็นต์",
        "คุณอรนุช ใจดี ขาดกี่ครั้งแล้วคะ",
        "อรนุชขาดได้อีกกี่ครั้ง",
        "อรนุชเคยขาดกี่ครั้ง",
        "ดูการเข้าเรียนของคุณอรนุชหน่อย",
        "เวลาเรียนของอรนุชครบไหม",
    ],
)
def test_organisers_ask_about_somebody_by_name(wish: str) -> None:
    talk = two_held()

    assert talk.asks("som", wish).text == OF_ANN
    assert talk.asks("ann", wish).text == TWO_HELD
    assert talk.asks("ben", wish).text == (
        "เวลาเรียนเป็นข้อมูลของแต่ละท่าน น้องนัดบอกได้เฉพาะของท่านเองค่ะ พิมพ์ ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว ได้เลยนะคะ"
    )


def test_of_several_with_a_name_one_is_chosen() -> None:
    talk = two_held()
    talk.joins("orn", "นายอรนุช ทองดี")
    asked = talk.asks("som", "อรนุชเข้าเรียนกี่เปอร์เซ็นต์")

    assert (asked.text, asked.choices) == (
        "หมายถึงท่านไหนคะ",
        (
            Choice("นางสาวอรนุช ใจดี", f"{ANN} เข้าเรียนกี่เปอร์เซ็นต์แล้ว"),
            Choice("นายอรนุช ทองดี", "นายอรนุช ทองดี เข้าเรียนกี่เปอร์เซ็นต์แล้ว"),
        ),
    )
    assert talk.asks("som", asked.choices[0].says).text == OF_ANN


def test_an_organiser_of_another_programme_is_told_nothing() -> None:
    other = replace(TEN, code="o")
    talk = Classroom(TEN, other)
    talk.joins("ann", ANN, "c")
    talk.joins("olga", "นางโอฬาร ดี", "o", role="organiser")

    assert "อรนุช" not in talk.asks("olga", "อรนุชเข้าเรียนกี่เปอร์เซ็นต์").plain
    assert talk.asks("olga", "ใครเสี่ยงไม่ผ่าน").text == f"{TITLE}: ตอนนี้ยังไม่มีใครเสี่ยงไม่ถึงเกณฑ์ 80% ค่ะ"


def test_whoever_takes_part_in_several_programmes_is_told_of_each() -> None:
    talk = Classroom(TEN, course(replace(DAYS[0], attendance=False), code="o"))
    talk.joins("ann", ANN)

    assert talk.asks("ann", "ขาดกี่ครั้งแล้ว").text == (
        f"เวลาเรียนของท่านใน{TITLE} ค่ะ\nยังไม่มีคาบที่เช็กชื่อเสร็จแล้วค่ะ ทั้งหลักสูตรมี 10 ครั้ง\n"
        "ยังขาดได้อีก 2 ครั้งค่ะ\nเกณฑ์คือ 80% ของทั้งหลักสูตร\n\n"
        "เวลาเรียนของท่านในหลักสูตร (O) ค่ะ\nหลักสูตรนี้ไม่มีคาบที่เช็กชื่อค่ะ"
    )


def test_a_guest_hears_how_to_register_and_in_a_group_nothing_is_told() -> None:
    talk = two_held()

    assert talk.asks("zoe", "ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว").text == (
        "เวลาเรียนของแต่ละท่านดูได้เมื่อลงทะเบียนแล้วค่ะ\n"
        "ลงทะเบียนได้โดยพิมพ์ ลงทะเบียน ตามด้วยรหัส 8 ตัวบนบัตรเชิญ เช่น ลงทะเบียน K7PM-4XQD\n"
        "ยังไม่มีรหัส ขอได้ที่ฝ่ายเลขานุการของหลักสูตรค่ะ"
    )
    assert "50%" not in talk.asks("ann", "ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว", group=True).plain


GENERAL = [
    "ต้องเข้าเรียนกี่เปอร์เซ็นต์", "ต้องเรียนกี่ % ถึงจะได้ใบประกาศ", "ขาดได้กี่ครั้งถึงยังจบได้",
    "เรียนจบจะได้ใบประกาศไหม", "ได้ใบประกาศไหม", "เวลาเรียน",
    "พรุ่งนี้เข้าเรียนกี่โมง", "วันนี้มีใครขาดเรียนบ้าง", "เรียนไปกี่ครั้งแล้ว",
    "วันนี้เรียนกี่ชั่วโมง", "ขาดเรียนได้ไหม", "ยังเหลือเรียนอีกกี่ครั้ง",
]  # fmt: skip


@pytest.mark.parametrize("question", GENERAL)
def test_what_is_asked_of_the_programme_is_answered_elsewhere(question: str) -> None:
    talk = two_held()

    assert not any("เวลาเรียนของ" in talk.asks(who, question).text for who in ("ann", "som"))


def test_short_words_are_no_names() -> None:
    talk = two_held()
    talk.joins("na", "นางนา ดี")

    assert [talk.asks("som", text).text.split("\n")[0] for text in ("นาเข้าเรียนกี่เปอร์เซ็นต์", "คุณนา ขาดกี่ครั้งแล้ว")] == [
        f"เวลาเรียนของ นางนา ดี ใน{TITLE} ค่ะ"
    ] * 2
    assert "เวลาเรียนของ" not in talk.asks("som", "อีกกี่นาทีเข้าเรียนครับ").text


@given(st.text(max_size=80) | st.text("ฉันผมเข้าเรียนขาดกี่ครั้งแล้วอีกได้เปอร์เซ็นต์ ใครเสี่ยง%80?", max_size=60))
@settings(max_examples=300, deadline=None)
def test_anything_can_be_typed(text: str) -> None:
    wish = read(text)
    assert wish is None or all(name.strip() for name in wish.names)


def test_of_the_questions_about_programmes_none_is_taken_for_one_about_oneself() -> None:
    files = sorted((ROOT / "tests/benchmarks/blind").glob("*.questions.yaml"))
    asked = [case["q"] for file in files for case in _cases(yaml.safe_load(file.read_text(encoding="utf-8")))]

    assert len(asked) > 1000
    assert [text for text in asked if (wish := read(text)) and not wish.names] == []


def _cases(found: object) -> Iterator[dict[str, str]]:
    if isinstance(found, dict) and "q" in found:
        yield found
    for each in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from _cases(each)
