"""What is tried again: under the key that the platform knows, as the very same call, and in order."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import SetClock
from bot.errors import Halt, Quota, Retry, Spent
from bot.outbox.sending import Sending
from storage import sending
from storage.sending import Due
from tests.outbox.post import NOW, House, Post, until


if TYPE_CHECKING:
    from storage.db import Database


@pytest.mark.parametrize("asks", ["1", "3"])
@pytest.mark.parametrize("end", [Retry("again"), Halt("again", after=0.1), TimeoutError()])
def test_a_repeat_is_the_very_same_call_even_if_somebody_there_is_being_answered(
    database: Database, end: Exception, asks: str
) -> None:
    """Whoever were left out would go by a call of their own under a key that the platform has seen: they are lost."""
    house = House(database, Post(end, most=3))
    house.put_many(["1", "2", "3"], "ก")
    house.run(lambda: house.ended("3") in ([("waiting", "again")], [("waiting", "TimeoutError")]))
    house.answer(asks, "answer")
    house.later(3)

    house.run()

    assert house.post.got == [("1,2,3", "ก", "paid"), (asks, "answer", "token"), ("1,2,3", "ก", "paid")]
    assert (house.post.keys[2], house.ended(asks)) == (house.post.keys[0], [("sent", ""), ("sent", "")])


def test_a_lost_answer_to_a_push_is_repeated_though_it_once_had_a_token(database: Database) -> None:
    house = House(database, Post(TimeoutError()))
    house.answer("1", "ก", age=51)

    house.run(lambda: len(house.post.got) == 1)
    house.later(3)
    house.run()

    assert (house.post.got, len(set(house.post.keys))) == ([("1", "ก", "paid")] * 2, 1)
    assert house.ended("1") == [("sent", "")]


def test_how_long_a_platform_knows_a_key_counts_from_the_first_try_that_it_may_have_seen(database: Database) -> None:
    house = House(database, Post(Retry("no connection"), TimeoutError()))
    house.put("1", "ก")

    house.run(lambda: house.ended("1") == [("waiting", "no connection")])
    house.later(24 * 3600)
    house.run(lambda: house.ended("1") == [("waiting", "TimeoutError")])
    house.later(10)
    house.run()

    assert (len(house.post.got), house.ended("1")) == (3, [("sent", "")])


def test_a_late_message_that_may_have_arrived_is_not_called_dropped(database: Database) -> None:
    house = House(database, Post(TimeoutError()))
    house.put("1", "ก", expires_at=NOW + timedelta(seconds=1))
    house.run(lambda: house.ended("1") == [("waiting", "TimeoutError")])
    house.later(3)
    house.clock.set(NOW + timedelta(seconds=1))

    house.run()

    assert (len(house.post.got), house.ended("1")) == (1, [("uncertain", "expired")])


def test_with_the_month_used_up_answers_go_in_order(database: Database) -> None:
    house = House(database, Post())
    house.answer("1", "ก")
    house.answer("1", "ข")
    house.answer("2", "ค")

    with database.write() as store:
        calls = sending.claim_calls(store, Due("post", 10, free=True), house.real.now())

    assert [message.reply.text for call in calls for message in call] == ["ก", "ค"]


def test_with_the_month_used_up_nothing_goes_for_money_because_it_once_had_a_token(database: Database) -> None:
    house = House(database, Post(Quota("monthly", after=3600), Spent("used")))
    house.put("1", "reminder")

    async def out() -> None:
        async with house.delivery.pumping():
            await until(lambda: bool(house.alarms))
            house.answer("2", "ก")
            await until(lambda: house.ended("2") == [("waiting", "used")])
            house.answer("3", "ข")
            await until(lambda: house.ended("3") == [("sent", "")])

    asyncio.run(out())

    assert house.post.got == [("1", "reminder", "paid"), ("2", "ก", "token"), ("3", "ข", "token")]


def test_a_doubted_token_stays_doubted_however_often_processes_die_over_it(database: Database) -> None:
    """The second dies when the token is old already: nobody may think that there never was one, and push."""
    house = House(database, Post())
    house.answer("1", "ก")
    for seconds in (0, 51):
        house.later(seconds)
        with database.write() as store:
            sending.claim_calls(store, Due("post", 10), house.real.now())
        with database.write() as store:
            for message in sending.stuck(store, ["post"], house.real.now() + timedelta(days=1)):
                Sending(database, SetClock(NOW), house.real).taken_back(store, house.post, message)

    house.run()

    assert (house.post.got, house.ended("1")) == ([], [("uncertain", "nobody knows")])
