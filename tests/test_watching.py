"""The quota tick asks LINE how much of the month is left, in one process, and outlives whatever LINE answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app import build
from bot.app.watching import quota
from bot.channels.line import LineChannel
from bot.clock import RealClock
from storage import quotas
from storage.leader import Leader
from storage.quotas import Quota
from tests.fakes.line import FakeLine


if TYPE_CHECKING:
    from storage.db import Database


def looked(database: Database, line: FakeLine, *, times: int = 1, reserve: int | None = None) -> Quota | None:
    """What is known after so many ticks."""

    async def look() -> None:
        channel = LineChannel(line.secret, line.token, line.url, "", str.split)
        app = replace(build(database, RealClock(), platforms=(channel,)), reserve=reserve)
        await channel.open()
        tick = quota(app)
        for _ in range(times):
            await tick()
        for leader in app.leaders:
            leader.resign()
        await channel.close()

    asyncio.run(look())
    with database.read() as store:
        return quotas.of(store, "line")


def test_what_line_says_is_kept(database: Database) -> None:
    with FakeLine() as line:
        line.quota, line.used = 300, 120

        assert looked(database, line) == Quota(300, 120, 60, 0)
        line.used = 130
        assert looked(database, line, reserve=5) == Quota(300, 130, 5, 0)
        line.quota = None
        assert looked(database, line, reserve=5) == Quota(None, 130, 0, 0)


def test_what_cannot_be_known_now_is_asked_for_the_next_time(database: Database) -> None:
    with FakeLine() as line:
        line.quota, line.used = 300, 120
        line.fault("before", path="quota")
        line.fault("drop", path="quota")

        assert looked(database, line) is None
        assert looked(database, line, times=2) == Quota(300, 120, 60, 0)


def test_what_is_known_is_not_asked_for_again_at_once(database: Database) -> None:
    with FakeLine() as line:
        looked(database, line, times=3)

        assert len([call for call in line.calls if "quota" in call.path]) == 2  # the limit, and what is used


def test_one_process_asks(database: Database) -> None:
    with FakeLine() as line:
        other = Leader(database, "quota")
        leads = other.leads()
        found = looked(database, line)
        other.resign()

        assert (leads, found) == (True, Quota(None, 0, 0, 0) if database.in_memory else None)
