"""The ticks: what is due is a row, so a tick may be late, run twice, or run in several processes at once."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence


@dataclass(frozen=True, slots=True)
class Tick:
    """Work to be done every so many seconds of real time, beginning at once; never twice at a time here."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[None]]


@asynccontextmanager
async def ticking(ticks: Sequence[Tick]) -> AsyncIterator[None]:
    """Tick for as long as the context lasts. A tick that raises is logged, and comes again."""
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for tick in ticks:
        scheduler.add_job(tick.work, "interval", seconds=tick.seconds, id=tick.name, next_run_time=datetime.now(UTC))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
