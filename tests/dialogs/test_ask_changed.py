"""Asked whether something is cancelled or moved, the timetable as it stands is told; never a bare yes."""

from __future__ import annotations

import pytest

from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, ORCHARD, Talk


FEBRUARY = "2027-02-10T09:00"
CANCELLED = said("เสวนาคนปลูกรุ่นใหม่ ยกเลิกแล้วค่ะ (เดิมวันศุกร์ที่ 19 กุมภาพันธ์ 2570 เวลา 13.00–15.00 น.)", shown.PANEL.alone())
AS_PLANNED = said(
    "ตามกำหนดการล่าสุด กฎหมายที่ดินว่าง ยังมีตามเดิมค่ะ: วันศุกร์ที่ 19 กุมภาพันธ์ 2570 เวลา 09.00–12.00 น.", shown.LAW.alone()
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
        (
            "วันที่ 19 กุมภา ยกเลิกไหม",
            said(
                "วันศุกร์ที่ 19 กุมภาพันธ์ 2570 มี 2 รายการค่ะ\n• กฎหมายที่ดินว่าง: ยังมีตามเดิม\n• เสวนาคนปลูกรุ่นใหม่: ยกเลิกแล้ว",
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
    assert Talk(CCIO, now="2019-10-07T09:00").say("มีคาบไหนยกเลิกบ้าง").plain == "ไม่มีรายการที่ยกเลิกค่ะ"
