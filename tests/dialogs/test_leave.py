"""Whoever takes part asks for leave in the chat: when, why, with a paper or without; sent, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Card, Choice, Reply
from tests.dialogs.leave_talk import (
    AGING,
    APPROVE,
    ASIDE,
    BLOCKCHAIN,
    CLINIC,
    DECLINE,
    RULE,
    SENT,
    SHOW,
    URBAN,
    WITHDRAW,
    Leaving,
    brought,
    card,
    confirm,
    said,
)
from tests.dialogs.office import TITLE
from tests.dialogs.people_talk import KK, OPEN


WHY = "ติดประชุมสภา"
NEXT = "\n".join(f"• {each}" for each in (URBAN, CLINIC, AGING, BLOCKCHAIN))
SLOTS = ["ศ. 11 ต.ค. 09.00 น.", "ศ. 11 ต.ค. 13.00 น.", "ศ. 18 ต.ค. 09.00 น.", "ศ. 18 ต.ค. 13.00 น.", "ยกเลิก"]
WHICH = f"จะขอลาวันไหนหรือคาบไหนคะ แตะเลือก หรือพิมพ์ได้เลย เช่น ศุกร์บ่าย\n{NEXT}\n{RULE}"
REASON = "ขอลาตามนี้นะคะ พิมพ์เหตุผลได้เลยค่ะ"
DROPPED = "ไม่ส่งคำขอลาแล้วค่ะ"
NONE_YET = "ยังไม่เคยขอลาค่ะ ถ้าจะลา พิมพ์ได้เลย เช่น ขอลาวันศุกร์บ่าย"
READY = "แจ้งฝ่ายเลขานุการก่อนอย่างน้อย 1 วันค่ะ วันลายังนับเป็นวันขาดในเกณฑ์ 80%"


@pytest.fixture
def talk() -> Leaving:
    return Leaving()


def test_all_in_one_is_shown_and_sent_to_the_organisers(talk: Leaving) -> None:
    shown = talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    assert said(shown) == confirm(CLINIC, why=WHY)
    assert (talk.sent("som"), talk.statuses()) == ([], {})

    assert talk.taps("kk", shown.choices[0]) == Reply(SENT.format(1), reading=ASIDE)
    assert (talk.sent("som"), talk.sent("pim"), talk.sent("kk")) == ([brought()], [brought()], [])
    assert talk.statuses() == {}


def test_what_is_missing_is_asked_for(talk: Leaving) -> None:
    asked = talk.writes("kk", "ขอลาค่ะ")
    assert said(asked) == (WHICH, SLOTS)
    why = talk.taps("kk", asked.choices[1])
    assert said(why) == (f"{REASON}\n• {CLINIC}", ["ยกเลิก"])
    assert said(talk.writes("kk", "ติดประชุมสภาค่ะ")) == confirm(CLINIC, why=WHY)
    assert talk.writes("kk", "ส่งเลยค่ะ").plain == SENT.format(1)


def test_whoever_is_sick_is_asked_from_what(talk: Leaving) -> None:
    asked = talk.writes("kk", "ป่วยค่ะ มาไม่ได้")

    assert said(asked) == (WHICH, SLOTS)
    assert said(talk.taps("kk", asked.choices[0])) == confirm(URBAN, why="ป่วย")


@pytest.mark.parametrize("words", ["มาไม่ได้ค่ะ", "ผมเข้าเรียนไม่ได้ครับ", "ขอหยุดเรียนค่ะ"])
def test_whoever_cannot_come_is_asked_from_what(talk: Leaving, words: str) -> None:
    assert said(talk.writes("kk", words)) == (WHICH, SLOTS)


def test_which_may_be_typed(talk: Leaving) -> None:
    talk.writes("kk", "ขอลา มีธุระ")

    assert said(talk.writes("kk", "18 ต.ค. บ่าย")) == confirm(BLOCKCHAIN, why="มีธุระ")


def test_a_name_of_several_is_asked_about(talk: Leaving) -> None:
    asked = talk.writes("kk", "ขอลาคลินิกโครงงาน ไปหาหมอ")

    assert asked.plain == (
        f"หมายถึงคาบไหนคะ\n• {CLINIC}\n• คลินิกโครงงานครั้งที่ 2 · วันศุกร์ที่ 1 พฤศจิกายน 2562 เวลา 13.00–16.00 น."
    )
    assert said(talk.writes("kk", "คลินิกโครงงาน 1")) == confirm(CLINIC, why="ไปหาหมอ")


def test_a_button_of_before_sends_nothing_else(talk: Leaving) -> None:
    before = talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา").choices[0]
    now = talk.writes("kk", "ขอลา 18 ต.ค. ลูกป่วย")

    assert said(now) == confirm(AGING, BLOCKCHAIN, why="ลูกป่วย")
    assert talk.taps("kk", before) == now
    assert talk.sent("som") == []
    talk.taps("kk", now.choices[0])
    assert talk.taps("kk", now.choices[0]).plain == ("คำขอลานี้ค้างไว้นาน จึงยังไม่ได้ส่งค่ะ พิมพ์ ขอลา เพื่อเริ่มใหม่ได้เลยนะคะ")
    assert len(talk.sent("som")) == 1


def test_it_can_be_changed_before_it_is_sent(talk: Leaving) -> None:
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    assert said(talk.writes("kk", "แก้")) == ("พิมพ์วัน คาบ หรือเหตุผลใหม่ได้เลยค่ะ", ["ยกเลิก"])
    assert said(talk.writes("kk", "วันที่ 18")) == confirm(AGING, BLOCKCHAIN, why=WHY)
    assert said(talk.writes("kk", "เหตุผล: ไปราชการ")) == confirm(AGING, BLOCKCHAIN, why="ไปราชการ")
    talk.writes("kk", "แก้")
    assert said(talk.writes("kk", "ลูกรับปริญญา")) == confirm(AGING, BLOCKCHAIN, why="ลูกรับปริญญา")
    assert said(talk.writes("kk", "ศุกร์นี้เช้า")) == confirm(URBAN, why="ลูกรับปริญญา")


@pytest.mark.parametrize("no", ["ยกเลิก", "ไม่ลาแล้วค่ะ", "ไม่เอาแล้ว", "cancel"])
def test_it_can_be_left(talk: Leaving, no: str) -> None:
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")

    assert talk.writes("kk", no) == Reply(DROPPED, reading=ASIDE)
    assert talk.writes("kk", "การลาของฉัน").plain == NONE_YET


def test_of_a_session_where_attendance_is_not_taken_no_leave_is_needed(talk: Leaving) -> None:
    assert said(talk.writes("kk", "ขอลาออกเดินทางไปบาร์เซโลนา")) != confirm(CLINIC, why="")
    assert talk.writes("kk", "วันที่ 17 พ.ย. ไปไม่ได้ครับ").plain.startswith(
        "วันอาทิตย์ที่ 17 พฤศจิกายน 2562 ไม่มีคาบที่เช็กชื่อ จึงไม่ต้องลาค่ะ"
    )


def test_what_was_asked_for_before_is_not_asked_for_again(talk: Leaving) -> None:
    talk.asks()
    assert talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา").plain == (f"ขอลาไว้แล้วค่ะ\n• {CLINIC}\nดูผลได้โดยพิมพ์ การลาของฉัน")
    assert said(talk.writes("kk", "ขอลาวันศุกร์ มีประชุม")) == confirm(
        URBAN, why="มีประชุม", lead="บางคาบขอลาไว้แล้ว เหลือตามนี้ค่ะ"
    )


def test_ones_own_leave_is_listed_and_taken_back_until_it_begins(talk: Leaving) -> None:
    talk.asks()
    mine = Reply("การลาของท่านค่ะ", (card("รอทีมงานพิจารณา", WITHDRAW),), reading=ASIDE)
    assert talk.writes("kk", "การลาของฉัน") == mine
    talk.writes("som", "อนุมัติคำขอลา 1")
    assert talk.statuses() == {"project-clinic-1": "excused"}
    for who in ("kk", "som", "pim"):
        talk.sent(who)
    undo = talk.writes("kk", "ยกเลิกการลา")
    assert undo == Reply("แตะ ถอนคำขอลา ที่ต้องการยกเลิกค่ะ", (card("อนุมัติแล้ว", WITHDRAW),), reading=ASIDE)

    assert talk.taps("kk", WITHDRAW) == Reply(f"ยกเลิกการลาแล้วค่ะ แล้วพบกันนะคะ\n• {CLINIC}", reading=ASIDE)
    assert talk.statuses() == {}
    told = Reply(f"{KK} ยกเลิกการลาแล้วค่ะ\n• {CLINIC}", choices=(SHOW,), reading=ASIDE)
    assert (talk.sent("som"), talk.sent("pim")) == ([told], [told])
    assert talk.taps("kk", WITHDRAW).plain == "คำขอลานี้ยกเลิกไม่ได้แล้วค่ะ"
    assert talk.writes("kk", "ยกเลิกการลา").plain == "ไม่มีคำขอลาที่ยกเลิกได้ค่ะ"
    assert talk.writes("kk", "การลาของฉัน").cards == (card("ยกเลิกแล้ว"),)


@pytest.mark.parametrize("question", ["ลาได้กี่วัน", "ต้องลายังไง", "อยากลาวันศุกร์ต้องทำไง"])
def test_a_question_is_answered_even_while_a_request_is_made(talk: Leaving, question: str) -> None:
    assert talk.writes("kk", question).plain == READY
    for said_ in ("ขอลา", "ศุกร์บ่าย"):
        talk.writes("kk", said_)
        assert talk.writes("kk", question).plain == READY
    assert said(talk.writes("kk", WHY)) == confirm(CLINIC, why=WHY)
    assert talk.writes("kk", question).plain == READY
    assert talk.writes("kk", "ส่งคำขอ").plain == SENT.format(1)


@pytest.mark.parametrize("text", ["พรุ่งนี้เรียนอะไร", "English", "กำหนดการทั้งหมดมีอะไรบ้าง"])
def test_something_else_is_no_reason(talk: Leaving, text: str) -> None:
    first = talk.writes("kk", text)
    talk.writes("kk", "ขอลาศุกร์บ่าย")

    assert talk.writes("kk", text).text == first.text


def test_guests_and_organisers_are_answered_as_before(talk: Leaving) -> None:
    assert talk.writes("guest", "ขอลาวันศุกร์").plain == READY
    assert talk.writes("som", "ขอลาวันศุกร์").plain == READY
    assert talk.writes("guest", "การลาของฉัน").plain != NONE_YET
    send = Choice("ส่งคำขอ", "ส่งคำขอ", "leave.send:1")
    assert talk.taps("guest", send).plain == "เรื่องนี้น้องนัดทำให้ผู้ที่ลงทะเบียนแล้วค่ะ"
    assert talk.taps("som", send).plain == "คำขอลานี้ค้างไว้นาน จึงยังไม่ได้ส่งค่ะ พิมพ์ ขอลา เพื่อเริ่มใหม่ได้เลยนะคะ"


@pytest.mark.parametrize("text", ["ขอลาวันศุกร์บ่าย ติดประชุมสภา", "การลาของฉัน"])
def test_in_a_group_it_is_for_the_private_chat(text: str) -> None:
    talk = Leaving()

    assert talk.in_group(text, called=True, sender="kk").plain == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"


def test_in_english(talk: Leaving) -> None:
    talk.writes("kk", "English")
    talk.writes("kk", "request leave on Friday afternoon, city council meeting")

    assert talk.writes("kk", "Send request").plain == (
        "Request 1 has gone to the team. I will tell you as soon as it is decided.\n"
        "If you change your mind, type cancel my leave before the class begins."
    )
    shown = card(KK, APPROVE, DECLINE, why="city council meeting")
    assert talk.sent("som") == [Reply(f"{KK} ขอลาเรียนค่ะ\n({TITLE})", (shown,), reading=ASIDE)]
    assert talk.writes("kk", "my leave").cards == (
        Card(
            "Leave 1 · waiting for the team",
            "",
            (
                ("Classes", "Project clinic 1 · Friday 11 October 2019, 13:00–16:00"),
                ("Reason", "city council meeting"),
                ("Rule", "By the programme's rule, leave still counts as absence under the 80% requirement."),
            ),
            (Choice("Cancel leave", "withdraw leave 1", "leave.withdraw:1"),),
        ),
    )


def test_what_is_held_lists_it_and_erasing_takes_the_words(talk: Leaving) -> None:
    talk.asks()
    talk.writes("som", "อนุมัติคำขอลา 1")
    held = talk.writes("kk", "ข้อมูลของฉัน").files[0].content
    assert f'"reason": "{WHY}"' in held
    assert '"state": "approved"' in held
    copies = "".join(talk.copies("som"))
    talk.writes("kk", "ลบข้อมูล")
    talk.writes("kk", "ยืนยันลบ")

    assert (WHY in copies, WHY in "".join(talk.copies("som") + talk.copies("pim"))) == (True, False)
    assert talk.writes("som", "ดูคำขอลา 1").cards[0].facts[1] == ("เหตุผล", "ลบแล้ว")


def test_several_are_listed_and_those_that_are_no_more_are_said_to_be(talk: Leaving) -> None:
    talk.asks("ขอลาวันศุกร์ มีประชุม")
    assert talk.writes("kk", "การลาของฉัน").cards[0].facts[0] == ("คาบที่ลา", f"{URBAN}\n{CLINIC}")
    gone = ("urbantech", "project-clinic-1")
    talk.imports(replace(OPEN, sessions=tuple(each for each in OPEN.sessions if each.code not in gone)))
    assert talk.writes("kk", "การลาของฉัน").cards[0].facts[0] == ("คาบที่ลา", "ไม่มีในกำหนดการแล้ว")
    assert talk.writes("som", "อนุมัติคำขอลา 1").plain == f"อนุมัติแล้วค่ะ และแจ้ง {KK} ให้ทราบแล้ว"
    assert talk.statuses() == {}
