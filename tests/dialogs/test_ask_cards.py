"""A session's card: its facts, its map, its buttons; many sessions are lines in place of cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Card, Choice, Link, Place
from storage.programme import Text
from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, ORCHARD, Talk, read


MONDAY = "2019-10-07T09:00"
FEBRUARY = "2027-02-01T09:00"


def test_a_venue_is_a_place_on_a_map() -> None:
    reply = Talk(CCIO, now=MONDAY).say("อุทยานนวัตกรรมอยู่ที่ไหน")

    url = "https://www.google.com/maps/search/?api=1&query=13.764900,100.526800"
    place = Place("ห้องประชุมใหญ่ อุทยานนวัตกรรม", "ถนนโยธี เขตราชเทวี กรุงเทพฯ", 13.7649, 100.5268, Link("แผนที่", url))
    assert (reply.places, reply.links) == ((place,), ())
    assert reply.plain == f"{place.title} อยู่ที่ {place.address} ค่ะ\n\nแผนที่: {url}"


def test_a_card_has_its_facts_a_map_and_what_is_asked_next() -> None:
    reply = Talk(CCIO, now=MONDAY).say("เวิร์กช็อปประชาคมจัดที่ห้องไหน")

    assert reply.cards == (
        Card(
            "ปฏิบัติการประชาคมเมือง",
            "",
            (
                ("สถานที่", "ห้องปฏิบัติการนวัตกรรม ชั้น 3"),
                ("วันเวลา", "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 13.00–16.00 น."),
                ("ต้องเตรียม", "โน้ตบุ๊กอย่างน้อยกลุ่มละหนึ่งเครื่อง"),
                ("รายละเอียด", "ลองใช้เครื่องมือฟังเสียงชาวเมืองและคิดงานร่วมกับชุมชนด้วยตนเอง"),
            ),
            (Choice("เพิ่มลงปฏิทิน", "เพิ่ม ปฏิบัติการประชาคมเมือง ลงปฏิทิน", "calendar:civic-workshop"),),
            (Link("แผนที่", "https://www.google.com/maps/search/?api=1&query=13.764900,100.526800"),),
        ),
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("ปุ๋ยหมักวันไหน", "วันเวลา"),
        ("ปุ๋ยหมักที่ไหน", "สถานที่"),
        ("ปุ๋ยหมักใครสอน", "วิทยากร"),
        ("ปุ๋ยหมักต้องเตรียมอะไร", "ต้องเตรียม"),
        ("ปุ๋ยหมักแต่งตัวยังไง", "การแต่งกาย"),
        ("ปุ๋ยหมักเรียนเกี่ยวกับอะไร", "รายละเอียด"),
    ],
)
def test_all_that_is_known_of_a_session_is_on_its_one_card(question: str, first: str) -> None:
    programme = read(ORCHARD)
    full = tuple(
        replace(session, venue="glasshouse", description=Text("จากเศษครัวสู่ดิน")) if session.code == "compost" else session
        for session in programme.sessions
    )

    reply = Talk(replace(programme, sessions=full), now=FEBRUARY).say(question)

    facts = (
        ("วันเวลา", "วันศุกร์ที่ 5 กุมภาพันธ์ 2570 เวลา 13.00–16.00 น."),
        ("สถานที่", "เรือนกระจก"),
        ("วิทยากร", "นางมาลี ใบบุญ"),
        ("ต้องเตรียม", "ถุงมือและหมวก"),
        ("การแต่งกาย", "เสื้อแขนยาว"),
        ("รายละเอียด", "จากเศษครัวสู่ดิน"),
    )
    assert reply.cards == (
        Card(
            "ปฏิบัติการทำปุ๋ยหมัก",
            "",
            tuple(sorted(facts, key=lambda fact: fact[0] != first)),
            (Choice("เพิ่มลงปฏิทิน", "เพิ่ม ปฏิบัติการทำปุ๋ยหมัก ลงปฏิทิน", "calendar:compost"),),
            (Link("แผนที่", "https://www.google.com/maps/search/?api=1&query=16.414900,102.839300"),),
        ),
    )


@pytest.mark.parametrize(
    ("question", "first"), [("เสวนาวันไหน", "when"), ("เสวนาจัดที่ไหน", "where"), ("เสวนาใครพูด", "when")]
)
def test_a_cancelled_session_says_so_whatever_is_asked(question: str, first: str) -> None:
    reply = Talk(ORCHARD, now=FEBRUARY).say(question)

    assert reply.plain == said(
        "เสวนาคนปลูกรุ่นใหม่ ยกเลิกแล้วค่ะ (เดิมวันศุกร์ที่ 19 กุมภาพันธ์ 2570 เวลา 13.00–15.00 น.)", shown.PANEL.alone(first)
    )
    assert reply.cards[0].choices == ()


ALL = (
    shown.ORIENTATION, shown.DIVERCITY, shown.CIVIC, shown.URBANTECH, shown.CLINIC_1, shown.AGING, shown.BLOCKCHAIN,
    shown.PHUKET, shown.STARTUP, shown.CLINIC_2, shown.DEPARTURE, shown.EXPO, shown.FINAL, shown.CLOSING,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "heading", "sessions"),
    [
        ("ขอกำหนดการทั้งหมด", "มี 14 รายการค่ะ", ALL),
        ("เหลืออีกกี่ครั้ง", "เหลืออีก 11 รายการ รวม 12 วันค่ะ", ALL[3:]),
    ],
)
def test_a_long_list_is_lines(question: str, heading: str, sessions: tuple[shown.Shown, ...]) -> None:
    reply = Talk(CCIO, now=MONDAY).say(question)

    assert reply.plain == "\n".join([heading, *(f"• {session.title}: {session.when}" for session in sessions)])
    assert reply.cards == ()


def test_how_much_there_is_of_a_programme() -> None:
    assert Talk(CCIO, now=MONDAY).say("หลักสูตรนี้มีทั้งหมดกี่ครั้ง").plain == (
        "หลักสูตรนี้มีทั้งหมด 14 รายการ รวม 13 วัน ตั้งแต่วันศุกร์ที่ 4 ตุลาคม 2562 ถึงวันศุกร์ที่ 13 ธันวาคม 2562 ค่ะ"
    )
