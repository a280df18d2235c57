"""Organisers on duty and off, and the questions that wait for them."""

from __future__ import annotations

import pytest

from bot.messages import Card, Choice, Reading, Reply
from tests.dialogs.office import PIM, SOM, TITLE, Office
from tests.dialogs.people_talk import KK


ENTERED = "เข้าเวรแล้วค่ะ คำถามที่น้องนัดตอบไม่ได้จะส่งมาที่ท่าน ออกเวรได้ด้วยคำว่า ออกเวร"
LEFT = "ออกเวรแล้วค่ะ คำถามใหม่จะไม่ส่งมาที่ท่าน กลับเข้าเวรได้ด้วยคำว่า เข้าเวร"
NOBODY = f"{TITLE}\nยังไม่มีใครอยู่เวร คำถามจะเก็บไว้ให้ทีมงานค่ะ"
ONLY = "เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ"
ASIDE = Reading(aside=True)
QUESTIONS = [f"ห้อง {number}05 อยู่ชั้นไหน" for number in range(1, 6)]


def card(number: int) -> Card:
    labels = {"answer": "ตอบ", "dismiss": "ไม่ใช่คำถามของเรา"}
    return Card(
        f"คำถามที่ {number} · {KK}",
        QUESTIONS[number - 1],
        (("หลักสูตร", TITLE),),
        tuple(Choice(label, f"{label} {number}", f"question.{wish}:{number}") for wish, label in labels.items()),
    )


def listed(text: str, *numbers: int, after: int = 0) -> Reply:
    following = Choice("ข้อถัดไป", f"คำถามต่อจาก {after}", f"question.list:{after}")
    return Reply(text, tuple(map(card, numbers)), choices=(following,) if after else (), about=numbers, reading=ASIDE)


def test_off_duty_nothing_comes() -> None:
    office = Office()

    assert office.writes("som", "ขอออกเวรค่ะ") == Reply(LEFT, reading=ASIDE)
    assert office.writes("kk", QUESTIONS[0]).text.startswith("ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ ส่งคำถามนี้ให้ทีมงาน")
    assert (office.sent("som"), len(office.sent("pim"))) == ([], 1)


def test_whoever_leaves_as_the_last_hears_so() -> None:
    office = Office()
    office.writes("som", "ออกเวร")

    assert office.writes("pim", "off duty") == Reply(f"{LEFT}\n{NOBODY}", reading=ASIDE)
    assert office.writes("kk", QUESTIONS[0]).text.startswith("ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ เก็บคำถามนี้ไว้")


def test_back_on_duty_what_came_in_the_meantime_is_shown_a_few_at_a_time() -> None:
    office = Office("kk", "som")
    office.writes("som", "ออกเวร")
    for question in QUESTIONS:
        office.writes("kk", question)

    shown = office.writes("som", "เข้าเวร")
    assert shown == listed(f"{ENTERED}\nมี 5 คำถามรอตอบค่ะ", 1, 2, 3, after=3)
    assert office.taps("som", shown.choices[0]) == listed("มี 2 คำถามรอตอบค่ะ", 4, 5)
    assert office.writes("som", "คำถามต่อจาก 3") == listed("มี 2 คำถามรอตอบค่ะ", 4, 5)
    office.later(60)
    assert office.writes("kk", "ห้อง 605 อยู่ชั้นไหน").text.startswith("ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ ส่งคำถามนี้")
    assert len(office.sent("som")) == 1


def test_a_question_in_the_list_is_answered_by_its_button() -> None:
    office = Office("kk", "som")
    office.writes("som", "ออกเวร")
    for question in QUESTIONS[:2]:
        office.writes("kk", question)
    shown = office.writes("som", "คำถามค้าง")

    office.taps("som", shown.cards[1].choices[0])
    office.taps("som", office.writes("som", "ชั้นสอง").choices[0])

    assert [reply.text for reply in office.sent("kk")] == [f"คำตอบจากทีมงานค่ะ\nที่ถามว่า “{QUESTIONS[1]}”\nชั้นสอง"]
    assert office.writes("som", "คำถามค้าง") == listed("มี 1 คำถามรอตอบค่ะ", 1)


def test_an_answer_to_a_list_is_an_answer_where_it_has_one_question() -> None:
    office = Office("kk", "som")
    office.writes("som", "ออกเวร")
    for question in QUESTIONS[:2]:
        office.writes("kk", question)
    office.writes("som", "คำถามค้าง")

    two = office.shown("som")
    assert office.writes("som", "ชั้นสอง", quoted=two) == Reply(
        "ข้อความนั้นมีหลายคำถามค่ะ แตะ ตอบ ใต้คำถามที่ต้องการนะคะ", reading=ASIDE
    )
    office.writes("som", "คำถามต่อจาก 1")
    assert office.writes("som", "ชั้นสอง", quoted=office.shown("som")).text == "ส่งแล้วค่ะ"
    assert office.unanswered("ccio-2") == QUESTIONS[:1]


def test_nothing_waits() -> None:
    office = Office("som")

    assert office.writes("som", "คำถามค้าง") == Reply("ไม่มีคำถามรอตอบค่ะ", reading=ASIDE)
    assert office.writes("som", "เข้าเวร") == Reply(f"{ENTERED}\nไม่มีคำถามรอตอบค่ะ", reading=ASIDE)


def test_who_is_on_duty_is_who_would_get_a_question() -> None:
    office = Office("som", "pim")

    assert office.writes("som", "ใครอยู่เวรบ้างคะ") == Reply(f"{TITLE}\nอยู่เวร: {SOM}, {PIM}", reading=ASIDE)
    office.writes("pim", "ออกเวร")
    office.does("som", "blocked")
    assert office.writes("pim", "ใครอยู่เวร") == Reply(NOBODY, reading=ASIDE)


def test_in_english() -> None:
    office = Office("som")
    office.writes("som", "English")

    assert office.writes("som", "who is on duty").text.endswith(f"On duty: {SOM}")
    assert office.writes("som", "Off duty please").text.startswith("You are off duty.")
    assert office.writes("som", "on duty").text.endswith("No questions are waiting.")


@pytest.mark.parametrize("said", ["เข้าเวร", "ออกเวร", "ใครอยู่เวร", "คำถามค้าง", "open questions"])
def test_it_is_for_organisers_only(said: str) -> None:
    office = Office("kk", "som")

    for who in ("kk", "U77"):
        assert office.writes(who, said) == Reply(ONLY, reading=ASIDE)
