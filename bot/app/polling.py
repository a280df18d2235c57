"""Asking the platforms that cannot bring what happens there."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from storage.db import Unavailable
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app.building import App, Polled
    from bot.messages import Inbound


log = logging.getLogger(__name__)

_STAND_SECONDS = 1  # between two tries to take over, or to store


async def poll(app: App, platform: Polled) -> None:
    """Take what a platform has, in one process at a time; a batch that cannot be stored now is stored later."""
    leader = Leader(app.database, f"polling.{platform.name}")
    try:
        while True:
            try:
                if await asyncio.to_thread(leader.leads):
                    await _poll_as(leader, app, platform)
            except Exception as error:  # noqa: BLE001 - the border of what runs by itself: it goes on
                log.error("polling %s: %s", platform.name, type(error).__name__)  # noqa: TRY400 - an error may repeat what people said
            await asyncio.sleep(_STAND_SECONDS)
    finally:
        await asyncio.to_thread(leader.resign)


async def _poll_as(leader: Leader, app: App, platform: Polled) -> None:
    """For as long as the lead, which goes with the store's connection, is not lost to another process."""
    async with aclosing(platform.poll()) as batches:
        async for events in batches:
            await _take(app, events)
            if not await asyncio.to_thread(leader.leads):
                return


async def _take(app: App, events: Sequence[Inbound]) -> list[Inbound]:
    """As soon as the store has room for them: the platform will not bring them again."""
    while True:
        with suppress(Unavailable):
            return await app.desk.take(events)
        await asyncio.sleep(_STAND_SECONDS)
