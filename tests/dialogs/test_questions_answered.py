"""An organiser answers the message with the question, and the answer goes back to whoever asked."""

from __future__ import annotations

import pytest

from bot.messages import Reply
from tests.dialogs.office import (
    ANSWER,
    ANSWER_IT,
    ASIDE,
    MORE,
    QUESTION,
    SENT,
    SOM,
    Office,
    already,
    answered,
    asked,
)
from tests.dialogs.people_talk import KK, join


def test_an_answer_to_the_message_goes_to_whoever_asked() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    assert office.writes("som", ANSWER, quoted=message) == SENT
    assert office.sent("kk") == [answered()]
    assert office.unanswered("ccio-2") == []
    assert office.writes("kk", "พรุ่งนี้เรียนอะไร").reading.understood


def test_whatever_is_said_in_answer_is_the_answer() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    office.writes("som", "ขอบคุณค่ะ", quoted=message)
    assert office.sent("kk") == [answered("ขอบคุณค่ะ")]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ไว้ก่อนค่ะ", "ได้ค่ะ เก็บคำถามที่ 1 ไว้ก่อน ดูอีกครั้งได้ด้วยคำว่า คำถามค้าง"),
        ("ตอบ", f"พิมพ์คำตอบถึง {KK} ภายใน 10 นาทีได้เลยค่ะ\n“{QUESTION}”"),
    ],
)
def test_but_what_a_button_says_is_no_answer(said: str, told: str) -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    assert office.writes("som", said, quoted=message).text == told
    assert office.sent("kk") == []
    assert office.unanswered("ccio-2") == [QUESTION]


def test_the_answer_follows_whoever_asked_to_their_new_telephone() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")
    join(office, KK, who="new")
    office.sent("kk")

    office.writes("som", ANSWER, quoted=message)

    assert (office.sent("kk"), office.sent("new")) == ([], [answered()])


def test_the_answer_is_in_the_language_of_whoever_asked() -> None:
    office = Office()
    office.writes("kk", "English")
    office.writes("pim", "English")
    office.writes("kk", QUESTION)
    ((message, _),) = office.messages("som")
    office.sent("pim")

    office.writes("som", ANSWER, quoted=message)

    assert [reply.text for reply in office.sent("kk")] == [
        f"An answer from the team to your question “{QUESTION}”:\n{ANSWER}"
    ]
    assert [reply.text for reply in office.sent("pim")] == [
        f"{SOM} has answered {KK}.\nQuestion: “{QUESTION}”\nAnswer: “{ANSWER}”"
    ]


def test_the_others_hear_that_it_is_answered_and_by_whom() -> None:
    office = asked()
    ((message, _),) = office.messages("som")
    office.sent("pim")

    office.writes("som", ANSWER, quoted=message)

    assert office.sent("pim") == [
        Reply(f"{SOM} ตอบ {KK} แล้วค่ะ\nถาม: “{QUESTION}”\nตอบ: “{ANSWER}”", choices=(MORE,), about=(1,), reading=ASIDE)
    ]


def test_the_first_answer_wins_and_another_goes_only_if_it_is_meant() -> None:
    office = asked()
    ((first, _),), ((second, _),) = office.messages("som"), office.messages("pim")
    office.writes("som", ANSWER, quoted=first)
    office.sent("kk")

    assert office.writes("pim", "พักสองแห่งค่ะ", quoted=second) == already()
    assert office.sent("kk") == []
    assert office.taps("pim", MORE) == SENT
    assert office.sent("kk") == [answered("พักสองแห่งค่ะ")]
    assert office.taps("som", ANSWER_IT) == already(f"{ANSWER}\nพักสองแห่งค่ะ")


def test_who_has_heard_that_it_is_answered_may_ask_the_bot_anything() -> None:
    office = asked()
    ((first, _),), ((second, _),) = office.messages("som"), office.messages("pim")
    office.writes("som", ANSWER, quoted=first)
    office.writes("pim", "พักสองแห่งค่ะ", quoted=second)

    assert office.writes("pim", "พรุ่งนี้เรียนอะไร").reading.understood


def test_who_has_blocked_the_bot_is_not_reached_and_the_organiser_is_told() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")
    office.does("kk", "blocked")

    assert office.writes("som", ANSWER, quoted=message) == Reply(
        f"ส่งไม่ถึงค่ะ {KK} ไม่ได้เปิดรับข้อความจากน้องนัด แต่เก็บคำตอบไว้แล้วค่ะ", SENT.cards, about=(1,), reading=ASIDE
    )
    assert office.sent("kk") == []


def test_an_answer_that_did_not_come_whole_is_not_sent() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    assert office.writes("som", "ก" * 700, quoted=message).text == "คำตอบยาวเกิน 480 ตัวอักษร จึงยังไม่ได้ส่งค่ะ รบกวนย่อลงนะคะ"
    assert office.writes("som", f"ตอบ 1 {'ก' * 700}").text == "คำตอบยาวเกิน 480 ตัวอักษร จึงยังไม่ได้ส่งค่ะ รบกวนย่อลงนะคะ"
    assert office.sent("kk") == []


def test_an_answer_to_the_answer_is_a_question() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")
    office.writes("som", ANSWER, quoted=message)
    ((answer, _),) = office.messages("kk")

    assert office.writes("kk", "พรุ่งนี้เรียนอะไร", quoted=answer).reading.understood
