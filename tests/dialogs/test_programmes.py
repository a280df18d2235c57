"""Several programmes in one store: which is meant is asked once, and a question that names one is answered from it."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from tests.dialogs import shown
from tests.dialogs.shown import Shown, said
from tests.dialogs.talk import CCIO, CDE, Talk


AUGUST = "2022-08-31T09:00"
TITLES = ("หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2", "หลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูง (พมส.) รุ่นที่ 1")
WHICH = f"ถามถึงหลักสูตรไหนคะ\n• {TITLES[0]}\n• {TITLES[1]}"

CCIO_CLOSING = said(f"{shown.CLOSING.title} จัด{shown.CLOSING.when} ค่ะ", shown.CLOSING.alone())
CDE_CLOSING = said(f"{shown.GRADUATION.title} จัด{shown.GRADUATION.when} ค่ะ", shown.GRADUATION.alone())


def both() -> Talk:
    return Talk(CCIO, CDE, now=AUGUST)


def test_which_programme_is_asked_and_the_tap_answers_the_question() -> None:
    talk = both()

    reply = talk.say("เช้าวันที่ 16 กันยาเรียนอะไร")

    assert reply.plain == WHICH
    assert [(choice.label, choice.says) for choice in reply.choices] == [
        ("CCIO รุ่นที่ 2", TITLES[0]),
        ("พมส. รุ่นที่ 1", TITLES[1]),
    ]
    answer = talk.tap(reply.choices[1])
    assert answer.plain == said("วันศุกร์ที่ 16 กันยายน 2565 เวลา 06.00–12.00 น. มี 1 รายการค่ะ", shown.DIGITAL_1.alone())


@pytest.mark.parametrize(
    ("words", "data", "answer"),
    [
        (TITLES[0], "", CCIO_CLOSING),
        ("CCIO", "", CCIO_CLOSING),
        ("CCIO รุ่นที่ 2", "in:ccio-2", CCIO_CLOSING),
        (TITLES[1], "", CDE_CLOSING),
        (TITLES[1], "in:cde-1", CDE_CLOSING),
    ],
)
def test_whatever_names_the_programme_answers_the_question(words: str, data: str, answer: str) -> None:
    talk = both()

    assert talk.say("พิธีปิดวันไหน").plain == WHICH
    assert talk.say(words, data).plain == answer


def test_it_is_asked_once() -> None:
    talk = both()
    talk.tap(talk.say("วันศุกร์นี้มีอะไร").choices[1])
    talk.later(60 * 24)

    assert talk.say("16 กันยายนเรียนอะไร").plain == said(
        "วันศุกร์ที่ 16 กันยายน 2565 มี 2 รายการค่ะ", shown.DIGITAL_1.listed(), shown.DIGITAL_2.listed()
    )


@pytest.mark.parametrize(
    ("question", "session"),
    [
        ("บล็อกเชนเรียนวันไหน", shown.BLOCKCHAIN),
        ("ดูงานบาร์เซโลนาวันไหน", shown.EXPO),
        ("พิธีปิด CCIO วันไหน", shown.CLOSING),
        ("หลักสูตร CCIO เริ่มวันไหน", shown.ORIENTATION),
        ("หมอสุทธิพรพูดวันไหน", shown.KEYNOTE),
        ("คลินิกการเงินเรียนวันไหน", shown.FINANCE_2),
    ],
)
def test_a_question_that_names_one_is_answered_from_it(question: str, session: Shown) -> None:
    assert both().say(question).plain == said(f"{session.title} จัด{session.when} ค่ะ", session.alone())


def test_a_programme_named_beside_a_day() -> None:
    assert both().say("บ่ายวันที่ 16 กันยา พมส. เรียนอะไร").plain == said(
        "วันศุกร์ที่ 16 กันยายน 2565 เวลา 12.00–18.00 น. มี 1 รายการค่ะ", shown.DIGITAL_2.alone()
    )


def test_what_only_the_other_programme_can_answer_is_answered_from_it() -> None:
    talk = both()
    talk.say("ปาฐกถาเรื่องอะไร")

    assert talk.say("บล็อกเชนเรียนวันไหน").plain == said(
        f"{shown.BLOCKCHAIN.title} จัด{shown.BLOCKCHAIN.when} ค่ะ", shown.BLOCKCHAIN.alone()
    )
    assert talk.say("ที่ไหน").plain == said(
        f"{shown.BLOCKCHAIN.title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.BLOCKCHAIN.alone("where")
    )


def test_a_ready_answer_of_one_programme_alone() -> None:
    assert both().say("ขอวีซ่าเชงเกนอย่างไร").plain == (
        "ส่งเอกสารให้ฝ่ายเลขานุการภายในวันที่ 11 ตุลาคม 2562 แล้วเราจะยื่นวีซ่าเชงเกนให้พร้อมกันทั้งคณะค่ะ"
    )


def test_a_follow_up_stays_with_the_programme_answered_from() -> None:
    talk = both()
    talk.say("ปาฐกถาเรื่องอะไร")

    assert talk.say("ใครพูด").plain == said(
        f"{shown.KEYNOTE.title} โดย ศ.นพ.สุทธิพร จิตต์มิตรภาพ ค่ะ", shown.KEYNOTE.alone("who")
    )


def test_another_programme_can_be_chosen() -> None:
    talk = both()
    talk.tap(talk.say("วันศุกร์นี้มีอะไร").choices[1])

    offers = talk.say("เปลี่ยนหลักสูตร").choices
    chosen = talk.tap(offers[0])

    assert [choice.label for choice in offers] == ["CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1"]
    assert chosen.plain == (f"{TITLES[0]} ค่ะ ถามได้เลยนะคะ\nหลักสูตรนี้จบไปแล้วเมื่อวันศุกร์ที่ 13 ธันวาคม 2562 แต่ยังถามย้อนหลังได้ค่ะ")
    assert Choice("เปลี่ยนหลักสูตร", "เปลี่ยนหลักสูตร") in chosen.choices
    assert talk.say("พิธีปิดวันไหน").plain == CCIO_CLOSING


@pytest.mark.parametrize(
    "typed", ["ขอเปลี่ยนหลักสูตรหน่อยค่ะ", "น้องนัด เปลี่ยนหลักสูตรครับ", "หลักสูตรอื่นค่ะ", "Change programme, please"]
)
def test_that_can_be_asked_for_politely(typed: str) -> None:
    assert both().say(typed).plain == "เลือกหลักสูตรที่ต้องการถามก่อนนะคะ"


def test_choosing_forgets_what_was_talked_about() -> None:
    talk = both()
    talk.say("บล็อกเชนเรียนวันไหน")
    talk.tap(talk.say("เปลี่ยนหลักสูตร").choices[1])

    assert talk.say("ที่ไหน").plain == ("ขออภัยค่ะ น้องนัดไม่แน่ใจว่าถามถึงรายการไหน ลองพิมพ์ชื่อวิชาหรือวันที่ด้วยนะคะ\nที่ใกล้เคียงมีดังนี้ค่ะ")


@pytest.mark.parametrize("data", ["programme:", "programme:nothing", "programme:ccio-2; --", "programme:" + "x" * 3000])
def test_a_forged_choice_only_asks_again(data: str) -> None:
    reply = both().say("x", data)

    assert [choice.label for choice in reply.choices] == ["CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1"]


@pytest.mark.parametrize("data", ["in:", "in:nothing"])
def test_a_forged_choice_for_a_question_asks_again(data: str) -> None:
    assert both().say("วันศุกร์นี้มีอะไร", data).plain == WHICH


def test_a_greeting_offers_the_programmes() -> None:
    reply = both().say("สวัสดีค่ะ")

    assert reply.plain == "สวัสดีค่ะ น้องนัดเอง ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ"
    assert [choice.label for choice in reply.choices] == ["CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1", "ถามอะไรได้บ้าง"]


def test_what_no_programme_can_answer_is_kept_once_it_is_known_for_which() -> None:
    talk = both()
    reply = talk.say("พรุ่งนี้ฝนตกไหม")
    assert (reply.plain, reply.reading.understood) == (WHICH, False)

    talk.tap(reply.choices[1])

    assert (talk.unanswered("ccio-2"), talk.unanswered("cde-1")) == ([], ["พรุ่งนี้ฝนตกไหม"])


def test_people_choose_each_for_themselves() -> None:
    talk = both()
    talk.say("CCIO", "programme:ccio-2", who="a")
    talk.say("CDE", "programme:cde-1", who="b")

    assert talk.say("พิธีปิดวันไหน", who="a").plain == CCIO_CLOSING
    assert talk.say("พิธีปิดวันไหน", who="b").plain == CDE_CLOSING
