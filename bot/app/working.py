"""The house at work: taking, answering, delivering and ticking in one event loop."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.app.polling import poll
from bot.app.preparing import warm


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.app.building import App, Polled


@asynccontextmanager
async def running(app: App, polled: Sequence[Polled] = ()) -> AsyncIterator[None]:
    """Take, answer and deliver for as long as the context lasts; what a crash left behind is done after all."""
    from bot.app.ticks import ticks  # noqa: PLC0415 - only the server ticks
    from bot.scheduler import ticking  # noqa: PLC0415 - as above

    await asyncio.to_thread(warm, app)
    for platform in app.platforms.values():
        await platform.open()
    polling = [asyncio.create_task(poll(app, platform)) for platform in polled]
    async with app.delivery.pumping():
        async with ticking(ticks(app), app.ticks):
            yield
        for task in polling:
            task.cancel()
        await asyncio.gather(*polling, return_exceptions=True)
        for leader in app.leaders:
            await asyncio.to_thread(leader.resign)
        await app.desk.close()
    for platform in app.platforms.values():
        await platform.close()
    app.database.close()
