"""What people write after a session: comments, questions, what may be either, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Reply
from tests.dialogs.feedback_talk import ASIDE, KEPT, STARS, UNTIL, WORKSHOP, Evening, course, labels


if TYPE_CHECKING:
    from bot.messages import Kind


@pytest.fixture
def evening() -> Evening:
    """One session is asked about, a long one."""
    return Evening(course(skip=["orientation", "divercity"]))


@pytest.mark.parametrize(
    "said",
    [
        "อาจารย์สอนสนุกมาก", "เนื้อหาดี แต่เวลาน้อยไป", "อยากให้มีตัวอย่างมากกว่านี้", "แอร์หนาวไปหน่อยค่ะ",
        "ห้องเรียนเสียงก้อง ฟังไม่ค่อยรู้เรื่อง",
        "=HYPERLINK(1) ดีมาก", "great speaker, but the room was cold",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rated", [True, False])
def test_a_comment_is_kept_and_where_no_stars_were_given_they_are_asked_for(
    evening: Evening, said: str, *, rated: bool
) -> None:
    evening.asked("kk")
    if rated:
        evening.taps("kk", STARS[0])

    reply = evening.says("kk", said)
    assert (reply.text.split("\n")[0], reply.sealed) == (KEPT, True)
    assert evening.answer("kk", "civic-workshop").words == {"more": said}
    if not rated:
        assert labels(reply)[:5] == STARS
        evening.says("kk", "4")
    assert evening.answer("kk", "civic-workshop").complete


def test_a_second_comment_is_put_behind_the_first(evening: Evening) -> None:
    evening.asked("kk")
    for said in ("5", "อาจารย์สอนสนุก", "อาหารอร่อย"):
        evening.says("kk", said)
    # The round is over by then, and so it is asked.
    evening.taps("kk", "เก็บเป็นความเห็น")

    assert evening.answer("kk", "civic-workshop").words == {"more": "อาจารย์สอนสนุก\nอาหารอร่อย"}


@pytest.mark.parametrize(
    "said",
    [
        "พรุ่งนี้เรียนอะไร",
        "สัปดาห์หน้าเรียนที่ไหน",
        "ใครสอนบล็อกเชน",
        "มีที่จอดรถไหม",
        "ตารางพรุ่งนี้",
        "เรียนครั้งต่อไปกี่โมง",
        "ขอบคุณค่ะ",
        "ข้อมูลของฉัน",
    ],
)
@pytest.mark.parametrize("rated", [True, False])
def test_a_question_is_answered_as_ever(evening: Evening, said: str, *, rated: bool) -> None:
    usual = evening.says("wi", said)
    evening.asked("kk")
    if rated:
        evening.taps("kk", STARS[0])

    reply = evening.says("kk", said)
    assert (reply.text.split("\n")[0], reply.sealed) == (usual.text.split("\n")[0], False)
    assert evening.answer("kk", "civic-workshop").words == {}


def test_what_may_be_either_is_asked_and_kept_only_if_it_is_a_comment(evening: Evening) -> None:
    evening.asked("kk")
    evening.taps("kk", STARS[1])

    reply = evening.says("kk", "ทำไมแอร์หนาวจัง")
    assert reply.text == f"ให้น้องนัดเก็บข้อความนี้เป็นความเห็นเรื่อง “{WORKSHOP}” ไหมคะ"
    assert (labels(reply), reply.sealed) == (["เก็บเป็นความเห็น", "เป็นคำถาม"], True)
    assert evening.taps("kk", "เก็บเป็นความเห็น").text == f"{KEPT}\n{UNTIL}"
    assert evening.answer("kk", "civic-workshop").words == {"more": "ทำไมแอร์หนาวจัง"}

    evening.asked("wi")
    evening.taps("wi", STARS[1])
    evening.says("wi", "ทำไมแอร์หนาวจัง")
    assert evening.taps("wi", "เป็นคำถาม") == evening.says("guest", "ทำไมแอร์หนาวจัง")
    assert evening.answer("wi", "civic-workshop").words == {}


@pytest.mark.parametrize(
    ("said", "kept"), [("เก็บค่ะ", True), ("เก็บเป็นความเห็น", True), ("เป็นคำถาม", False), ("ไม่ใช่ค่ะ", False)]
)
def test_which_of_both_is_typed(evening: Evening, said: str, *, kept: bool) -> None:
    evening.asked("kk")
    evening.taps("kk", STARS[1])
    evening.says("kk", "ทำไมแอร์หนาวจัง")
    evening.says("kk", said)

    assert bool(evening.answer("kk", "civic-workshop").words) is kept


def test_what_sounds_like_a_comment_long_after_is_not_passed_on_with_a_name_but_asked(evening: Evening) -> None:
    evening.asked("kk")
    evening.taps("kk", STARS[4])
    evening.later(45)

    assert evening.says("kk", "อาจารย์สอนน่าเบื่อมาก").text.startswith("ให้น้องนัดเก็บข้อความนี้เป็นความเห็น")
    assert evening.unanswered("ccio-2") == []
    assert evening.says("kk", "เก็บ").text == f"{KEPT}\n{UNTIL}"


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "video"])
def test_words_are_needed(evening: Evening, kind: Kind) -> None:
    before = evening.says("som", "", kind=kind)
    evening.asked("kk")
    evening.taps("kk", STARS[0])

    assert evening.says("kk", "", kind=kind) == Reply(
        "ข้อนี้น้องนัดอ่านได้เฉพาะข้อความค่ะ รบกวนพิมพ์นะคะ", reading=ASIDE, sealed=True
    )
    assert before.text != "ข้อนี้น้องนัดอ่านได้เฉพาะข้อความค่ะ รบกวนพิมพ์นะคะ"
