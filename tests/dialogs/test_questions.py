"""What the bot cannot answer goes to the organisers on duty; in groups too, and only they may see to it."""

from __future__ import annotations

import pytest

from bot.messages import Address, Choice, Reply
from tests.dialogs.office import (
    ANSWER,
    ANSWER_IT,
    ASIDE,
    DROP,
    KEPT,
    LATER,
    MORE,
    NOT_OURS,
    PASSED,
    QUESTION,
    SENT,
    SOM,
    STORE,
    Office,
    answered,
    asked,
    brought,
)
from tests.dialogs.people_talk import KK, join, owners_code
from tests.dialogs.talk import CCIO, Talk


# To the organisers


def test_a_question_goes_to_everybody_on_duty_with_who_asks() -> None:
    office = Office()

    assert office.writes("kk", QUESTION).text.partition("\n")[0] == PASSED
    assert (office.sent("som"), office.sent("pim"), office.sent("kk")) == ([brought()], [brought()], [])


def test_what_is_not_in_the_programme_goes_to_them_too() -> None:
    office = Office("kk", "som")

    assert office.writes("kk", "สอบวันไหน").text.startswith("ไม่พบรายการที่ตรงกับที่ถามในหลักสูตรนี้ค่ะ ส่งคำถามนี้ให้ทีมงานช่วยดูแล้วนะคะ")
    assert office.sent("som") == [brought(text="สอบวันไหน")]


def test_a_guest_is_known_by_the_channel_alone() -> None:
    office = Office("som")

    office.writes("U77", QUESTION)
    assert office.sent("som") == [brought("ผู้ถามทาง LINE")]


def test_what_the_operator_tries_is_kept_and_nobody_is_disturbed() -> None:
    office = Office("som")

    assert office.say(QUESTION).text.partition("\n")[0] == KEPT
    assert (office.sent("som"), office.unanswered("ccio-2")) == ([], [QUESTION])


def test_where_nobody_has_joined_it_is_kept_and_not_said_to_be_passed_on() -> None:
    office = Office("kk")

    assert office.writes("kk", QUESTION).text.partition("\n")[0] == KEPT
    assert office.unanswered("ccio-2") == [QUESTION]


def test_asked_again_a_moment_later_it_is_not_brought_again() -> None:
    office = asked("kk", "som")
    office.sent("som")

    assert office.writes("kk", QUESTION).text.partition("\n")[0] == PASSED
    assert (office.sent("som"), office.unanswered("ccio-2")) == ([], [QUESTION])


def test_of_many_questions_at_once_only_some_are_brought() -> None:
    office = Office("kk", "som")

    heard = [office.writes("kk", f"ห้อง {number}05 อยู่ชั้นไหน").text.partition("\n")[0] for number in range(1, 8)]

    assert heard == [PASSED] * 5 + [KEPT] * 2
    assert (len(office.sent("som")), len(office.unanswered("ccio-2"))) == (5, 7)


def test_an_organisers_own_question_goes_to_the_others() -> None:
    office = Office()

    assert office.writes("som", QUESTION).text.partition("\n")[0] == PASSED
    assert (office.sent("som"), office.sent("pim")) == ([], [brought(SOM)])


def test_an_owner_organises_every_programme() -> None:
    office = Office("kk")
    office.writes("boss", owners_code(office, "นางอารี รักดี"))
    office.writes("boss", "ยินยอม")

    office.writes("kk", QUESTION)
    ((message, _),) = office.messages("boss")
    assert office.writes("boss", ANSWER, quoted=message) == SENT
    assert office.sent("kk") == [answered()]


def test_one_channel_a_person_the_one_where_they_were_last() -> None:
    office = Office("kk")
    office.later(1)
    for channel in ("telegram", "line"):
        join(office, SOM, channel=channel, who="som")
        office.later(1)

    office.writes("kk", QUESTION)
    assert (office.sent("som"), office.sent("som", "telegram")) == ([brought()], [])

    office.later(1)
    office.writes("som", "สวัสดีค่ะ", channel="telegram")
    office.writes("kk", "ห้อง 505 อยู่ชั้นไหน")
    assert (office.sent("som"), len(office.sent("som", "telegram"))) == ([], 1)


# Who may


@pytest.mark.parametrize("choice", [ANSWER_IT, LATER, NOT_OURS, MORE, STORE, DROP])
def test_buttons_are_for_organisers(choice: Choice) -> None:
    office = asked()

    for who in ("kk", "U77"):
        assert office.taps(who, choice) == Reply("เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ", reading=ASIDE)
    assert office.unanswered("ccio-2") == [QUESTION]


def test_no_number_but_of_ones_own_programmes() -> None:
    office = asked("kk", "som")

    assert office.writes("som", "ตอบ 2 มีค่ะ") == Reply("ไม่พบคำถามข้อนี้ค่ะ", reading=ASIDE)


def test_numbers_typed_by_others_are_words_like_any() -> None:
    office = asked("kk", "som")

    assert office.writes("kk", "ตอบ 1 มีค่ะ").text != "เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ"
    assert office.unanswered("ccio-2")[0] == QUESTION


# In groups


def test_asked_in_a_group_that_is_written_to_the_answer_goes_there() -> None:
    office = Office("kk", "som")
    office.calls("som", "เปิดประกาศ")
    office.calls("kk", QUESTION)
    ((message, reply),) = office.messages("som")

    assert reply == brought(f"{KK} (ในกลุ่ม)")
    office.writes("som", ANSWER, quoted=message)
    assert (office.sent("C1"), office.sent("kk")) == ([answered()], [])


def test_else_it_goes_to_whoever_asked_there() -> None:
    office = Office("kk", "som")
    office.calls("kk", QUESTION)
    ((message, _),) = office.messages("som")

    assert office.writes("som", ANSWER, quoted=message).text == "ส่งแล้วค่ะ"
    assert (office.sent("C1"), office.sent("kk")) == ([], [answered()])


def test_and_a_guest_there_is_not_reached() -> None:
    office = Office("som")
    office.calls("U77", QUESTION)
    ((message, _),) = office.messages("som")

    assert office.writes("som", ANSWER, quoted=message).text.startswith("ส่งไม่ถึงค่ะ ผู้ถามทาง LINE (ในกลุ่ม)")


@pytest.mark.parametrize("command", ["เข้าเวร", "ใครอยู่เวร", "คำถามค้าง"])
def test_organisers_see_to_questions_in_private(command: str) -> None:
    assert Office("som").calls("som", command) == Reply("เรื่องของทีมงาน ขอคุยในแชตส่วนตัวนะคะ", reading=ASIDE)


def test_a_moved_group_is_still_answered() -> None:
    office = Office("kk", "som")
    office.calls("som", "เปิดประกาศ")
    office.calls("kk", QUESTION)
    ((message, _),) = office.messages("som")
    office.moves("C1", "C2")

    office.writes("som", ANSWER, quoted=message)
    assert (office.sent("C1"), office.sent("C2")) == ([], [answered()])


def test_in_the_terminal_there_is_nobody_to_bring_it_to() -> None:
    talk = Talk(CCIO, now="2019-10-07T09:00")

    assert talk.say(QUESTION).text.partition("\n")[0] == KEPT
    assert talk.kept("ccio-2")[0].address == Address("test", "me")
