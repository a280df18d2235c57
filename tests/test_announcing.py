"""Announcements in running processes: what is due leaves at once, and to each once, however many processes tick."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.app import build, running
from bot.clock import SetClock
from bot.messages import Address
from bot.services import announce
from storage import outbox
from storage.db import Database
from tests.outbox.post import until
from tests.services.announced import NOW, TEXT, Course
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import Callable


_SECONDS = 2


def told(database: Database, *names: str) -> Callable[[], list[list[str]]]:
    """What became of what was put to each in the web chat."""

    def look() -> list[list[str]]:
        with database.read() as store:
            return [[left.state for left in outbox.sent_to(store, Address("web", name))] for name in names]

    return look


def test_what_is_due_leaves_within_two_seconds() -> None:
    database, clock = in_memory(), SetClock(NOW)
    course = Course(database)
    course.person("ann", "web")
    number, at = course.draft(), NOW + timedelta(hours=1)
    with database.write() as store:
        announce.schedule(store, number, at, NOW)
    course.confirm(number)
    app, look = build(database, clock), told(database, "ann")

    async def main() -> float:
        async with running(app):
            await asyncio.sleep(_SECONDS)
            assert look() == [[]]
            clock.set(at)
            begun = time.monotonic()
            await until(lambda: look() == [["sent"]])
            return time.monotonic() - begun

    assert asyncio.run(main()) < _SECONDS


def test_two_processes_tell_each_once(postgresql_store: str) -> None:
    first, second = Database(postgresql_store), Database(postgresql_store)
    course = Course(first)
    names = [f"p{number}" for number in range(40)]
    for name in names:
        course.person(name, "web")
    look = told(first, *names)

    async def main() -> None:
        async with AsyncExitStack() as stack:
            for database in (first, second):
                await stack.enter_async_context(running(build(database, SetClock(NOW))))
            for _ in range(3):
                await asyncio.to_thread(lambda: course.confirm(course.draft(TEXT)))
            await until(lambda: look() == [["sent"] * 3] * len(names))
            await asyncio.sleep(_SECONDS)  # nothing comes twice later
            assert look() == [["sent"] * 3] * len(names)

    asyncio.run(main())
