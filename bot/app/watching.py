"""What platforms say of the month's paid messages is looked at, by one process at a time."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from bot.clock import RealClock
from bot.port import Metered
from bot.services import alarms
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.app.building import App


_LOOK_SECONDS = 600

log = logging.getLogger(__name__)


def quota(app: App) -> Callable[[], Awaitable[None]]:
    """Look at every platform that has a quota, every ten minutes; what cannot be known now is asked for soon again."""
    metered = {name: platform for name, platform in app.platforms.items() if isinstance(platform, Metered)}
    leader = Leader(app.database, "quota")
    app.leaders.append(leader)
    real = RealClock()  # the platform counts real months, whatever is rehearsed
    known_until: dict[str, float] = {}

    def keep(name: str, month: tuple[int | None, int]) -> None:
        with app.database.write() as store:
            alarms.watch(store, name, month, app.reserve, real.now())

    async def tick() -> None:
        if not metered or not await asyncio.to_thread(leader.leads):
            return
        for name, platform in metered.items():
            if time.monotonic() < known_until.get(name, 0):
                continue
            try:
                month = await platform.quota()
            except Exception as error:  # noqa: BLE001 - the border: whatever the network does, the others are seen to
                log.warning("the quota of %s is not known: %s", name, type(error).__name__)
            else:
                await app.database.aside(keep, name, month)
                known_until[name] = time.monotonic() + _LOOK_SECONDS

    return tick
