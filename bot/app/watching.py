"""What platforms say of the month's paid messages is looked at, by one process at a time."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.clock import RealClock
from bot.port import Metered
from bot.services import alarms
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.app.building import App


log = logging.getLogger(__name__)


def quota(app: App) -> Callable[[], Awaitable[None]]:
    """Look at every platform that has a quota; what cannot be known now is looked at the next time."""
    metered = {name: platform for name, platform in app.platforms.items() if isinstance(platform, Metered)}
    leader = Leader(app.database, "quota")
    app.leaders.append(leader)
    real = RealClock()  # the platform counts real months, whatever is rehearsed

    def keep(name: str, month: tuple[int | None, int]) -> None:
        with app.database.write() as store:
            alarms.watch(store, name, month, app.reserve, real.now())

    async def tick() -> None:
        if not metered or not await asyncio.to_thread(leader.leads):
            return
        for name, platform in metered.items():
            try:
                month = await platform.quota()
            except Exception as error:  # noqa: BLE001 - the border: whatever the network does, the other platforms are seen to
                log.warning("the quota of %s is not known: %s", name, type(error).__name__)
            else:
                await app.database.aside(keep, name, month)

    return tick
