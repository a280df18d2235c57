"""Greetings, help, thanks, and whom to contact."""

from __future__ import annotations

import pytest

from bot.messages import Card, Choice, Link, Reply
from tests.dialogs import shown
from tests.dialogs.office import Office
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, CDE, Talk


MONDAY = "2019-10-07T09:00"
WELCOME = "สวัสดีค่ะ น้องนัดของหลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2 ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ"
OFFERS = ["พรุ่งนี้เรียนอะไร", "ครั้งถัดไป", "กำหนดการทั้งหมด", "ติดต่อทีมงาน", "ถามอะไรได้บ้าง"]


@pytest.mark.parametrize("hello", ["สวัสดีครับ", "หวัดดีจ้า", "สวัสดีตอนเช้าค่ะ", "hello", "Hi"])
def test_a_greeting_says_whose_bot_it_is_and_offers_questions(hello: str) -> None:
    reply = Talk(CCIO, now=MONDAY).say(hello)

    assert reply.plain == WELCOME
    assert [choice.label for choice in reply.choices] == OFFERS


def test_what_is_offered_is_answered() -> None:
    talk = Talk(CCIO, now=MONDAY)

    for choice in talk.say("สวัสดีค่ะ").choices:
        answer = talk.tap(choice)
        assert answer.reading.understood
        assert answer.plain


@pytest.mark.parametrize(
    ("now", "season"),
    [
        ("2019-09-20T09:00", "\nหลักสูตรเริ่มวันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ"),
        ("2019-10-07T09:00", ""),
        ("2020-02-01T09:00", "\nหลักสูตรนี้จบไปแล้วเมื่อวันศุกร์ที่ 13 ธันวาคม 2562 แต่ยังถามย้อนหลังได้ค่ะ"),
    ],
)
def test_a_greeting_tells_what_has_not_begun_or_is_over(now: str, season: str) -> None:
    assert Talk(CCIO, now=now).say("สวัสดี").plain == WELCOME + season


@pytest.mark.parametrize("thanks", ["ขอบคุณมากค่ะ", "ขอบใจจ้า", "โอเคครับ ขอบคุณครับ", "รับทราบค่ะ"])
def test_thanks(thanks: str) -> None:
    talk = Talk(CCIO, now=MONDAY)

    assert talk.say(thanks).plain == "ด้วยความยินดีค่ะ"
    assert talk.unanswered("ccio-2") == []


def test_goodbye() -> None:
    assert Talk(CCIO, now=MONDAY).say("แล้วเจอกันนะ").plain == "แล้วพบกันค่ะ"


@pytest.mark.parametrize("ask", ["ช่วยอะไรได้บ้างคะ", "ถามอะไรได้บ้าง", "วิธีใช้งาน", "help"])
def test_help_shows_what_can_be_asked(ask: str) -> None:
    reply = Talk(CCIO, now=MONDAY).say(ask)

    assert reply.plain == (
        "น้องนัดตอบได้ เช่น\n"
        "• พรุ่งนี้เรียนอะไร\n"
        "• วิชานี้เรียนวันไหน ที่ไหน ใครสอน\n"
        "• ต้องเตรียมอะไร แต่งกายอย่างไร\n"
        "• อีกกี่วันไปดูงาน\n"
        "• ติดต่อทีมงาน\n"
        "พิมพ์ถามเป็นประโยคธรรมดาได้เลยค่ะ"
    )
    assert [choice.label for choice in reply.choices] == OFFERS


def test_help_shows_everybody_what_is_theirs() -> None:
    mine = "• การแจ้งเตือนของฉัน หรือ ปฏิทินของฉัน"
    team = "• สำหรับทีมงาน: ประกาศ พรุ่งนี้เริ่ม 10 โมง หรือ ย้าย (ชื่อวิชา) ไป 14.00"
    office = Office()

    shown = {who: office.writes(who, "ถามอะไรได้บ้าง").text.splitlines() for who in ("kk", "som", "guest")}
    assert {who: [line for line in (mine, team) if line in shown[who]] for who in shown} == {
        "kk": [mine],
        "som": [mine, team],
        "guest": [],
    }
    assert mine not in office.calls("som", "ถามอะไรได้บ้าง").text


@pytest.mark.parametrize("ask", ["ติดต่อใครได้บ้าง", "ขอเบอร์โทรฝ่ายเลขาหน่อย", "ติดต่อทีมงาน", "อยากคุยกับเจ้าหน้าที่"])
def test_whom_to_contact_is_a_card_to_call_from(ask: str) -> None:
    reply = Talk(CCIO, now=MONDAY).say(ask)

    assert reply.cards == (
        Card(
            "ฝ่ายเลขานุการหลักสูตร",
            facts=(("โทร", "02-000-0000"), ("อีเมล", "ccio@example.org")),
            links=(Link("โทร", "tel:02-000-0000"), Link("อีเมล", "mailto:ccio@example.org")),
        ),
    )


def test_a_greeting_before_a_question_is_part_of_the_question() -> None:
    reply = Talk(CCIO, now=MONDAY).say("สวัสดีครับ พรุ่งนี้มีเรียนไหมครับ ขอบคุณครับ")

    assert reply.plain == ("วันอังคารที่ 8 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ")


def test_thanks_do_not_end_the_talk() -> None:
    talk = Talk(CCIO, now=MONDAY)
    talk.say("บล็อกเชนเรียนวันไหน")
    talk.say("ขอบคุณค่ะ")

    assert talk.say("ที่ไหน").plain == said(
        f"{shown.BLOCKCHAIN.title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.BLOCKCHAIN.alone("where")
    )


def test_nobody_is_greeted_for_a_programme_when_there_is_none() -> None:
    talk = Talk(now=MONDAY)

    assert talk.say("สวัสดีค่ะ") == Reply(
        "สวัสดีค่ะ น้องนัดเอง ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ",
        choices=(Choice("ถามอะไรได้บ้าง", "ถามอะไรได้บ้าง"),),
        reading=talk.say("สวัสดีค่ะ").reading,
    )
    for question in ("พรุ่งนี้เรียนอะไร", "กำหนดการทั้งหมด", "เปลี่ยนหลักสูตร"):
        assert talk.say(question).plain == "ยังไม่มีหลักสูตรในระบบค่ะ"


def test_the_other_sample_greets_too() -> None:
    assert Talk(CDE, now="2022-09-05T09:00").say("สวัสดีค่ะ").plain == (
        "สวัสดีค่ะ น้องนัดของหลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูง (พมส.) รุ่นที่ 1 "
        "ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ"
    )
