"""Questions about an invented programme (park.py), by ways of asking: what is asked, about what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from pythainlp.util import thai_to_eng

from tests.thai.park import read
from tests.thai.strategies import long


if TYPE_CHECKING:
    from bot.thai.question import Question

Seen = dict[str, object]


def seen(question: Question) -> Seen:
    """What was read, without what was not: words in one string each, asks without the words that ask nothing."""
    named = [code for mention in question.mentions for code in mention.codes]
    days = [f"{when.first}" if when.first == when.last else f"{when.first}..{when.last}" for when in question.dates]
    fields: Seen = {
        "codes": " ".join(dict.fromkeys([*named, *(code for _, code in question.topic)])),
        "asks": " ".join(sorted(question.asks - {"light"})),
        "kinds": " ".join(sorted(question.kinds)),
        "ordinal": question.ordinal,
        "relation": question.relation,
        "unknown": " ".join(question.unknown),
        "days": " ".join(days),
        "now": question.now,
    }
    return {name: value for name, value in fields.items() if value}


WHEN: list[tuple[str, Seen]] = [
    ("ตัดแต่งไม้ใหญ่เรียนวันไหนครับ", {"codes": "pruning", "asks": "lesson when"}),
    ("ขอวันที่ของปฐมนิเทศหน่อย", {"codes": "opening", "asks": "when"}),
    ("ดูงานสิงคโปร์ไปเมื่อไหร่คะ", {"codes": "singapore", "asks": "when"}),
    ("ปุ๋ยหมักจากเศษใบไม้เริ่มกี่โมง", {"codes": "compost", "asks": "start time"}),
    ("ปฐมนิเทศเลิกกี่โมง", {"codes": "opening", "asks": "end time"}),
    ("หลักสูตรจบวันไหน", {"asks": "end lesson when whole"}),
    ("ดูงานวันไหน", {"kinds": "trip", "asks": "when"}),
    ("สายเหนือไปดูงานวันไหน", {"codes": "north", "kinds": "trip", "asks": "when"}),
]
WHAT: list[tuple[str, Seen]] = [
    ("พรุ่งนี้เรียนอะไรบ้าง", {"asks": "lesson what", "days": "2026-06-04"}),
    ("วันที่ 12 มีอะไร", {"asks": "what", "days": "2026-06-12"}),
    ("วันศุกร์นี้ช่วงบ่ายมีเรียนไหม", {"asks": "lesson yesno", "days": "2026-06-05"}),
    ("สัปดาห์หน้ามีกี่วิชา", {"asks": "count", "days": "2026-06-08..2026-06-14"}),
    ("แล้ววันเสาร์ล่ะ", {"asks": "follow", "days": "2026-06-06"}),
    ("หมวดต้นไม้มีวิชาอะไรบ้าง", {"codes": "tree", "asks": "what"}),
    ("แซนด์บ็อกซ์เกี่ยวกับอะไร", {"codes": "sandbox", "asks": "about"}),
    ("ขอรายละเอียดคลินิกออกแบบสวน", {"codes": "clinic-1 clinic-2", "asks": "about"}),
]
WHERE: list[tuple[str, Seen]] = [
    ("ปฐมนิเทศจัดที่ไหน", {"codes": "opening", "asks": "lesson where"}),
    ("เรือนเพาะชำไปยังไง", {"codes": "nursery", "asks": "where"}),
    ("ตัดแต่งกิ่งเรียนที่ใบบัวใช่ไหม", {"codes": "pruning lotus", "asks": "place yesno"}),
    ("เรียนออนไลน์วันไหนบ้าง", {"asks": "lesson online when"}),
    ("ลิงก์เข้า webex อยู่ไหน", {"codes": "screen", "asks": "link where"}),
    ("ขอลิงก์เรียนหน่อยค่ะ", {"asks": "link"}),
]
WHO: list[tuple[str, Seen]] = [
    ("ใครสอน", {"asks": "who"}),
    ("ใครสอนตัดแต่งกิ่ง", {"codes": "pruning", "asks": "who"}),
    ("อาจารย์วิรัชสอนอะไร", {"codes": "wirat-t wirat-k", "asks": "lesson what"}),
    ("รศ.วิรัชสอนวันไหน", {"codes": "wirat-t", "asks": "lesson when"}),
    ("วิรัช แก้วกังวานมาวันไหน", {"codes": "wirat-k", "asks": "when"}),
    ("หมอธนูพูดเรื่องอะไร", {"codes": "thanu", "asks": "about"}),
    ("อ.ปานคือใคร", {"codes": "panwad", "asks": "role"}),
    ("ติดต่อเลขานุการหลักสูตรได้ที่ไหน", {"codes": "เลขานุการหลักสูตร", "asks": "contact where"}),
]
THINGS: list[tuple[str, Seen]] = [
    ("ไปสิงคโปร์ต้องเอาอะไรไปบ้าง", {"codes": "singapore", "asks": "bring what"}),
    ("ต้องใช้ถุงมือวันไหน", {"codes": "pruning", "asks": "bring when"}),
    ("ตัดแต่งกิ่งใส่ชุดอะไร", {"codes": "pruning", "asks": "wear"}),
    ("ดูงานสิงคโปร์แต่งตัวยังไง", {"codes": "singapore", "asks": "how wear"}),
]
NUMBERS: list[tuple[str, Seen]] = [
    ("คลินิกออกแบบสวนมีกี่ครั้ง", {"codes": "clinic-1 clinic-2", "asks": "count"}),
    ("หลักสูตรนี้มีกี่โมดูล", {"asks": "count_modules whole"}),
    ("มีวิทยากรกี่คน", {"asks": "count_people person"}),
    ("เหลืออีกกี่คาบ", {"asks": "count remaining"}),
    ("อีกกี่วันจะไปสิงคโปร์", {"codes": "singapore", "asks": "until"}),
    ("อีกนานไหมกว่าจะปฐมนิเทศ", {"codes": "opening", "asks": "until"}),
    ("ตัดแต่งกิ่งใช้เวลากี่ชั่วโมง", {"codes": "pruning", "asks": "length"}),
    ("คลินิกออกแบบสวนครั้งที่ 2 วันไหน", {"codes": "clinic-2", "asks": "when"}),
    ("คลินิกออกแบบสวนครั้งที่สองที่ไหน", {"codes": "clinic-1 clinic-2", "ordinal": 2, "asks": "where"}),
    ("คลินิกออกแบบสวน 1 ใครสอน", {"codes": "clinic-1 clinic-2", "ordinal": 1, "asks": "who"}),
]
ORDER: list[tuple[str, Seen]] = [
    ("คาบต่อไปคืออะไร", {"asks": "about next what"}),
    ("เรียนครั้งหน้าวันไหน", {"asks": "lesson next_day when"}),
    ("ตอนนี้เรียนอะไรอยู่", {"asks": "lesson now what", "now": "ตอนนี้"}),
    ("เมื่อกี้เรียนอะไร", {"asks": "lesson previous what"}),
    ("วันแรกเรียนอะไร", {"asks": "first lesson what"}),
    ("วันสุดท้ายเลิกกี่โมง", {"asks": "end last time"}),
    ("หลังปฐมนิเทศเรียนอะไรต่อ", {"codes": "opening", "relation": "after", "asks": "lesson next what"}),
    ("ก่อนดูงานสิงคโปร์เรียนอะไร", {"codes": "singapore", "relation": "before", "asks": "lesson what"}),
]
ROUGHLY: list[tuple[str, Seen]] = [
    ("ปฐมนิเทสวันใหน", {"codes": "opening", "asks": "when"}),
    ("ตัดแตงไม้ไหญ่เรียนวันใหน", {"codes": "pruning", "asks": "lesson when"}),
    ("เรือนเพราะชำอยู่ไหน", {"codes": "nursery", "asks": "where"}),
    ("ปฐมนิเทศศศ กี่โมงงงง??", {"codes": "opening", "asks": "time"}),
    ("ไส้เดือนเรียนวันไหน", {"codes": "compost", "asks": "lesson when"}),
    ("ไม้ใหญ่ปลอดภัยเรียนวันไหน", {"codes": "pruning", "asks": "lesson when"}),
    ("โครงงานสวนหย่อมวันไหน", {"codes": "pitch", "asks": "when"}),
    ("เพลสเมกกิ้งวันไหน", {"codes": "sandbox", "asks": "when"}),
    ("การ์เด้นดีไซน์ครั้งแรกวันไหน", {"codes": "clinic-1 clinic-2", "ordinal": 1, "asks": "when"}),
]
ENGLISH: list[tuple[str, Seen]] = [
    ("when is the pruning class", {"codes": "pruning", "asks": "lesson when yesno"}),
    ("Who teaches composting?", {"codes": "compost", "asks": "lesson who"}),
    ("where is the Lotus Room", {"codes": "lotus", "asks": "where yesno"}),
    ("what should i bring to singapore", {"codes": "singapore", "asks": "bring what"}),
    ("is there class tomorrow", {"asks": "lesson yesno", "days": "2026-06-04"}),
    ("what's next", {"asks": "next"}),
    ("how long until orientation", {"codes": "opening", "asks": "until"}),
]
UNKNOWN: list[tuple[str, Seen]] = [
    ("ดูงานญี่ปุ่นวันไหน", {"kinds": "trip", "unknown": "ญี่ปุ่น", "asks": "when"}),
    ("พรุ่งนี้ฝนตกไหม", {"unknown": "ฝนตก", "asks": "yesno", "days": "2026-06-04"}),
    ("วิชาภาษีที่ดินเรียนวันไหน", {"unknown": "ภาษีที่ดิน", "asks": "lesson when"}),
    ("ดร.สายฝนสอนวันไหน", {"unknown": "สายฝน", "asks": "lesson when"}),
]
ASIDE: list[tuple[str, Seen]] = [
    ("ผมขับรถมาจากระยอง ปฐมนิเทศกี่โมงครับ", {"codes": "opening", "asks": "time"}),
    ("ดิฉันเป็นเลขาท่านนายก ขอถามว่าดูงานสิงคโปร์วันไหนคะ", {"codes": "singapore", "asks": "when"}),
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [*WHEN, *WHAT, *WHERE, *WHO, *THINGS, *NUMBERS, *ORDER, *ROUGHLY, *ENGLISH, *UNKNOWN, *ASIDE],
)
def test_what_is_asked(typed: str, expected: Seen) -> None:
    assert seen(read(typed)) == expected


@pytest.mark.parametrize("typed", [typed for typed, _ in (*WHEN, *WHERE, *WHO, *THINGS)])
def test_a_question_with_polite_words_is_the_same(typed: str) -> None:
    assert seen(read(f"ขอถามหน่อยนะคะ {typed} คะ")) == seen(read(typed))


@pytest.mark.parametrize(
    "typed",
    ["ตัดแต่งไม้ใหญ่เรียนวันไหน", "ปฐมนิเทศจัดที่ไหน", "พรุ่งนี้เรียนอะไรบ้าง", "ใครสอนคลินิกออกแบบสวน", "อีกกี่วันจะไปสิงคโปร์"],
)
def test_the_keyboard_left_in_english(typed: str) -> None:
    """The same question, and its text is the Thai that was meant."""
    assert read(thai_to_eng(typed)) == read(typed)
    assert read(thai_to_eng(typed)).text == typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("ตัดแต่งกิ่งต้องเอาถุงมือไปไหม", ("pruning", ("ถุงมือ",))),
        ("สิงคโปร์ต้องเอาร่มไปไหม", ("singapore", ())),
    ],
)
def test_things_that_the_programme_speaks_of(typed: str, told: tuple[str, tuple[str, ...]]) -> None:
    question = read(typed)

    assert (" ".join(question.codes("session")), question.noted, question.unknown) == (*told, ())


@pytest.mark.parametrize(("typed", "answer"), [("จอดรถที่ไหนได้บ้าง", 0), ("ใบประกาศได้เมื่อไหร่", 1), ("ปฐมนิเทศกี่โมง", None)])
def test_questions_with_a_ready_answer(typed: str, answer: int | None) -> None:
    ready = read(typed).ready

    assert (ready.answer if ready else None) == answer


@pytest.mark.parametrize(("typed", "bare"), [("ไส้เดือน", True), ("ไส้เดือนวันไหน", False), ("", True)])
def test_nothing_said_but_content(typed: str, *, bare: bool) -> None:
    assert read(typed).bare is bare


def test_codes_are_those_of_one_kind() -> None:
    question = read("รศ.วิรัชสอนตัดแต่งกิ่งที่ใบบัวไหม")

    assert question.named
    assert {kind: question.codes(kind) for kind in ("session", "speaker", "venue", "module")} == {
        "session": ("pruning",),
        "speaker": ("wirat-t",),
        "venue": ("lotus",),
        "module": (),
    }


@given(typed=long)
@settings(max_examples=120, deadline=None)
def test_any_text_is_read(typed: str) -> None:
    """Nothing is raised, and what is found stands in the text."""
    question = read(typed)
    places = [(mention.start, mention.end) for mention in question.mentions]
    places += [(when.start, when.end) for when in question.dates]

    assert [place for place in places if not 0 <= place[0] < place[1] <= len(question.text)] == []
