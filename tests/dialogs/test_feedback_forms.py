"""A form of a module or the programme is filled in question by question, with a break of any length, and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Reading, Reply
from storage.feedback_answers import Answer
from tests.dialogs.feedback_talk import NAMELESS, STARS, Evening, course, labels


if TYPE_CHECKING:
    from collections.abc import Sequence


ASIDE = Reading(aside=True)
QUESTIONS = [
    {"id": "all", "title": {"th": "ภาพรวม", "en": "All in all"}},
    {"id": "pace", "title": "จังหวะการสอน", "kind": "scale", "low": "ช้าไป", "high": "เร็วไป", "steps": 5},
    {"id": "nps", "title": "จะแนะนำหลักสูตรให้เพื่อนไหม", "kind": "recommend"},
    {"id": "next", "title": "อยากเรียนต่อแบบไหน", "kind": "choice", "choices": ["ออนไลน์", "ในห้อง"], "required": False},
    {"id": "liked", "title": "ชอบอะไรบ้าง", "kind": "choices", "choices": ["ดูงาน", "โครงงาน", "เพื่อน"]},
    {"id": "say", "title": "ฝากถึงทีมงาน", "kind": "text"},
]
END = {"id": "end", "title": {"th": "แบบประเมินจบโมดูล", "en": "End of module"}, "questions": QUESTIONS}
OPENS = {**END, "opens": "2019-10-04T16:00"}
UNTIL = "แก้คำตอบได้ถึงวันศุกร์ที่ 18 ตุลาคม 2562 16.00 น."
WRONG = "ขออภัยค่ะ คำตอบนี้ไม่อยู่ในตัวเลือก รบกวนแตะหรือพิมพ์อีกครั้งนะคะ"
WRITE = "ข้อ 6/6 ฝากถึงทีมงาน\nพิมพ์ตอบได้เลยค่ะ"
WHOLE = (
    "ครบแล้วค่ะ คำตอบของท่าน\n1. ภาพรวม: ★★★★\n2. จังหวะการสอน: 3\n3. จะแนะนำหลักสูตรให้เพื่อนไหม: 9\n"
    "4. อยากเรียนต่อแบบไหน: –\n5. ชอบอะไรบ้าง: ดูงาน, เพื่อน\n6. ฝากถึงทีมงาน: ขอบคุณทีมงานมาก\n"
    "ถูกต้องแล้วแตะ “ส่ง” หรือแตะข้อที่อยากแก้ค่ะ"
)


@pytest.fixture
def evening() -> Evening:
    """A form is open, and no session is asked about."""
    return Evening(course(sessions=False, forms=[OPENS]))


def fills(talk: Evening, said: Sequence[str], who: str = "kk") -> Reply:
    for each in said:
        reply = talk.says(who, each)
    return reply


def test_it_begins_with_how_long_it_takes_and_whether_it_has_names(evening: Evening) -> None:
    reply = evening.asked("kk")

    assert reply.text == "ขอรบกวนทำแบบประเมินสักนิดนะคะ"
    assert [(card.title, card.note) for card in reply.cards] == [("แบบประเมินจบโมดูล", f"6 ข้อ ประมาณ 2 นาที\n{NAMELESS}")]
    assert labels(reply) == ["เริ่มทำ/ทำต่อ", "ขอไม่ตอบ"]


def test_by_taps_from_the_first_to_the_last(evening: Evening) -> None:
    evening.asked("kk")

    first = evening.taps("kk", "เริ่มทำ/ทำต่อ")
    assert (first.text, labels(first), first.sealed) == (f"{NAMELESS}\nข้อ 1/6 ภาพรวม", [*STARS, "พักไว้ก่อน"], True)
    second = evening.taps("kk", STARS[1])
    assert second.text == "ข้อ 2/6 จังหวะการสอน\n1 = ช้าไป · 5 = เร็วไป"
    assert labels(second) == ["1", "2", "3", "4", "5", "ย้อนกลับ", "พักไว้ก่อน"]
    third = evening.taps("kk", "3")
    assert third.text == "ข้อ 3/6 จะแนะนำหลักสูตรให้เพื่อนไหม\n0 = ไม่แนะนำเลย · 10 = แนะนำแน่นอน"
    assert labels(third) == [*map(str, range(11)), "ย้อนกลับ"]
    fourth = evening.taps("kk", "9")
    assert (fourth.text, labels(fourth)) == (
        "ข้อ 4/6 อยากเรียนต่อแบบไหน",
        ["ออนไลน์", "ในห้อง", "ย้อนกลับ", "ข้ามข้อนี้", "พักไว้ก่อน"],
    )
    fifth = evening.taps("kk", "ข้ามข้อนี้")
    assert (fifth.text, fifth.replaces) == ("ข้อ 5/6 ชอบอะไรบ้าง\nเลือกได้หลายข้อ เสร็จแล้วแตะ “ต่อไป”", False)
    assert evening.taps("kk", "ดูงาน").replaces
    evening.taps("kk", "โครงงาน")
    evening.taps("kk", "✓ โครงงาน")
    assert labels(evening.taps("kk", "เพื่อน"))[:4] == ["✓ ดูงาน", "โครงงาน", "✓ เพื่อน", "ต่อไป"]
    assert evening.taps("kk", "ต่อไป").text == WRITE

    whole = evening.says("kk", "ขอบคุณทีมงานมาก")
    assert (whole.text, labels(whole), whole.sealed) == (WHOLE, ["ส่ง", *(f"แก้ข้อ {n}" for n in range(1, 7))], True)
    assert (evening.state("kk", form="end"), evening.answer("kk", form="end").complete) == ("begun", False)
    assert evening.taps("kk", "ส่ง") == Reply(f"ส่งเรียบร้อยแล้ว ขอบคุณมากค่ะ\n{UNTIL}", reading=ASIDE, sealed=True)
    assert evening.state("kk", form="end") == "answered"
    assert evening.answer("kk", form="end") == Answer(
        {"all": 4, "pace": 3, "nps": 9, "liked": ["ดูงาน", "เพื่อน"]}, {"say": "ขอบคุณทีมงานมาก"}, complete=True
    )


def test_in_words_alone(evening: Evening) -> None:
    evening.says("kk", "แบบประเมิน")

    last = evening.taps("kk", "เริ่มทำ/ทำต่อ")
    last = fills(evening, ["ดี", "3", "9", "ข้าม", "ดูงาน และ เพื่อน", "ขอบคุณทีมงานมาก"])
    assert last.text == WHOLE
    assert evening.says("kk", "ส่งเลยค่ะ").text.startswith("ส่งเรียบร้อยแล้ว")


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ([], "7"),
        (["4"], "9"),
        (["4", "3"], "11"),
        (["4", "3", "9"], "ที่บ้านแล้วกัน"),
        (["4", "3", "9", "ในห้อง"], "ดูงาน, นอน"),
    ],
)
def test_what_is_no_answer_is_kindly_asked_again(evening: Evening, before: list[str], wrong: str) -> None:
    evening.says("kk", "ประเมิน")
    evening.taps("kk", "เริ่มทำ/ทำต่อ")
    for each in before:
        evening.says("kk", each)

    again = evening.says("kk", wrong)
    assert again.text.split("\n")[0] == WRONG
    assert f"ข้อ {len(before) + 1}/6" in again.text


def test_a_question_between_is_answered_and_it_goes_on(evening: Evening) -> None:
    evening.says("kk", "ประเมิน")
    evening.taps("kk", "เริ่มทำ/ทำต่อ")
    evening.says("kk", "4")

    assert evening.says("kk", "พรุ่งนี้เรียนอะไร").text.startswith("วันเสาร์ที่ 5 ตุลาคม 2562")
    assert evening.says("kk", "3").text.startswith("ข้อ 3/6")


def test_it_goes_on_after_days_and_in_another_app(evening: Evening) -> None:
    evening.says("kk", "ประเมิน")
    evening.taps("kk", "เริ่มทำ/ทำต่อ")
    fills(evening, ["4", "3"])
    assert evening.says("kk", "พักไว้ก่อน").text.startswith("พักไว้ให้แล้วค่ะ พิมพ์ ทำต่อ เมื่อไหร่ก็ได้")
    evening.at("2019-10-07T09:00")
    evening.restarts()

    evening.says("kk", "ทำต่อ")
    assert evening.taps("kk", "เริ่มทำ/ทำต่อ").text.startswith("ข้อ 3/6")


def test_back_and_one_question_changed_in_the_whole(evening: Evening) -> None:
    evening.says("kk", "ประเมิน")
    evening.taps("kk", "เริ่มทำ/ทำต่อ")
    evening.says("kk", "4")
    assert evening.taps("kk", "ย้อนกลับ").text.startswith("ข้อ 1/6")
    fills(evening, ["5", "3", "9", "ข้าม", "1,3", "ข้าม"])

    assert evening.says("kk", "แก้ข้อ 1").text == "ข้อ 1/6 ภาพรวม"
    changed = evening.says("kk", "2 ดาว")
    assert changed.text.split("\n")[1] == "1. ภาพรวม: ★★"
    assert evening.taps("kk", "แก้ข้อ 5").text.startswith("ข้อ 5/6")
    evening.taps("kk", "โครงงาน")
    assert evening.taps("kk", "ต่อไป").text.split("\n")[5] == "5. ชอบอะไรบ้าง: ดูงาน, โครงงาน, เพื่อน"


def test_what_must_be_answered_is_asked_for(evening: Evening) -> None:
    evening.says("kk", "ประเมิน")
    evening.taps("kk", "เริ่มทำ/ทำต่อ")

    assert evening.says("kk", "ข้าม").text == "ข้อนี้รบกวนตอบด้วยนะคะ\nข้อ 1/6 ภาพรวม"
    number = evening.form(form="end").id
    assert evening.says("kk", "", data=f"feedback.send:{number}:0").text == "ข้อนี้รบกวนตอบด้วยนะคะ\nข้อ 1/6 ภาพรวม"
    assert evening.state("kk", form="end") == "asked"


def test_whoever_would_rather_not_is_not_asked_again_and_nothing_is_kept(evening: Evening) -> None:
    evening.says("kk", "ประเมิน")
    evening.taps("kk", "เริ่มทำ/ทำต่อ")
    evening.says("kk", "4")
    number = evening.form(form="end").id
    evening.says("kk", "", data=f"feedback.skip:{number}:0")

    assert (evening.state("kk", form="end"), evening.answer("kk", form="end")) == ("skipped", Answer())
    evening.asked("kk")
    evening.works("2019-10-06T12:00")
    assert evening.told_all("kk") == []


def test_sessions_and_a_form_are_one_message_and_follow_each_other() -> None:
    talk = Evening(course(skip=["orientation", "divercity"], forms=[OPENS]))

    reply = talk.asked("kk")
    assert [card.title for card in reply.cards] == ["ปฏิบัติการประชาคมเมือง", "แบบประเมินจบโมดูล"]
    talk.taps("kk", STARS[0])
    assert [card.title for card in talk.taps("kk", "เท่านี้พอ").cards] == ["แบบประเมินจบโมดูล"]


def test_a_form_of_a_module_is_for_whoever_was_at_one_of_its_sessions() -> None:
    talk = Evening(course(sessions=False, forms=[{**END, "module": "city"}]), asks=False)
    talk.came("kk", "divercity")
    talk.came("wi", "orientation")
    talk.works("2019-11-01T12:00")

    assert [talk.told_all(who) != [] for who in ("kk", "wi", "da", "som")] == [True, False, False, False]


def test_a_wild_tap_changes_nothing(evening: Evening) -> None:
    number = evening.form(form="end").id
    for rest in ("put:{}:9:all", "put:{}:7:next", "put:{}:1:nothing", "to:{}:0:nothing", "next:{}:0:", "see:{}:0"):
        assert evening.says("kk", "", data=f"feedback.{rest.format(number)}").text
    assert evening.answer("kk", form="end") == Answer()
