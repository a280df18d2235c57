"""Whom an organiser means who checks somebody in by name."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from bot.services.people.enrolling import enrol
from tests.dialogs.door import CH, DA, KK, WI, Door, aside
from tests.dialogs.test_checkin_marks import NO, confirms


@pytest.fixture
def door() -> Door:
    """The class is on."""
    return Door(now="2019-10-11T09:30")


def test_a_name_that_several_have_is_asked_about(door: Door) -> None:
    both = [
        Choice(short, name, f"checkin.who:{door.ids[who]}") for short, name, who in ((KK, KK, "kk"), (DA, DA, "da"))
    ]
    asked = aside("ใจงาม หมายถึงท่านไหนคะ", *both, NO)
    assert door.says("som", "เช็กอินให้ ใจงาม") == asked
    confirms(door.taps("som", both[1]), f"• {DA}: มา")

    assert door.says("som", "เช็กอินให้ ใจงาม และ วิไล") == asked
    confirms(door.says("som", "ดำรง"), f"• {WI}: มา", f"• {DA}: มา", count=2)


def test_a_name_that_nobody_has(door: Door) -> None:
    assert door.says("som", "เช็กอินให้ คุณสมศรี") == aside("ไม่พบ คุณสมศรี ในรายชื่อผู้เข้าอบรมค่ะ รบกวนดูชื่ออีกครั้งนะคะ")


def test_people_who_are_called_alike_are_told_apart_by_where_they_are_from(door: Door) -> None:
    roster = f"ชื่อ-สกุล,หน่วยงาน,บทบาท,รหัส\n{CH},เทศบาลใต้,ผู้เข้าอบรม,1\n{CH},เทศบาลกลาง,ผู้เข้าอบรม,2\n"
    with door.database.write() as store:
        enrol(store, "roster.csv", roster.encode(), "ccio-2")
    asked = door.says("som", f"เช็กอินให้ {CH}")
    labels = [choice.says for choice in asked.choices]
    assert (asked.text, labels) == (
        f"{CH} หมายถึงท่านไหนคะ",
        [f"{CH} เทศบาลใต้", f"{CH} เทศบาลกลาง", "ยกเลิก"],
    )

    confirms(door.says("som", labels[0]), f"• {CH}: มา")


def test_of_very_many_the_whole_name_is_asked_for(door: Door) -> None:
    rows = "".join(f"นายสมชาย สกุล{letter}ดี,ผู้เข้าอบรม\n" for letter in "กขคงจฉชซญดต")
    with door.database.write() as store:
        enrol(store, "roster.csv", f"ชื่อ-สกุล,บทบาท\n{rows}".encode(), "ccio-2")
    asked = door.says("som", "สมชายมาสาย")

    assert (asked.text, len(asked.choices)) == ("สมชาย มี 11 ท่านค่ะ รบกวนพิมพ์ชื่อและนามสกุลนะคะ", 11)
    confirms(door.says("som", "สมชาย สกุลตดี"), "• นายสมชาย สกุลตดี: มาสาย")
