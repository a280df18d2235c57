"""Asked whether something is cancelled or moved, the timetable as it stands is told; never a bare yes."""

from __future__ import annotations

import pytest

from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, ORCHARD, Talk


FEBRUARY = "2027-02-10T09:00"
CANCELLED = said("เสวนาคนปลูกรุ่นใหม่ ยกเลิกแล้วค่ะ (เดิมวันศุกร์ที่ 19 กุมภาพันธ์ 2570 เวลา 13.00–15.00 น.)", shown.PANEL.alone())
AS_PLANNED = said(
    "ตามกำหนดการล่าสุด กฎหมายที่ดินว่าง ยังจัดอยู่ค่ะ: วันศุกร์ที่ 19 กุมภาพันธ์ 2570 เวลา 09.00–12.00 น.", shown.LAW.alone()
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("เสวนายกเลิกหรือเปล่า", CANCELLED),
        ("เสวนาเลื่อนไหม", CANCELLED),
        ("มีคาบไหนยกเลิกบ้าง", CANCELLED),
        ("บ่ายวันที่ 19 กุมภา งดเรียนไหม", CANCELLED),
        ("กฎหมายที่ดินถูกยกเลิกรึเปล่าคะ", AS_PLANNED),
        ("กฎหมายที่ดินเลื่อนไหม", AS_PLANNED),
        ("กฎหมายที่ดินย้ายห้องไหม", AS_PLANNED),
        ("กฎหมายที่ดินย้ายไปวันอื่นหรือเปล่าคะ", AS_PLANNED),
        ("มีคาบไหนย้ายบ้าง", CANCELLED),
        (
            "วันที่ 19 กุมภา ยกเลิกไหม",
            said(
                "วันศุกร์ที่ 19 กุมภาพันธ์ 2570 มี 2 รายการค่ะ\n• กฎหมายที่ดินว่าง: ยังจัดอยู่\n• เสวนาคนปลูกรุ่นใหม่: ยกเลิกแล้ว",
                shown.LAW.listed(),
                shown.PANEL.listed(),
            ),
        ),
    ],
)
def test_whether_it_is_still_on(question: str, answer: str) -> None:
    assert Talk(ORCHARD, now=FEBRUARY).say(question).plain == answer


def test_the_cancelled_class_of_a_moment_ago() -> None:
    talk = Talk(ORCHARD, now=FEBRUARY)
    talk.say("เสวนาที่ไหน")

    assert talk.say("ยกเลิกแล้วใช่ไหม").plain == CANCELLED


def test_where_nothing_was_cancelled() -> None:
    none = "ไม่มีรายการที่ยกเลิกค่ะ วันเวลาและห้องล่าสุดดูได้ด้วยคำว่า กำหนดการทั้งหมด"
    for question in ("มีคาบไหนยกเลิกบ้าง", "คาบไหนย้ายบ้าง", "คาบไหนเลื่อนบ้าง"):
        assert Talk(CCIO, now="2019-10-07T09:00").say(question).plain == none


@pytest.mark.parametrize("question", ["ย้าย Blockchain ไปห้องไหน", "Blockchain ย้ายไปห้องไหน"])
def test_where_something_was_moved_to(question: str) -> None:
    lines = Talk(CCIO, now="2019-10-14T17:00").say(question).plain.split("\n\n")[0].split("\n")

    title = "Blockchain Technology for Transparency Procurement"
    assert lines == [
        f"ตามกำหนดการล่าสุด {title} ยังจัดอยู่ค่ะ: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น.",
        f"{title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ",
    ]


def test_to_move_to_another_group_is_about_no_session() -> None:
    asked = Talk(CCIO, now="2019-10-14T17:00").say("ขอย้ายกลุ่มได้ไหม").plain
    assert asked == "แบ่งกลุ่มในวันปฐมนิเทศให้แต่ละกลุ่มมีครบหลายภาคส่วนค่ะ ขอเปลี่ยนกลุ่มได้ที่ฝ่ายเลขานุการ"
