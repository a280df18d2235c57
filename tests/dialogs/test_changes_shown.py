"""What people see of a changed timetable: few cards, the most important first, in their language."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Choice
from tests.dialogs.changes_told import SEND, TIMETABLE, changing
from tests.dialogs.changing import BLOCKCHAIN, HALL, Changing, button


def test_what_changed_together_is_one_message_the_most_important_first() -> None:
    """Those that go together from one room to another are on one card; more than ten cards are to be asked for."""
    office = Changing()
    office.renames("ห้องประชุมใหญ่", "ห้องประชุม 1", cancelled="closing")
    office.writes("som", "ส่งแจ้งทุกคน")
    office.tick()

    (reply,) = office.sent("kk")
    assert reply.text == "กำหนดการ CCIO รุ่นที่ 2 เปลี่ยน 6 รายการค่ะ"
    assert [(card.title, card.note, card.facts) for card in reply.cards] == [
        (
            "พิธีปิดและมอบประกาศนียบัตร",
            "ยกเลิก",
            (("เดิม", "วันศุกร์ที่ 13 ธันวาคม 2562 เวลา 13.30–16.00 น."), ("สถานที่", HALL)),
        ),
        (
            "5 รายการ",
            "เปลี่ยนสถานที่",
            (
                ("เดิม", HALL),
                ("ใหม่", "ห้องประชุม 1 อุทยานนวัตกรรม"),
                (
                    "รายการ",
                    ", ".join(
                        [
                            "UrbanTech for City Transformation (ศ. 11 ต.ค. 2562)",
                            "Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ (ศ. 18 ต.ค. 2562)",
                            f"{BLOCKCHAIN} (ศ. 18 ต.ค. 2562)",
                            "Startup City เมืองแห่งการเริ่มต้น (ศ. 1 พ.ย. 2562)",
                            "นำเสนอโครงงานกลุ่ม (ศ. 6 ธ.ค. 2562)",
                        ]
                    ),
                ),
            ),
        ),
    ]
    assert reply.choices == (TIMETABLE, button("รับทราบ", "ack:release 2"))


def test_more_than_ten_are_shown_when_they_are_asked_for() -> None:
    office = Changing()
    office.postpones(timedelta(hours=1))
    office.writes("som", "ส่งแจ้งทุกคน")
    office.tick()

    (reply,) = office.sent("kk")
    everything = Choice("ดูทั้งหมด", "ดูการเปลี่ยนแปลงทั้งหมด", "change.all:2")
    assert reply.text == "กำหนดการ CCIO รุ่นที่ 2 เปลี่ยน 11 รายการค่ะ\nและอีก 1 รายการ"
    assert (len(reply.cards), reply.choices[:2]) == (10, (everything, TIMETABLE))
    whole = office.taps("kk", everything).text
    assert (whole.count("(เลื่อนเวลา)"), whole.split("\n")[0]) == (11, "กำหนดการ CCIO รุ่นที่ 2 เปลี่ยน 11 รายการค่ะ")
    assert office.say(everything.says, everything.data, who="stranger", channel="line").text == whole  # it is public


def test_in_english() -> None:
    office = changing()
    office.writes("kk", "English")
    office.taps("som", SEND)
    office.tick()

    (reply,) = office.sent("kk")
    assert reply.plain == (
        f"{BLOCKCHAIN} has moved to Friday 18 October 2019, 14:00–17:00.\n\n{BLOCKCHAIN}\nMoved\n"
        "Before: Friday 18 October 2019, 13:00–16:00 · Main hall, Innovation Park\n"
        "Now: Friday 18 October 2019, 14:00–17:00 · Main hall, Innovation Park"
    )
