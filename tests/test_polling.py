"""A platform that is asked what happened: whatever goes wrong, it is asked again, and by one process at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import psycopg

from bot.app import build, running
from bot.clock import RealClock
from bot.messages import Address, Inbound
from storage import outbox
from storage.db import Database
from storage.leader import Leader
from tests.outbox.post import until
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    import pytest


HOME = Address("web", "1")


class Asked:
    """It tells what is in `news`, and fails with what is in there to fail with; `open` while it is being asked."""

    name = "asked"

    def __init__(self, *news: Inbound | Exception) -> None:
        self.news = list(news)
        self.open = False

    async def poll(self) -> AsyncGenerator[list[Inbound], None]:
        self.open = True
        try:
            while True:
                await asyncio.sleep(0.01)
                event = self.news.pop(0) if self.news else None
                if isinstance(event, Exception):
                    raise event
                if event:
                    yield [event]
        finally:
            self.open = False


def greeting(event_id: str) -> Inbound:
    return Inbound(HOME, event_id, "สวัสดี", RealClock().now())


def answered(database: Database, times: int) -> Callable[[], bool]:
    def done() -> bool:
        with database.read() as store:
            return [left.state for left in outbox.sent_to(store, HOME)] == ["sent"] * times

    return done


def test_whatever_goes_wrong_it_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    database = in_memory()
    asked = Asked(greeting("1"), LookupError("ที่พูดไว้"), greeting("2"))

    async def run() -> None:
        async with running(build(database, RealClock()), [asked]):
            await until(answered(database, 2))

    asyncio.run(run())

    assert [record.getMessage() for record in caplog.records] == ["polling asked: LookupError"]
    assert not asked.open


def test_whoever_has_lost_the_lead_asks_no_more_until_it_is_free_again(postgresql_store: str) -> None:
    database, other = Database(postgresql_store), Database(postgresql_store)
    asked, rival = Asked(), Leader(other, "polling.asked")

    async def run() -> None:
        async with running(build(database, RealClock()), [asked]):
            await until(lambda: asked.open)
            assert await asyncio.to_thread(lead_is_taken, postgresql_store, rival)
            asked.news.append(greeting("1"))
            await until(lambda: not asked.open)
            await asyncio.to_thread(rival.resign)
            await until(lambda: asked.open)
            asked.news.append(greeting("2"))
            await until(answered(database, 2))

    asyncio.run(run())
    other.close()


def lead_is_taken(address: str, rival: Leader) -> bool:
    """The server ends everybody's connections, and somebody else is the first to be back."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    return rival.leads()
