"""A store that fails, a house that is closed, a process that is gone: nothing is forgotten, nothing goes twice."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Retry
from bot.messages import Address, Reply
from bot.outbox import put
from storage import outbox, sending
from storage.db import Database, Unavailable
from storage.sending import Due
from tests.outbox.post import House, Post, until


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from bot.port import Outbound, Sent


class Failing(Database):
    """Its next `refusals` writing transactions fail."""

    refusals = 0

    @contextmanager
    def write(self) -> Iterator[Session]:
        if self.refusals:
            self.refusals -= 1
            raise Unavailable("BEGIN", None, OSError("database is locked"))
        with super().write() as session:
            yield session


class Dragging(Database):
    """Whoever has claimed a message waits for `go` after the commit."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.claimed, self.go = threading.Event(), threading.Event()

    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as session:
            yield session
        with self.read() as session:
            claimed = "sending" in [left.state for left in outbox.sent_to(session, Address("post", "1"))]
        if claimed and not self.claimed.is_set():
            self.claimed.set()
            self.go.wait(20)


class Last(Post):
    """While it takes a message, the store goes away for a while."""

    def __init__(self, store: Failing, *ends: BaseException) -> None:
        super().__init__(*ends, idempotent=False)
        self._store = store

    async def send(self, message: Outbound) -> Sent:
        self._store.refusals = 3
        return await super().send(message)


@pytest.mark.parametrize(("end", "calls"), [(None, 1), (Retry("flood", after=0), 2)])
def test_what_became_of_a_message_is_noted_when_the_store_is_back(
    store_url: str, end: BaseException | None, calls: int
) -> None:
    store = Failing(store_url)
    store.migrate()
    house = House(store, Last(store, *([end] if end else [])))
    house.put("1", "ก", "ข")

    house.run()

    assert [text for _, text, _ in house.post.got] == ["ก"] * calls + ["ข"]
    assert house.ended("1") == [("sent", ""), ("sent", "")]
    store.close()


def test_what_was_claimed_while_the_house_was_being_closed_goes_all_the_same(store_url: str) -> None:
    store = Dragging(store_url)
    store.migrate()
    house = House(store, Post(idempotent=False))
    house.put("1", "ก")

    async def close_in_the_middle() -> None:
        async with house.delivery.pumping():
            await asyncio.to_thread(store.claimed.wait, 20)
            asyncio.get_running_loop().call_later(0.1, store.go.set)

    asyncio.run(close_in_the_middle())

    assert (house.post.got, house.ended("1")) == ([("1", "ก", "paid")], [("sent", "")])
    store.close()


def test_what_somebody_claimed_who_led_no_more_is_taken_back_while_another_leads(database: Database) -> None:
    house = House(database, Post())
    house.put("1", "ก")

    async def another() -> None:
        async with house.delivery.pumping():
            await until(lambda: house.ended("1") == [("sent", "")])
            with database.write() as store:
                put(store, Address("post", "2"), [Reply("ข")])
                sending.claim_calls(store, Due("post", 1), house.real.now())
            house.later(200)
            await until(lambda: house.ended("2") == [("sent", "")])

    asyncio.run(another())

    assert house.post.got == [("1", "ก", "paid"), ("2", "ข", "paid")]


def test_whoever_learns_too_late_what_became_of_a_part_changes_nothing_of_the_next(database: Database) -> None:
    house = House(database, Post())
    house.put("1", "ก\nข\nค")

    def claim() -> list[int]:
        with database.write() as store:
            return [call[0].part for call in sending.claim_calls(store, Due("post", 1), house.real.now())]

    with database.write() as store:
        ((late,),) = sending.claim_calls(store, Due("post", 1), house.real.now())
        sending.advance(store, late, doubted=True)  # by whoever has taken it back
        sending.advance(store, late, doubted=False)
    parts = claim()
    with database.write() as store:
        sending.postpone(store, late, house.real.now() - timedelta(seconds=1), "", doubted=False)
        sending.finish(store, late, "sent")

    assert (parts, claim(), house.ended("1")) == ([1], [], [("sending", "")])


class Undrawable(Post):
    """By a mistake of its own it cannot draw a question mark."""

    def parts(self, reply: Reply) -> int:
        if reply.text == "?":
            raise LookupError(reply.text)
        return super().parts(reply)

    async def send(self, message: Outbound) -> Sent:
        self.parts(message.reply)
        return await super().send(message)


def test_a_message_that_cannot_be_drawn_stops_nothing_but_itself(database: Database) -> None:
    house = House(database, Undrawable(idempotent=False))
    house.put("1", "?")
    house.put("2", "?")
    house.put("3", "ก")
    with database.write() as store:
        sending.claim_calls(store, Due("post", 1), house.real.now())  # by a process that has died

    house.run()

    ended = [house.ended(chat) for chat in "123"]
    assert ended == [[("uncertain", "interrupted")], [("uncertain", "LookupError")], [("sent", "")]]
