"""What becomes of changes: organisers see them with what telling costs, the first decision wins, people are told."""

from __future__ import annotations

import pytest

from bot.messages import Reply
from tests.dialogs.changes_told import (
    COSTS,
    EVENING,
    HOLD,
    HUSH,
    LINES,
    NOTE,
    NOW,
    SEND,
    TIMETABLE,
    changing,
    notice,
    offered,
)
from tests.dialogs.changing import ASIDE, AT_ONE, AT_TWO, BLOCKCHAIN, HALL, LAB, TITLE, Changing, button
from tests.dialogs.office import PIM, SOM


@pytest.mark.parametrize("channel", ["line", "telegram"])
def test_from_the_change_to_the_last_acknowledgement(channel: str) -> None:
    office = changing(channel)

    assert office.writes("som", "การเปลี่ยนแปลงที่ยังไม่แจ้ง") == offered(cost=COSTS[channel])
    assert office.taps("som", SEND) == Reply("กำลังส่งแจ้ง 3 คนค่ะ", reading=ASIDE)
    office.tick()
    assert office.sent("kk") == [notice()]
    assert office.sent("som") == [notice()]
    assert office.sent("pim") == [Reply(f"{SOM} ส่งแจ้งการเปลี่ยนแปลงของ{TITLE} แล้วค่ะ", reading=ASIDE), notice()]
    assert office.taps("kk", notice().cards[0].choices[1]).text == "บันทึกแล้วว่ารับทราบ เวลา 09.00 น. ขอบคุณค่ะ"
    assert office.taps("kk", notice().cards[0].choices[0]).files[0].content.count("SEQUENCE:1\r\n") == 1

    office.tick()
    assert office.sent("kk") == []
    assert office.writes("pim", "การเปลี่ยนแปลงที่ยังไม่แจ้ง") == Reply("ไม่มีการเปลี่ยนแปลงที่ค้างแจ้งค่ะ", reading=ASIDE)


@pytest.mark.parametrize("channel", ["line", "telegram"])
def test_from_a_command_to_the_notice(channel: str) -> None:
    office = Changing(channel)

    shown = office.writes("som", "ย้าย Blockchain ไป 14.00")
    assert shown.text == f"ย้าย {BLOCKCHAIN} ตามนี้นะคะ\nถ้าแจ้ง จะ{COSTS[channel]}"
    assert office.taps("som", shown.choices[0]) == Reply(f"ย้าย {BLOCKCHAIN} แล้วค่ะ\nกำลังส่งแจ้ง 3 คนค่ะ", reading=ASIDE)
    office.tick()
    assert (office.sent("kk"), office.sent("som")) == ([notice()], [notice()])
    told = Reply(f"{SOM} เปลี่ยนกำหนดการของ{TITLE} และแจ้งผู้เรียนแล้วค่ะ\n{LINES}", reading=ASIDE)
    assert office.sent("pim") == [told, notice()]


def test_a_command_may_leave_people_untold() -> None:
    office = Changing()
    kept = office.taps("som", office.writes("som", "ย้าย Blockchain ไป 14.00").choices[1])
    office.tick()

    assert kept == offered(lead=f"ย้าย {BLOCKCHAIN} แล้วค่ะ\nยังไม่ได้แจ้งผู้เรียนค่ะ")
    assert office.sent("kk") == []
    assert office.sent("pim") == [offered(lead=f"{SOM} เปลี่ยนกำหนดการของ{TITLE} แล้ว ยังไม่ได้แจ้งผู้เรียนค่ะ")]


def test_what_waits_goes_with_the_next_command_and_is_said_so() -> None:
    office = changing()

    shown = office.writes("som", "ยกเลิกพิธีปิด")
    assert shown.text == (
        "ยกเลิก พิธีปิดและมอบประกาศนียบัตร นะคะ\nถ้าแจ้ง จะรวมอีก 1 รายการที่ยังไม่ได้แจ้งด้วยค่ะ\nถ้าแจ้ง จะส่งถึง 3 คน · LINE 3 ข้อความ"
    )
    office.taps("som", shown.choices[0])
    office.tick()
    (reply,) = office.sent("kk")
    assert [card.note for card in reply.cards] == ["ยกเลิก", "เลื่อนเวลา"]


def test_the_first_decision_wins() -> None:
    office = changing()
    office.taps("pim", HUSH)

    assert office.taps("som", SEND) == Reply(f"{PIM} เลือกไม่แจ้งเรื่องนี้ไปแล้วค่ะ", reading=ASIDE)
    office.tick()
    assert office.sent("kk") == []
    assert office.sent("som") == [Reply(f"{PIM} เลือกไม่แจ้งการเปลี่ยนแปลงของ{TITLE} ค่ะ", reading=ASIDE)]


def test_what_was_sent_stays_sent() -> None:
    office = changing()
    office.taps("pim", SEND)

    for late in (SEND, HOLD, HUSH, NOTE):
        assert office.taps("som", late) == Reply(
            f"{PIM} ส่งแจ้งไปแล้ววันจันทร์ที่ 7 ตุลาคม 2562 เวลา 09.00 น. ค่ะ", reading=ASIDE
        )


def test_not_yet_is_no_never() -> None:
    office = changing()

    assert office.taps("som", HOLD) == Reply("ได้ค่ะ ยังไม่แจ้งใคร ดูอีกครั้งได้ด้วยคำว่า การเปลี่ยนแปลงที่ยังไม่แจ้ง", reading=ASIDE)
    office.tick()
    assert office.sent("kk") == []
    assert office.writes("pim", "มีอะไรยังไม่ได้แจ้ง") == offered()
    office.writes("pim", "ส่งแจ้งทุกคน")
    office.tick()
    assert office.sent("kk") == [notice()]


def test_words_of_the_organisers_go_with_it() -> None:
    office = changing()
    sorry = "ขออภัยในความไม่สะดวกค่ะ"

    assert office.taps("som", NOTE) == Reply(
        "พิมพ์ข้อความที่จะแนบไปกับการแจ้ง ภายใน 10 นาทีได้เลยค่ะ", choices=(button("ไม่แก้แล้ว", "change.drop:2"),), reading=ASIDE
    )
    card = f"{BLOCKCHAIN}\nเลื่อนเวลา\nเดิม: {AT_ONE} · {HALL}\nใหม่: {AT_TWO} · {HALL}"
    assert office.writes("som", sorry) == Reply(
        f"ผู้เรียนจะได้รับแบบนี้ค่ะ\n\n{BLOCKCHAIN} เลื่อนเป็น{AT_TWO} ค่ะ\n{sorry}\n\n{card}",
        choices=(SEND, NOTE, HOLD),
        reading=ASIDE,
    )
    assert office.writes("pim", "การเปลี่ยนแปลงที่ยังไม่แจ้ง") == offered(f"ข้อความที่แนบ: “{sorry}”")
    office.taps("som", SEND)
    office.tick()
    assert office.sent("kk") == [notice(sorry)]


def test_no_words_after_all() -> None:
    office = changing()
    drop = office.taps("som", NOTE).choices[0]

    assert office.taps("som", drop) == offered()
    office.taps("som", NOTE)
    assert office.writes("som", "ก" * 481) == Reply("ข้อความยาวเกิน 480 ตัวอักษร รบกวนย่อลงนะคะ", reading=ASIDE)
    assert office.writes("som", "ไม่เอา") == offered()


# When


def test_at_night_it_waits_for_the_morning() -> None:
    office = changing()
    office.at(EVENING)
    morning = "วันอังคารที่ 8 ตุลาคม 2562 เวลา 06.30 น."

    later = office.taps("som", SEND)
    assert later == Reply(f"ตอนนี้เป็นช่วงงดรบกวน จะแจ้ง 3 คน{morning} ค่ะ", choices=(NOW, HOLD), reading=ASIDE)
    office.tick()
    assert office.sent("kk") == []
    waiting = offered(f"ตั้งไว้แจ้ง{morning} ค่ะ")
    assert office.writes("pim", "การเปลี่ยนแปลงที่ยังไม่แจ้ง") == waiting
    assert office.taps("pim", SEND) == waiting
    office.at("2019-10-08T06:30")
    office.tick()
    assert office.sent("kk") == [notice()]


def test_at_night_an_organiser_may_still_say_now() -> None:
    office = changing()
    office.at(EVENING)

    assert office.taps("som", office.taps("som", SEND).choices[0]) == Reply("กำลังส่งแจ้ง 3 คนค่ะ", reading=ASIDE)
    office.tick()
    assert office.sent("kk") == [notice()]


def test_what_waits_for_the_morning_can_be_held() -> None:
    office = changing()
    office.at(EVENING)

    office.taps("pim", office.taps("som", SEND).choices[1])
    office.at("2019-10-08T07:00")
    office.tick()
    assert office.sent("kk") == []
    assert office.writes("som", "การเปลี่ยนแปลงที่ยังไม่แจ้ง") == offered()


def test_what_was_altered_overnight_is_decided_anew() -> None:
    office = changing()
    office.at(EVENING)
    office.taps("som", SEND)
    office.changed(venue="nia-lab")
    assert office.sent("pim") == [Reply(f"{SOM} ส่งแจ้งการเปลี่ยนแปลงของ{TITLE} แล้วค่ะ", reading=ASIDE)]
    office.at("2019-10-08T07:00")
    office.tick()

    assert office.sent("kk") == []
    reply = office.writes("som", "การเปลี่ยนแปลงที่ยังไม่แจ้ง")
    assert reply.text == (
        f"{TITLE}\nกำหนดการเปลี่ยน 1 รายการ ยังไม่ได้แจ้งผู้เรียนค่ะ\n"
        f"• เปลี่ยนสถานที่: {BLOCKCHAIN}\n  วันเวลา: {AT_ONE}\n  เดิม: {HALL}\n  ใหม่: {LAB}\n"
        "รายการนี้รวมที่ตั้งเวลาแจ้งไว้ก่อนหน้า ซึ่งพักไว้แล้วค่ะ\nส่งถึง 3 คน · LINE 3 ข้อความ"
    )


def test_an_old_button_shows_what_is_to_be_told_now() -> None:
    office = changing()
    office.changed(venue="nia-lab")

    newer = office.taps("som", SEND)
    assert newer.text.startswith(f"{TITLE}\nกำหนดการเปลี่ยนอีกหลังจากนั้น ที่ยังไม่ได้แจ้งตอนนี้มี 1 รายการค่ะ")
    assert [choice.data for choice in newer.taps] == [f"change.{wish}:3" for wish in ("send", "note", "hold", "hush")]
    office.tick()
    assert office.sent("kk") == []


def test_of_what_has_begun_nobody_is_told() -> None:
    office = changing()
    office.taps("som", SEND)
    office.at("2019-10-18T14:00")
    office.tick()

    assert office.sent("kk") == []


def test_there_and_back_says_nothing() -> None:
    office = changing()
    office.changed()

    assert office.taps("som", SEND) == Reply("ไม่มีการเปลี่ยนแปลงที่ค้างแจ้งค่ะ", reading=ASIDE)


def test_a_button_of_the_notice_shows_the_timetable() -> None:
    office = changing()

    assert office.taps("kk", TIMETABLE).reading.sessions[0] == "orientation"


def test_whoever_does_not_organise_decides_nothing() -> None:
    office = changing()

    only = Reply("การเปลี่ยนกำหนดการเป็นเรื่องของทีมงานหลักสูตรค่ะ ถ้าต้องการเสนอ แจ้งทีมงานได้ด้วยคำว่า ติดต่อทีมงาน", reading=ASIDE)
    assert [office.taps("kk", choice) for choice in (SEND, NOTE, HOLD, HUSH, NOW)] == [only] * 5
    assert office.writes("kk", "การเปลี่ยนแปลงที่ยังไม่แจ้ง").reading.aside is False
    office.tick()
    assert office.sent("kk") == []


def test_a_notice_that_waits_with_a_reminder_stays_where_a_later_change_is_held() -> None:
    office = Changing(now="2019-10-18T12:36")
    office.tick()
    office.writes("som", "ย้าย Blockchain ไป 13.10")
    office.writes("som", "ย้ายและแจ้งทุกคน")
    office.tick()
    told, gone = office.sent("kk"), office.taken_back("kk")
    assert [line for line in told[-1].text.split("\n") if line][:2] == [
        f"{BLOCKCHAIN} เลื่อนเป็นวันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.10–16.10 น. ค่ะ",
        f"อีก 34 นาที เริ่ม 13.10 น. ที่ {HALL}",
    ]
    office.writes("som", "ขยายเวลา Blockchain ถึง 17.00")
    office.writes("som", "เปลี่ยน ยังไม่แจ้ง")
    office.tick()

    assert (office.sent("kk"), office.taken_back("kk")) == ([], gone)
