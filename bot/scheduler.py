"""The ticks: what is due is a row, so a tick may be late, run twice, or run in several processes at once."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


log = logging.getLogger(__name__)


@asynccontextmanager
async def ticking(ticks: Sequence[Tick], due: dict[str, datetime] | None = None) -> AsyncIterator[None]:
    """Tick for as long as the context lasts. A tick that raises is logged, and comes again.

    In `due` is kept by when (real time) each is to have come to a good end again.
    """
    due = {} if due is None else due
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for tick in ticks:
        due[tick.name] = _next(tick)
        scheduler.add_job(
            _quietly, "interval", args=[tick, due], seconds=tick.seconds, id=tick.name, next_run_time=datetime.now(UTC)
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _next(tick: Tick) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=tick.seconds)


async def _quietly(tick: Tick, due: dict[str, datetime]) -> None:
    """A database's error may repeat what people said, so only its type and its place are logged."""
    try:
        with suppress(asyncio.CancelledError):  # the server stops
            await tick.work()
            due[tick.name] = _next(tick)
    except Exception as error:  # noqa: BLE001 - the border of whatever ticks: the next tick tries again
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("tick %s: %s\n%s", tick.name, type(error).__name__, where)  # noqa: TRY400 - see above
