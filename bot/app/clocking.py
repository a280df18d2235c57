"""The clock of the house: what is due by it is told, by one process at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.services.reminders import WORK
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.app.building import App
    from bot.services.reminders import Planned


async def clockwork(app: App) -> datetime | None:
    """Do what is due now, by the clock; when something will be next, as far as is known (None: never)."""
    return (await asyncio.to_thread(_plan, app)).following


def clock(app: App) -> Callable[[], Awaitable[None]]:
    """The same in whichever process has the lead in it, to be done every second; what is told leaves at once."""
    leader = Leader(app.database, WORK)
    app.leaders.append(leader)

    async def tick() -> None:
        if await asyncio.to_thread(leader.leads) and (await asyncio.to_thread(_plan, app)).told:
            await app.delivery.sweep()

    return tick


def _plan(app: App) -> Planned:
    return app.planner.plan(app.clock.now())
