"""The table of ticks: everything that is done in every process every so many seconds, whatever happens."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.app.clocking import clock
from bot.app.preparing import read_programmes
from bot.app.watching import quota
from bot.clock import RealClock
from bot.handlers import attendance as saying
from bot.handlers import feedback as asking
from bot.scheduler import Tick
from bot.services import announce, attendance, checkin, feedback, notices, privacy
from storage import tallies
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.app.building import App


_CLOCK_SECONDS = 1  # what goes by the clock
_SWEEP_SECONDS = 5
_TALLY_SECONDS = 60
_QUOTA_SECONDS = 30  # for whoever takes over, and after what could not be known; else it is seldom looked at
_MEDIA_SECONDS = 3600
_WARNING_SECONDS = 60
_RETENTION_SECONDS = 3600
_CLOSING_SECONDS = 20  # after the time of a class is over
_FEEDBACK_SECONDS = 15
_RIDES = timedelta(hours=2)  # for which a reminder of feedback waits to go along with an answer


def ticks(app: App) -> list[Tick]:
    """A tick may be late, run twice, or run in several processes at once: what is due is in the store."""

    async def programmes() -> None:
        await asyncio.to_thread(read_programmes, app)  # after an import, lest somebody wait for a large one to be read

    def gather() -> None:
        with app.database.write() as store:
            tallies.gather(store)

    async def counts() -> None:
        await app.database.aside(gather)

    async def media() -> None:
        await app.database.aside(app.conversation.sweep)

    def announcements_wait() -> bool:
        with app.database.read() as store:
            return announce.is_due(store, app.clock.now())

    def announce_some() -> bool:
        with app.database.write() as store:
            return announce.plan(store, app.clock.now(), notices.acknowledge_choice)

    async def announcing() -> None:
        if await app.database.aside(announcements_wait):
            more = True
            while more:  # between two slices others have their turn with the store
                more = await app.database.aside(announce_some)
            await app.delivery.sweep()  # platforms look for themselves

    return [
        Tick("programmes", _SWEEP_SECONDS, programmes),
        Tick("inbox", _SWEEP_SECONDS, app.desk.sweep),
        Tick("outbox", _SWEEP_SECONDS, app.delivery.sweep),
        Tick("clock", _CLOCK_SECONDS, clock(app)),
        Tick("tallies", _TALLY_SECONDS, counts),
        Tick("announcing", _CLOCK_SECONDS, announcing),
        Tick("quota", _QUOTA_SECONDS, quota(app)),
        Tick("closing", _CLOSING_SECONDS, _closing(app)),
        Tick("media", _MEDIA_SECONDS, media),
        Tick("warnings", _WARNING_SECONDS, _warnings(app)),
        Tick("feedback", _FEEDBACK_SECONDS, _feedback(app)),
        Tick("retention", _RETENTION_SECONDS, _retention(app)),
    ]


def _closing(app: App) -> Callable[[], Awaitable[None]]:
    def wait() -> bool:
        with app.database.read() as store:
            return checkin.is_due(store, app.programmes.get, app.clock.now())

    def close() -> None:
        with app.database.write() as store:
            checkin.close_due(store, app.programmes.get, app.clock.now())

    async def closing() -> None:
        if await app.database.aside(wait):
            await app.database.aside(close)

    return closing


def _warnings(app: App) -> Callable[[], Awaitable[None]]:
    """Whoever comes close to missing too much is warned."""
    warner = attendance.Warner(app.database, app.programmes.get, saying.Drawing)

    async def tick() -> None:
        if await asyncio.to_thread(warner.warn, app.clock.now()):
            await app.delivery.sweep()

    return tick


def _retention(app: App) -> Callable[[], Awaitable[None]]:
    """Personal data goes whose time is over, in one process at a time; between two slices others have their turn."""
    leader = Leader(app.database, privacy.WORK)
    app.leaders.append(leader)
    keeper = privacy.Keeper(app.database, app.clock, RealClock(), app.programmes.get)

    async def tick() -> None:
        if await asyncio.to_thread(leader.leads):
            more = True
            while more:
                more = await app.database.aside(keeper.some)
            await app.delivery.sweep()

    return tick


def _feedback(app: App) -> Callable[[], Awaitable[None]]:
    """People are asked what they thought of it, in whichever process has the lead in that; and forms close."""
    rides = _RIDES if isinstance(app.clock, RealClock) else timedelta()  # no other clock goes as fast
    asker = feedback.Asker(app.database, app.programmes.get, asking.draw, rides)
    leader = Leader(app.database, feedback.WORK)
    app.leaders.append(leader)

    async def tick() -> None:
        told = await asyncio.to_thread(asker.work, app.clock.now()) if await asyncio.to_thread(leader.leads) else 0
        if told:
            await app.delivery.sweep()

    return tick
