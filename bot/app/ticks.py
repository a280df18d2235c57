"""The table of ticks: everything that is done in every process every so many seconds, whatever happens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.app.preparing import read_programmes
from bot.scheduler import Tick


if TYPE_CHECKING:
    from bot.app.building import App


_SWEEP_SECONDS = 5


def ticks(app: App) -> list[Tick]:
    """A tick may be late, run twice, or run in several processes at once: what is due is in the store."""

    async def programmes() -> None:
        await asyncio.to_thread(read_programmes, app)  # after an import, lest somebody wait for a large one to be read

    return [
        Tick("programmes", _SWEEP_SECONDS, programmes),
        Tick("inbox", _SWEEP_SECONDS, app.desk.sweep),
        Tick("outbox", _SWEEP_SECONDS, app.delivery.sweep),
    ]
