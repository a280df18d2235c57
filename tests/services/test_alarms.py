"""Organisers are told once, where it still can reach them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Halt, Locked, Quota
from bot.messages import Address
from bot.services import alarms
from storage import addresses, outbox, people
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
