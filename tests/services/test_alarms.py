"""Organisers are told once, where it still can reach them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Halt, Locked, Quota
from bot.messages import Address
from bot.services import alarms
from storage import addresses, outbox, people, quotas
from storage.models.people import AddressRow
from storage.people import Details, Membership


if TYPE_CHECKING:
    from storage.db import Database
    from storage.models.people import Role


NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
USED_UP = (
    "แจ้งผู้จัดค่ะ ข้อความ LINE ของเดือนนี้ใช้ครบแล้ว\n"
    "ผู้เรียนที่ทักมายังได้รับคำตอบตามปกติ แต่ข้อความที่น้องนัดส่งออกไปก่อนจะรอจนกว่าจะเพิ่มโควตาหรือขึ้นเดือนใหม่"
)


def somebody(database: Database, role: Role, *where: str) -> None:
    with database.write() as store:
        person = people.add(store, Details(name=f"{role} {where}"))
        people.enrol(store, person, Membership("c", role))
        for place in where:
            channel, _, chat = place.partition(":")
            addresses.opened(store, Address(channel, chat))
            store.query(AddressRow).filter_by(channel=channel, chat=chat).update({"person_id": person})


def told(database: Database, place: str) -> list[str]:
    channel, _, chat = place.partition(":")
    with database.read() as store:
        return [left.reply.text for left in outbox.sent_to(store, Address(channel, chat))]


def ring(database: Database, halt: Halt, after: timedelta = timedelta()) -> None:
    with database.write() as store:
        alarms.ring(store, "line", halt, NOW + after)


def test_a_used_up_month_is_told_once_in_it_and_elsewhere_if_that_can_be(database: Database) -> None:
    somebody(database, "organiser", "line:1", "telegram:1")
    somebody(database, "owner", "line:2")
    somebody(database, "participant", "telegram:3")
    for after in (timedelta(), timedelta(hours=1)):
        ring(database, Quota("used up", after=3600), after)

    places = ["line:1", "telegram:1", "line:2", "telegram:3"]
    assert [told(database, place) for place in places] == [[], [USED_UP], [USED_UP], []]
    ring(database, Quota("used up", after=3600), timedelta(hours=8))  # the next month has begun in Thailand
    assert told(database, "telegram:1") == [USED_UP] * 2


@pytest.mark.parametrize(("halt", "times"), [(Locked("401", after=300), 1), (Halt("too many", after=3), 0)])
def test_a_refused_token_is_told_and_a_short_rest_is_not(database: Database, halt: Halt, times: int) -> None:
    somebody(database, "organiser", "telegram:1")
    ring(database, halt)

    assert (
        told(database, "telegram:1")
        == ["แจ้งผู้จัดค่ะ LINE ไม่รับรหัสเชื่อมต่อของน้องนัด ข้อความทั้งหมดทาง LINE จึงรออยู่\nกรุณาให้ผู้ดูแลระบบตรวจรหัสเชื่อมต่อ (token) ค่ะ"]
        * times
    )


def look(database: Database, most: int | None, used: int, *, reserve: int | None = None, days: int = 0) -> None:
    with database.write() as store:
        alarms.watch(store, "line", (most, used), reserve, NOW + timedelta(days=days))


def test_four_fifths_of_a_month_are_told_once_in_it_where_that_costs_nothing(database: Database) -> None:
    somebody(database, "organiser", "line:1", "web:1", "telegram:1")
    somebody(database, "owner", "line:2", "web:2")
    somebody(database, "participant", "telegram:3")
    for used in (239, 240, 260):
        look(database, 300, used)

    low = (
        "แจ้งผู้จัดค่ะ เดือนมกราคม 2569 ใช้ข้อความ LINE ไปแล้ว 240 จาก 300 ข้อความ เหลือ 60 ข้อความ "
        "(ยอดวันเสาร์ที่ 31 มกราคม 2569)\n"
        "ถ้าใช้ครบ ผู้เรียนที่ทักมายังได้รับคำตอบตามปกติ แต่ข้อความที่น้องนัดส่งออกไปก่อนจะต้องรอ "
        "ถ้าคาดว่าจะไม่พอ กรุณาเพิ่มโควตาไว้ก่อนนะคะ"
    )
    places = ["line:1", "web:1", "telegram:1", "line:2", "web:2", "telegram:3"]
    assert [told(database, place) for place in places] == [[], [], [low], [low], [low], []]
    look(database, 300, 250, days=1)
    assert [text.split(" ")[1] for text in told(database, "telegram:1")] == ["เดือนมกราคม", "เดือนกุมภาพันธ์"]


def test_a_larger_plan_is_told_of_anew(database: Database) -> None:
    somebody(database, "organiser", "telegram:1")
    for most, used in ((300, 250), (15_000, 250), (15_000, 12_345), (15_000, 13_000)):
        look(database, most, used)

    assert [text.split(" ")[6:10] for text in told(database, "telegram:1")] == [
        ["250", "จาก", "300", "ข้อความ"],
        ["12,345", "จาก", "15,000", "ข้อความ"],
    ]


def test_a_plan_that_shrinks_is_told_once(database: Database) -> None:
    somebody(database, "organiser", "telegram:1")
    for most in (None, 35_000, 35_000, 300, 300, 35_000):
        look(database, most, 120)

    shrunk = (
        "แจ้งผู้จัดค่ะ โควตาข้อความ LINE ลดลงจากเดือนละ 35,000 เหลือ 300 ข้อความ (ตรวจพบวันเสาร์ที่ 31 มกราคม 2569) "
        "เดือนนี้ใช้ไปแล้ว 120 ข้อความ\nถ้าไม่ได้ตั้งใจลด กรุณาตรวจแพ็กเกจของบัญชี LINE นะคะ"
    )
    limited = (
        "แจ้งผู้จัดค่ะ ข้อความ LINE ที่เคยส่งได้ไม่จำกัด ตอนนี้ส่งได้เดือนละ 35,000 ข้อความ "
        "(ตรวจพบวันเสาร์ที่ 31 มกราคม 2569) เดือนนี้ใช้ไปแล้ว 120 ข้อความ\n"
        "ถ้าไม่ได้ตั้งใจเปลี่ยน กรุณาตรวจแพ็กเกจของบัญชี LINE นะคะ"
    )
    assert told(database, "telegram:1") == [limited, shrunk]


def test_a_month_that_is_seen_to_be_used_up_is_told_as_one_that_was_refused(database: Database) -> None:
    somebody(database, "organiser", "telegram:1")
    look(database, 300, 300)
    ring(database, Quota("used up", after=3600))
    look(database, 300, 301)

    assert told(database, "telegram:1") == [USED_UP]


@pytest.mark.parametrize(
    ("most", "reserve", "kept"), [(300, None, 60), (301, None, 61), (300, 0, 0), (300, 400, 300), (None, 50, 0)]
)
def test_a_fifth_is_kept_unless_it_is_set_otherwise(
    database: Database, most: int | None, reserve: int | None, kept: int
) -> None:
    look(database, most, 10, reserve=reserve)

    with database.read() as store:
        assert quotas.of(store, "line") == quotas.Quota(most, 10, kept, 0)
