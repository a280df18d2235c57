"""Which announcement is meant by a few words, before and after it went; and what is meant for another room."""

from __future__ import annotations

import pytest

from bot.messages import Reply
from tests.dialogs.announce_talk import Bureau, about, button, confirming, shown
from tests.dialogs.office import ANSWER_IT, ASIDE, QUESTION, SENT, brought


TEXT = "พรุ่งนี้งดเรียน"
RIGHT = "พรุ่งนี้เรียนตามปกติ"
COST = "ส่งถึง 3 คน · LINE 3 ข้อความ"
BEGINS = about("กำลังเริ่มส่งค่ะ อีกสักครู่ดูผลได้เลย", 1, "รอส่ง", f"“{TEXT}”", "progress", "stop")
DROPPED = Reply("ยกเลิกแล้ว ไม่ได้ส่งถึงใครค่ะ", reading=ASIDE)


@pytest.fixture
def office() -> Bureau:
    """Monday, 9.00; an announcement was confirmed, and goes at the next tick."""
    office = Bureau()
    office.says("som", f"ประกาศ: {TEXT}", message="m1")
    office.says("som", "ส่งเลย")
    return office


@pytest.mark.parametrize("words", ["ผลการส่ง", "ประกาศถึงไหนแล้ว", "ใครรับทราบแล้วบ้าง", "ส่งเลย"])
def test_how_far_it_is_before_its_tick(office: Bureau, words: str) -> None:
    assert office.says("som", words) == [BEGINS]


@pytest.mark.parametrize("words", ["หยุดส่ง", "ยกเลิก", "ยกเลิกประกาศ", "หยุดส่งประกาศที่ 1"])
def test_it_can_be_stopped_before_its_tick(office: Bureau, words: str) -> None:
    assert office.says("som", words) == [DROPPED]
    office.goes()
    assert office.got("kk") == []


def test_the_button_to_stop_it_stops_it_before_its_tick_too(office: Bureau) -> None:
    assert office.presses("pim", button("stop", 1)) == [DROPPED]
    office.goes()
    assert office.got("kk") == []


@pytest.mark.parametrize("words", ["ยกเลิก", "ยกเลิกประกาศที่ 1", "หยุดส่ง"])
def test_cancelled_while_it_goes_it_is_stopped(office: Bureau, words: str) -> None:
    office.goes()
    office.got("kk")

    assert office.says("som", words) == [
        about("หยุดส่งแล้วค่ะ ดึงกลับได้ 2 ข้อความ ส่งออกไปแล้ว 1 ข้อความ", 1, "หยุดส่งแล้ว", f"“{TEXT}”", "progress", "correct")
    ]
    assert [office.got(who) for who in ("som", "pim")] == [[], []]


def test_what_is_typed_anew_after_it_went_corrects_it(office: Bureau) -> None:
    office.says("som", "แก้ข้อความประกาศที่ 1")
    office.goes()
    office.got("kk")

    (preview, asked) = office.says("som", RIGHT)
    assert preview.text == f"แก้ไขประกาศ: {RIGHT}"
    assert asked.text.startswith("แก้ไขให้ทุกคนที่ได้รับ")
    assert office.number(2).corrects == 1


def test_the_message_that_had_its_text_is_edited_after_it_went(office: Bureau) -> None:
    office.goes()

    assert office.edits("som", "m1", f"ประกาศ: {RIGHT}")[0].text == f"แก้ไขประกาศ: {RIGHT}"
    assert office.number(2).corrects == 1


def test_before_it_goes_its_text_is_changed_and_confirmed_anew(office: Bureau) -> None:
    office.says("som", "แก้ไขประกาศ")

    assert office.says("som", RIGHT) == [shown(RIGHT, 1), confirming(office.number(1), COST)]
    office.goes()
    assert office.got("kk") == []


def test_what_is_said_later_is_not_about_it(office: Bureau) -> None:
    office.writes("som", "พรุ่งนี้เรียนอะไร")
    office.writes("som", "ยกเลิก")

    assert office.number(1).state == "scheduled"


def test_what_another_room_asked_for_sends_no_announcement() -> None:
    office = Bureau()
    office.writes("kk", QUESTION, message="q")
    office.says("som", f"ประกาศ: {TEXT}")
    office.taps("som", ANSWER_IT)
    office.writes("som", "โรงแรมริมหาดค่ะ")

    assert office.writes("som", "ส่ง") == SENT
    assert office.number(1).state == "draft"
    assert office.says("som", "ส่งเลย") == [about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", f"“{TEXT}”", "progress", "stop")]


def test_an_answer_to_a_question_is_not_the_text_of_an_announcement() -> None:
    office = Bureau()
    office.writes("kk", QUESTION, message="q")
    ((message, question),) = office.messages("som")
    assert question == brought()
    office.says("som", "ประกาศ")

    assert office.writes("som", "โรงแรมริมหาดค่ะ", quoted=message) == SENT
    with pytest.raises(Exception, match=r"announcing\.unknown"):
        office.number(1)


def test_a_draft_whose_time_has_passed_is_shown_as_one_that_goes_at_once(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {RIGHT}")
    office.says("som", "พรุ่งนี้ 8 โมงเช้า")
    office.at("2019-10-08T08:30")

    assert office.says("som", "ส่งประกาศที่ 2") == [
        shown(RIGHT, 2),
        confirming(office.number(2), COST, said="ประกาศนี้เปลี่ยนไปจากที่เห็นก่อนหน้า รบกวนดูอีกครั้งก่อนส่งนะคะ"),
    ]


def test_a_draft_that_was_left_is_shown_again_before_it_goes(office: Bureau) -> None:
    office.says("som", f"ประกาศ: {RIGHT}")
    office.at("2019-10-07T09:30")

    assert office.says("som", "ส่งเลย") == [shown(RIGHT, 2), confirming(office.number(2), COST)]
    office.at("2019-10-08T10:00")
    assert office.writes("som", "ส่งเลย").cards == ()


@pytest.mark.parametrize("words", ["แก้", "ขอแก้เวลาด้วยค่ะ", "ส่ง"])
def test_a_correction_is_what_was_typed_whatever_it_sounds_like(office: Bureau, words: str) -> None:
    office.goes()
    office.says("som", "แก้ไขประกาศที่ 1")

    assert office.says("som", words)[0].text == f"แก้ไขประกาศ: {words}"


def test_in_quiet_hours_what_is_on_the_buttons_may_be_typed() -> None:
    office = Bureau()
    office.at("2019-10-07T22:00")
    office.says("som", f"ประกาศ: {TEXT}")
    office.says("som", "ส่งเลย")

    assert office.says("som", "ส่งเดี๋ยวนี้") == [about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", f"“{TEXT}”", "progress", "stop")]
