"""The clock of the house in running processes: what is due leaves at once, and one process at a time sees to it."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app import build, running
from bot.app.clocking import clock
from bot.clock import SetClock
from bot.messages import Address
from storage import outbox, people, programmes
from storage.db import Database
from storage.people import Details, Membership
from tests.outbox.post import until
from tests.services.season import course, lesson
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.app import App


ANN = Address("web", "ann")
BEFORE, DUE = (datetime.fromisoformat(f"2026-01-05T08:{at}+07:00") for at in ("29:59", "30:00"))
_SECONDS = 2


def fill(database: Database) -> None:
    """A programme of one morning, and somebody in it who talks on the web page."""
    with database.write() as store:
        programmes.save(store, course(lesson("a", "2026-01-05T09:00"), off=["digest", "evening"]))
        person = people.add(store, Details("ann"))
        people.enrol(store, person, Membership("c"))
        people.link(store, person, ANN)


def states(database: Database) -> Callable[[], list[str]]:
    def look() -> list[str]:
        with database.read() as store:
            return [left.state for left in outbox.sent_to(store, ANN)]

    return look


def test_what_is_due_leaves_within_two_seconds() -> None:
    database, now = in_memory(), SetClock(BEFORE)
    fill(database)
    app = build(database, now)

    async def main() -> float:
        async with running(app):
            await asyncio.sleep(_SECONDS)
            assert states(database)() == []
            now.set(DUE)
            begun = time.monotonic()
            await until(lambda: states(database)() == ["sent"])
            return time.monotonic() - begun

    assert asyncio.run(main()) < _SECONDS


def test_one_process_sees_to_it_and_another_takes_over(store_url: str) -> None:
    first, second = Database(store_url), Database(store_url)
    if first.in_memory:
        return  # it has but one process
    fill(first)
    one, other = build(first, SetClock(DUE)), build(second, SetClock(DUE))

    async def main() -> list[int]:
        ticks = [clock(one), clock(other)]
        counts = []
        _lead(one)
        await ticks[1]()
        counts.append(len(states(first)()))
        one.leaders[0].resign()
        await ticks[1]()
        counts.append(len(states(first)()))
        other.leaders[0].resign()
        return counts

    assert asyncio.run(main()) == [0, 1]
    first.close()
    second.close()


def _lead(app: App) -> None:
    assert app.leaders[0].leads()
