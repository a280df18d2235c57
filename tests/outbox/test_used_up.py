"""While nothing that is paid for can go: people are told on their other platform, and the rest waits for its time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.errors import Gone, Quota
from bot.messages import Address, Reply
from bot.outbox import Batch
from storage import notices, outbox, people, quotas, recipients
from storage.models import PersonRow
from storage.people import Details
from storage.quotas import Seen, month_of
from tests.outbox.post import NOW, House, Post, until


if TYPE_CHECKING:
    from datetime import datetime

    from storage.db import Database


LATER = NOW + timedelta(hours=1)
GONE_ON = ("dropped", "quota")


class Metered(Post):
    """A platform that says how much of the month is used; nobody asks it here."""

    async def quota(self) -> tuple[int | None, int]:
        raise LookupError


def _person(database: Database, *places: str) -> None:
    with database.write() as store:
        person = people.add(store, Details(places[0]))
        for place in places:
            channel, _, chat = place.partition(":")
            people.link(store, person, Address(channel, chat))


def _tell(database: Database, *keys: str, fallback: bool = True, expires_at: datetime = LATER) -> None:
    """All the people that there are, in the first place that they have."""
    with database.write() as store:
        told = recipients.chosen(store, select(PersonRow.id), channel="post")
        notices.tell(store, keys, told, Batch(Reply("เตือน"), expires_at=expires_at), fallback=fallback)


def _seen(house: House, most: int, used: int) -> None:
    now = house.real.now()
    with house.database.write() as store:
        quotas.keep(store, "post", Seen(most, used, 0, month_of(now), now))


def _there(database: Database, place: str) -> list[tuple[str, str]]:
    channel, _, chat = place.partition(":")
    with database.read() as store:
        return [(left.reply.text, left.state) for left in outbox.sent_to(store, Address(channel, chat))]


def test_whoever_is_on_another_platform_is_told_there_and_the_others_wait(database: Database) -> None:
    _person(database, "post:1", "telegram:9")
    _person(database, "post:2", "web:8")
    house = House(database, Post(*[Quota("monthly", after=3600)] * 2))
    _tell(database, "nudge 1", "nudge 2")
    house.put("1", "คำตอบของผู้จัด")

    house.run(lambda: GONE_ON in house.ended("1"))

    assert _there(database, "telegram:9") == [("เตือน", "waiting")]
    assert (house.ended("1")[1][0], house.ended("2")[0][0], _there(database, "web:8")) == ("waiting", "waiting", [])
    with database.read() as store:
        assert {(each.channel, each.state) for each in notices.outcomes(store, "nudge 2")} == {
            ("telegram", "waiting"),
            ("post", "waiting"),
        }


def test_what_comes_later_goes_there_too_and_what_is_for_one_place_alone_does_not(database: Database) -> None:
    _person(database, "post:1", "telegram:9")
    house = House(database, Post(Quota("monthly", after=3600)))
    house.put("2", "ก")

    async def later() -> None:
        async with house.delivery.pumping():
            await until(lambda: bool(house.alarms))
            _tell(database, "here alone", fallback=False)
            _tell(database, "one")
            _tell(database, "two")
            await until(lambda: len(_there(database, "telegram:9")) == 2)

    asyncio.run(later())

    assert house.ended("1") == [("waiting", ""), GONE_ON, GONE_ON]


def test_what_is_seen_to_be_used_up_is_not_even_tried_until_it_is_seen_to_be_there_again(database: Database) -> None:
    house = House(database, Metered())
    _seen(house, 300, 300)
    house.put("1", "ก")

    async def out() -> None:
        async with house.delivery.pumping():
            house.answer("2", "ตอบ")
            await until(lambda: house.ended("2") == [("sent", "")])
            assert house.ended("1") == [("waiting", "")]
            house.later(60)
            _seen(house, 15_000, 300)
            await until(lambda: house.ended("1") == [("sent", "")])

    asyncio.run(out())

    assert house.post.got == [("2", "ตอบ", "token"), ("1", "ก", "paid")]


def test_a_refusal_counts_for_more_than_what_was_seen_before_it(database: Database) -> None:
    house = House(database, Metered(Quota("monthly", after=3600)))
    _seen(house, 300, 290)
    house.later(1)
    house.put("1", "ก")

    async def out() -> None:
        async with house.delivery.pumping():
            await until(lambda: bool(house.alarms))
            await until(lambda: house.ended("1") == [("waiting", "monthly")])
            house.later(60)
            assert house.ended("1") == [("waiting", "monthly")]
            _seen(house, 15_000, 300)  # the plan grew
            await until(lambda: house.ended("1") == [("sent", "")])

    asyncio.run(out())


def test_what_is_too_late_is_dropped_though_nobody_may_send_it(database: Database) -> None:
    house = House(database, Metered())
    _seen(house, 300, 300)
    house.put("1", "late", expires_at=NOW)
    house.put("2", "in time", expires_at=LATER)

    house.run(lambda: house.ended("1") == [("dropped", "expired")])

    assert (house.post.got, house.ended("2")) == ([], [("waiting", "")])


def test_nothing_that_may_have_arrived_is_said_again_elsewhere(database: Database) -> None:
    _person(database, "post:1", "telegram:9")
    house = House(database, Metered(TimeoutError()))
    _tell(database, "nudge")
    house.run(lambda: house.ended("1") == [("waiting", "TimeoutError")])
    _seen(house, 300, 300)
    house.put("2", "late", expires_at=NOW)

    house.run(lambda: house.ended("2") == [("dropped", "expired")])

    assert (house.ended("1"), _there(database, "telegram:9")) == ([("waiting", "TimeoutError")], [])


def test_whoever_is_gone_from_there_is_told_here_when_that_can_be(database: Database) -> None:
    _person(database, "post:1", "telegram:9")
    house = House(database, Metered())
    _seen(house, 300, 300)
    _tell(database, "nudge")
    house.run(lambda: bool(_there(database, "telegram:9")))
    other = House(database, Telegram(Gone("blocked")))
    other.run(lambda: _there(database, "telegram:9") == [("เตือน", "dropped")])

    assert house.ended("1") == [GONE_ON, ("waiting", "")]


class Telegram(Post):
    name = "telegram"
