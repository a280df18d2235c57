"""Organisers move a session to where nobody has a room: online; and to the week after the one that it is in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.programme import Text, Venue
from tests.dialogs.changing import (
    AGING,
    AT_ONE,
    AT_TWO,
    BLOCKCHAIN,
    CHANGE,
    HALL,
    IN_ONE,
    MOVE,
    PHUKET,
    PHUKET_DAYS,
    URBAN,
    Changing,
    confirm,
    moved,
    shown,
)
from tests.dialogs.people_talk import OPEN


def online(name: str, place: str, asked: str = "ย้าย {} ตามนี้นะคะ", when: str = "") -> str:
    """What is asked where `name` is new."""
    kinds, facts = "เปลี่ยนสถานที่", [f"วันเวลา: {AT_ONE}", f"เดิม: {HALL}", f"ใหม่: {place}"]
    if when:
        kinds, facts = f"เลื่อนเวลา · {kinds}", [*IN_ONE, f"ใหม่: {when} · {place}"]
    new = f"{name} ยังไม่มีในหลักสูตร จะเพิ่มให้ใหม่ค่ะ" if name else ""
    return confirm(asked.format(BLOCKCHAIN), BLOCKCHAIN, kinds, *facts, warned=new)


ROOM = "เปลี่ยนสถานที่ของ {} ตามนี้นะคะ"


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ย้าย Blockchain ไปออนไลน์", (online("ออนไลน์", "ออนไลน์"), MOVE)),
        ("Blockchain เปลี่ยนเป็นเรียนออนไลน์นะคะ", (online("ออนไลน์", "ออนไลน์"), MOVE)),
        (
            "ย้าย Blockchain ไป Zoom ลิงก์ https://zoom.us/j/1230?pwd=9.30",
            (online("Zoom", "Zoom · https://zoom.us/j/1230?pwd=9.30"), MOVE),
        ),
        (
            "ย้าย Blockchain ไป 14.00 ออนไลน์ทาง Zoom https://zoom.us/j/12",
            (online("ออนไลน์ทาง Zoom", "ออนไลน์ทาง Zoom · https://zoom.us/j/12", when=AT_TWO), MOVE),
        ),
        (
            "เปลี่ยนห้อง Blockchain เป็น https://meet.example.org/abc-16.30",
            (online("meet.example.org", "meet.example.org · https://meet.example.org/abc-16.30", ROOM), CHANGE),
        ),
    ],
)
def test_a_new_way_of_meeting_online_is_added_with_its_address(said: str, answered: object) -> None:
    assert shown(Changing().writes("som", said)) == answered


def test_the_one_that_the_programme_has_is_meant_without_an_address() -> None:
    room = Venue("zoom", Text("ห้อง Zoom ของหลักสูตร", "Our Zoom"), url="https://zoom.example.org/9")
    office = Changing()
    office.imports(replace(OPEN, venues=(*OPEN.venues, room)))

    place = "ห้อง Zoom ของหลักสูตร · https://zoom.example.org/9"
    assert shown(office.writes("som", "ย้าย Blockchain ไปออนไลน์")) == (online("", place), MOVE)
    other = online("ซูม", "ซูม · https://zoom.us/j/1", ROOM)
    assert shown(office.writes("som", "เปลี่ยนห้อง Blockchain เป็นซูม https://zoom.us/j/1")) == (other, CHANGE)


@pytest.mark.parametrize(
    ("said", "title", "old", "new", "warned"),
    [
        (
            "ย้าย UrbanTech ไปอาทิตย์ถัดไป",
            URBAN,
            "วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น.",
            "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
            f"ห้องซ้อนกับ {AGING} วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
        ),
        (
            "เลื่อน Blockchain ไปสัปดาห์ถัดไป เวลาเดิม",
            BLOCKCHAIN,
            AT_ONE,
            "วันศุกร์ที่ 25 ตุลาคม 2562 เวลา 13.00–16.00 น.",
            f"เวลาซ้อนกับ {PHUKET} {PHUKET_DAYS}",
        ),
        ("Blockchain เลื่อนเป็นวันถัดไป", BLOCKCHAIN, AT_ONE, "วันเสาร์ที่ 19 ตุลาคม 2562 เวลา 13.00–16.00 น.", ""),
        ("move Blockchain to the following day", BLOCKCHAIN, AT_ONE, "วันเสาร์ที่ 19 ตุลาคม 2562 เวลา 13.00–16.00 น.", ""),
    ],
)
def test_the_following_week_is_the_one_after_its_own(said: str, title: str, old: str, new: str, warned: str) -> None:
    answered = moved(title, "เลื่อนเวลา", f"เดิม: {old} · {HALL}", f"ใหม่: {new} · {HALL}", warned=warned)

    assert shown(Changing().writes("som", said)) == answered
