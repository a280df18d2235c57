"""An organiser types an answer, which is shown before it goes; or finds that there is nothing to answer."""

from __future__ import annotations

import pytest

from bot.messages import Choice, Reply
from tests.dialogs.office import (
    ANSWER,
    ANSWER_IT,
    ASIDE,
    DROP,
    LATER,
    NOT_OURS,
    QUESTION,
    SENT,
    SOM,
    already,
    answered,
    asked,
    confirm,
)
from tests.dialogs.people_talk import KK


# Answering by a draft


def test_a_typed_answer_is_shown_before_it_goes() -> None:
    office = asked("kk", "som")

    assert office.taps("som", ANSWER_IT) == Reply(
        f"พิมพ์คำตอบถึง {KK} ภายใน 10 นาทีได้เลยค่ะ\n“{QUESTION}”", choices=(DROP,), about=(1,), reading=ASIDE
    )
    shown = office.writes("som", ANSWER)
    assert shown == confirm(ANSWER, 1)
    assert office.sent("kk") == []
    assert office.taps("som", shown.choices[0]) == SENT
    assert office.sent("kk") == [answered()]


def test_all_of_it_can_be_typed() -> None:
    office = asked("kk", "som")

    assert office.writes("som", f"ตอบ ๑ {ANSWER}") == confirm(ANSWER, 1)
    assert office.writes("som", "แก้") == Reply("พิมพ์คำตอบใหม่ได้เลยค่ะ", choices=(DROP,), about=(1,), reading=ASIDE)
    assert office.writes("som", "ไม่มีค่ะ") == confirm("ไม่มีค่ะ", 2)
    assert office.writes("som", "มีค่ะ") == confirm("มีค่ะ", 3)
    assert office.writes("som", "ส่งเลยค่ะ") == SENT
    assert office.sent("kk") == [answered("มีค่ะ")]


def test_a_question_in_between_is_not_sent_as_an_answer() -> None:
    office = asked("kk", "som")
    office.taps("som", ANSWER_IT)

    shown = office.writes("som", "พรุ่งนี้เรียนอะไร")
    assert shown == confirm("พรุ่งนี้เรียนอะไร", 1)
    dropped = office.taps("som", shown.choices[-1])
    assert dropped == Reply(
        "ไม่ส่งแล้วค่ะ คำถามที่ 1 ยังเก็บไว้อยู่",
        choices=(ANSWER_IT, Choice("ถามน้องนัดแทน", "พรุ่งนี้เรียนอะไร")),
        about=(1,),
        reading=ASIDE,
    )
    assert office.taps("som", dropped.choices[1]).reading.understood
    assert office.sent("kk") == []


def test_the_button_under_a_draft_sends_no_other_draft() -> None:
    office = asked("kk", "som")
    first = office.writes("som", f"ตอบ 1 {ANSWER}")
    office.writes("som", "ไม่มีค่ะ")

    assert office.taps("som", first.choices[0]) == confirm("ไม่มีค่ะ", 2)
    assert office.sent("kk") == []


@pytest.mark.parametrize("no", ["ยกเลิก", "ไม่ส่ง", "cancel"])
def test_an_answer_that_was_begun_can_be_left(no: str) -> None:
    office = asked("kk", "som")
    office.taps("som", ANSWER_IT)

    assert office.writes("som", no).text == "ไม่ส่งแล้วค่ะ คำถามที่ 1 ยังเก็บไว้อยู่"
    assert office.writes("som", "พรุ่งนี้เรียนอะไร").reading.understood


def test_a_draft_waits_ten_minutes() -> None:
    office = asked("kk", "som")
    shown = office.writes("som", f"ตอบ 1 {ANSWER}")
    office.later(11)

    expired = Reply(
        "คำตอบนี้ค้างไว้นาน จึงยังไม่ได้ส่งค่ะ แตะ ตอบ แล้วพิมพ์อีกครั้งนะคะ", choices=(ANSWER_IT,), about=(1,), reading=ASIDE
    )
    assert office.taps("som", shown.choices[0]) == expired
    assert office.sent("kk") == []


def test_a_draft_waits_ten_minutes_whatever_else_is_said() -> None:
    office = asked("kk", "som")
    shown = office.writes("som", f"ตอบ 1 {ANSWER}")
    office.later(6)
    office.writes("som", "คำถามค้าง")
    office.later(6)

    assert office.taps("som", shown.choices[0]).text.startswith("คำตอบนี้ค้างไว้นาน")


def test_a_draft_that_comes_second_is_kept_back() -> None:
    office = asked()
    ((message, _),) = office.messages("som")
    shown = office.writes("pim", "ตอบ 1 พักสองแห่งค่ะ")
    office.writes("som", ANSWER, quoted=message)
    office.sent("kk")

    assert office.taps("pim", shown.choices[0]) == already()
    assert office.sent("kk") == []
    assert office.writes("pim", "ส่งเพิ่ม 1") == SENT
    assert office.sent("kk") == [answered("พักสองแห่งค่ะ")]


# Not for the team, or not now


def test_what_is_not_for_the_team_is_told_to_whoever_asked() -> None:
    office = asked()
    office.sent("pim")

    assert office.taps("som", NOT_OURS) == Reply(
        f"รับทราบค่ะ แจ้ง {KK} แล้วว่าอยู่นอกเหนือหลักสูตร", choices=(ANSWER_IT,), about=(1,), reading=ASIDE
    )
    assert office.sent("kk") == [Reply(f"ที่ถามว่า “{QUESTION}” ทีมงานแจ้งว่าอยู่นอกเหนือหลักสูตรนี้ค่ะ", about=(1,), reading=ASIDE)]
    assert office.sent("pim") == [
        Reply(
            f"{SOM} แจ้ง {KK} แล้วว่าอยู่นอกเหนือหลักสูตรค่ะ\nถาม: “{QUESTION}”",
            choices=(ANSWER_IT,),
            about=(1,),
            reading=ASIDE,
        )
    ]
    assert office.unanswered("ccio-2") == []
    assert office.taps("pim", NOT_OURS).text == f"{SOM} แจ้งผู้ถามไปแล้วว่าอยู่นอกเหนือหลักสูตรค่ะ"
    assert office.sent("kk") == []


def test_and_may_be_answered_all_the_same() -> None:
    office = asked("kk", "som")
    office.taps("som", NOT_OURS)
    office.sent("kk")

    assert office.taps("som", office.writes("som", f"ตอบ 1 {ANSWER}").choices[0]) == SENT
    assert office.sent("kk") == [answered()]
    assert office.taps("som", NOT_OURS) == already()


def test_nobody_is_told_that_cannot_be_reached() -> None:
    office = asked("kk", "som")
    office.does("kk", "blocked")

    assert office.writes("som", "ไม่ใช่คำถามของเรา 1").text == "รับทราบค่ะ เอาออกจากคำถามค้างแล้ว"


def test_a_question_can_be_left_for_later() -> None:
    office = asked("kk", "som")
    office.taps("som", ANSWER_IT)

    assert office.taps("som", LATER) == Reply(
        "ได้ค่ะ เก็บคำถามที่ 1 ไว้ก่อน ดูอีกครั้งได้ด้วยคำว่า คำถามค้าง", about=(1,), reading=ASIDE
    )
    assert office.writes("som", "พรุ่งนี้เรียนอะไร").reading.understood
    assert office.unanswered("ccio-2") == [QUESTION]
