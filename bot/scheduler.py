"""The ticks: what is due is a row, so a tick may be late, run twice, or run in several processes at once."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.events import EVENT_JOB_MAX_INSTANCES
from apscheduler.schedulers.asyncio import AsyncIOScheduler


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from apscheduler.events import JobSubmissionEvent


HANGS = timedelta(minutes=1)
"""A tick that goes on for longer is told of; on a busy machine one of a second may well take some."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Work to be done every so many seconds of real time, beginning at once; never twice at a time here."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[None]]


log = logging.getLogger(__name__)
_scheduler_log = logging.getLogger("apscheduler.scheduler")


@asynccontextmanager
async def ticking(
    ticks: Sequence[Tick], due: dict[str, datetime] | None = None, hangs: timedelta = HANGS
) -> AsyncIterator[None]:
    """Tick for as long as the context lasts. A tick that raises is logged, and comes again.

    In `due` is kept by when (real time) each is to have come to a good end again. One that goes on for `hangs` is
    logged, and again each time that it has gone on for twice as long.
    """
    due = {} if due is None else due
    begun: dict[str, datetime] = {}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for tick in ticks:
        due[tick.name] = _next(tick)
        scheduler.add_job(
            _quietly,
            "interval",
            args=[tick, due, begun],
            seconds=tick.seconds,
            id=tick.name,
            next_run_time=datetime.now(UTC),
        )
    scheduler.add_listener(_hanging(begun, hangs), EVENT_JOB_MAX_INSTANCES)
    _scheduler_log.addFilter(_says_more)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _hanging(begun: dict[str, datetime], hangs: timedelta) -> Callable[[JobSubmissionEvent], None]:
    """Asked each time that a tick is due and the one before goes on."""
    told: dict[str, tuple[datetime, timedelta]] = {}

    def skipped(event: JobSubmissionEvent) -> None:
        since = begun.get(event.job_id)
        if since is None:  # it has not even begun: the loop is busy
            return
        gone, before = datetime.now(UTC) - since, told.get(event.job_id)
        if gone >= (before[1] * 2 if before and before[0] == since else hangs):
            told[event.job_id] = since, gone
            log.warning("tick %s: goes on since %d seconds", event.job_id, gone.total_seconds())

    return skipped


def _says_more(record: logging.LogRecord) -> bool:
    """APScheduler warns whenever a tick is passed over, as on any busy machine, and not of one that hangs: we do."""
    return "maximum number of running instances" not in str(record.msg)


def _next(tick: Tick) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=tick.seconds)


async def _quietly(tick: Tick, due: dict[str, datetime], begun: dict[str, datetime]) -> None:
    """A database's error may repeat what people said, so only its type and its place are logged."""
    begun[tick.name] = datetime.now(UTC)
    try:
        with suppress(asyncio.CancelledError):  # the server stops
            await tick.work()
            due[tick.name] = _next(tick)
    except Exception as error:  # noqa: BLE001 - the border of whatever ticks: the next tick tries again
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("tick %s: %s\n%s", tick.name, type(error).__name__, where)  # noqa: TRY400 - see above
