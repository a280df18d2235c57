"""What waits for a chat goes along when an answer goes there by a reply token: for nothing, and each to its own end."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Halt, Quota, Spent
from bot.messages import Address, Reply
from bot.outbox import Batch, carry, put_many
from storage import outbox
from storage.models import OutboxRow, table
from tests.outbox.post import NOW, House, Post, until


if TYPE_CHECKING:
    from storage.db import Database


SENT, WAITS = ("sent", ""), "waiting"


def queued(house: House, chat: str = "1") -> None:
    """Two messages wait, and an answer comes."""
    house.put(chat, "ประกาศ", urgency=outbox.ORDINARY)
    house.put(chat, "เตือน")
    house.answer(chat, "ตอบ")


def ids(database: Database, chat: str) -> list[str]:
    with database.read() as store:
        rows = table(OutboxRow)
        found = store.execute(rows.select().where(rows.c.chat == chat).order_by(rows.c.id)).all()
    return [row.message_id for row in found]


def test_what_waits_goes_after_the_answer_the_urgent_first_and_each_has_its_own_id(database: Database) -> None:
    house = House(database, Post(along=4))
    queued(house)

    house.run()

    assert house.post.got == [("1", "ตอบ+เตือน+ประกาศ", "token")]
    assert (house.ended("1"), ids(database, "1")) == ([SENT] * 3, ["id1.2", "id1.1", "id1"])


def test_as_much_goes_along_as_fits_and_in_order(database: Database) -> None:
    house = House(database, Post(along=1))
    queued(house)

    house.run()

    assert house.post.got == [("1", "ตอบ+เตือน", "token"), ("1", "ประกาศ", "paid")]


def test_where_nothing_goes_along_everything_goes_as_before(database: Database) -> None:
    house = House(database, Post())
    queued(house)

    house.run()

    assert [text for _, text, _ in house.post.got] == ["ตอบ", "เตือน", "ประกาศ"]


def test_nothing_goes_along_by_a_token_that_is_too_old(database: Database) -> None:
    house = House(database, Post(along=4))
    house.put("1", "เตือน")
    house.answer("1", "ตอบ", age=51)

    house.run()

    assert house.post.got == [("1", "ตอบ", "paid"), ("1", "เตือน", "paid")]


def test_what_has_a_token_of_its_own_goes_by_that(database: Database) -> None:
    house = House(database, Post(along=4))
    house.answer("1", "ก")
    house.answer("1", "ข")

    house.run()

    assert house.post.got == [("1", "ก", "token"), ("1", "ข", "token")]


def test_what_is_too_late_does_not_go_along(database: Database) -> None:
    house = House(database, Post(along=4))
    house.put("1", "late", expires_at=NOW)
    house.put("1", "in time", expires_at=NOW + timedelta(seconds=1))
    house.answer("1", "ตอบ")

    house.run()

    assert house.post.got == [("1", "ตอบ+in time", "token")]
    assert house.ended("1") == [("dropped", "expired"), SENT, SENT]


def test_when_the_months_messages_are_used_up_what_waits_still_goes_along(database: Database) -> None:
    house = House(database, Post(Quota("monthly", after=3600), along=4))
    house.put("1", "เตือน")

    async def out() -> None:
        async with house.delivery.pumping():
            await until(lambda: bool(house.alarms))
            house.put("2", "เตือน")
            house.answer("1", "ตอบ")
            await until(lambda: house.ended("1") == [SENT, SENT])

    asyncio.run(out())

    assert house.post.got == [("1", "เตือน", "paid"), ("1", "ตอบ+เตือน", "token")]
    assert house.ended("2") == [(WAITS, "")]


def test_the_rest_of_a_long_answer_goes_along_with_the_next(database: Database) -> None:
    house = House(database, Post(None, Quota("monthly", after=3600), along=4))
    house.answer("1", "ก\nข")

    async def out() -> None:
        async with house.delivery.pumping():
            await until(lambda: bool(house.alarms))
            house.answer("1", "ค")
            await until(lambda: house.ended("1") == [SENT, SENT])

    asyncio.run(out())

    assert house.post.got == [("1", "ก", "token"), ("1", "ข", "paid"), ("1", "ข+ค", "token")]


def test_what_one_of_a_batch_got_by_a_token_the_others_get_by_one_call(database: Database) -> None:
    """Not under the same key: it was refused that, and LINE would say that it has taken the one or the other."""
    house = House(database, Post(Halt("429", after=0.1), Spent("used"), most=3, along=4))
    house.put_many(["1", "2", "3"], "ก")
    house.run(lambda: house.ended("3") == [(WAITS, "429")])
    house.answer("3", "ตอบ")
    house.run(lambda: len(house.post.got) == 2)
    house.later(3)

    house.run()

    assert house.post.got[:2] == [("1,2,3", "ก", "paid"), ("3", "ตอบ+ก", "token")]
    assert sorted(house.post.got[2:]) == [("1,2", "ก", "paid"), ("3", "ก", "paid"), ("3", "ตอบ", "paid")]
    paid = {got[0]: key for got, key in zip(house.post.got, house.post.keys, strict=True) if got[1:] == ("ก", "paid")}
    assert paid["1,2"] != paid["3"]
    assert house.ended("3") == [SENT, SENT]


def carried(house: House, chat: str = "1") -> bool:
    with house.database.write() as store:
        return carry(store, Address("post", chat), "token", house.real.now() + timedelta(seconds=50))


def test_a_token_that_nobody_needs_takes_what_waits(database: Database) -> None:
    house = House(database, Post(Quota("monthly", after=3600), along=4))
    house.put("1", "ก", "ข", urgency=outbox.ORDINARY)
    house.put_many(["1"], "ค")

    async def out() -> None:
        async with house.delivery.pumping():
            await until(lambda: bool(house.alarms))
            assert carried(house)
            await until(lambda: house.ended("1") == [SENT] * 3)

    asyncio.run(out())

    assert house.post.got == [("1", "ก", "paid"), ("1", "ก+ข+ค", "token")]


def test_a_token_that_nobody_needs_is_left_where_nothing_waits_that_may_go(database: Database) -> None:
    house = House(database, Post(TimeoutError(), along=4))
    house.put("1", "ก")
    house.run(lambda: house.ended("1") == [(WAITS, "TimeoutError")])

    assert (carried(house), carried(house, "2")) == (False, False)


def put_off(house: House, chat: str) -> None:
    """Something that may wait for an answer for an hour."""
    with house.database.write() as store:
        put_many(store, [Address("post", chat)], Batch(Reply("ชวน"), due_at=house.real.now() + timedelta(hours=1)))


def test_what_may_wait_goes_along_with_an_answer_and_else_when_its_time_has_come(database: Database) -> None:
    house = House(database, Post(along=4))
    put_off(house, "1")
    put_off(house, "2")
    house.answer("1", "ตอบ")

    house.run(lambda: house.ended("1") == [SENT, SENT])
    assert house.post.got == [("1", "ตอบ+ชวน", "token")]
    house.later(3601)
    house.run()
    assert house.post.got[1:] == [("2", "ชวน", "paid")]


def test_what_may_wait_holds_nothing_up(database: Database) -> None:
    house = House(database, Post(along=4))
    put_off(house, "1")
    house.put("1", "ประกาศ", urgency=outbox.ORDINARY)

    house.run(lambda: SENT in house.ended("1"))
    assert house.post.got == [("1", "ประกาศ", "paid")]
