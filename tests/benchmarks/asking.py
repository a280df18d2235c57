"""How long it takes to ask ten thousand people what they thought of a session, to remind them, and to close it."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.handlers import feedback as asking
from bot.services import feedback
from bot.services.programme import Programmes
from storage import programmes
from storage.db import Database
from tests.benchmarks.announcing import crowd
from tests.benchmarks.feedback_filled import programme
from tests.benchmarks.platforms import postgresql


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.benchmarks.platforms import Row


PEOPLE = 10_000
IDLE = 300  # passes
HOLD = timedelta(hours=2)  # as in bot.app.ticks
_STATM, _PAGE = Path("/proc/self/statm"), 4096


def table(people: int = PEOPLE) -> list[Row]:
    """Rows of (measure, figure). CPU is that of this process; a server has its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        return [row for name, url in urls.items() if url for row in _measured(name, url, people)]


def _measured(name: str, url: str, people: int) -> Iterator[Row]:
    database, about = Database(url), programme(1)
    database.migrate()
    with database.write() as store:
        programmes.save(store, about)
        crowd(store, about.code, people)
    with database.connect_alone() as connection:
        for filled in ("people", "memberships", "addresses", "talks"):  # as every server does by itself
            connection.exec_driver_sql(f"ANALYZE {filled}")
    asker = feedback.Asker(database, Programmes().get, asking.draw, HOLD)
    end = about.sessions[0].end
    asker.work(end - timedelta(hours=1))
    for what, at in (("asked after a session", end), ("reminded of it", end + timedelta(hours=20))):
        told, figure = _pass(asker, at)
        yield f"{told:,} people {what}, {name}", figure
    yield f"a pass with nothing to ask, one form open, {name}", _idle(asker, end + timedelta(hours=20))
    yield f"the form closed, nobody having answered, {name}", _pass(asker, end + timedelta(days=4))[1]
    database.close()


def _pass(asker: feedback.Asker, now: datetime) -> tuple[int, str]:
    """How many were told, and what it took."""
    before, began, used = _memory(), time.perf_counter(), time.process_time()
    told = asker.work(now)
    took, used = time.perf_counter() - began, time.process_time() - used
    return told, f"{took:.2f} s ({used:.2f} s of CPU), {_memory() - before:.1f} MB more"


def _idle(asker: feedback.Asker, now: datetime) -> str:
    took, used = [], time.process_time()
    for _ in range(IDLE):
        began = time.perf_counter()
        asker.work(now)
        took.append(time.perf_counter() - began)
    return f"{1000 * median(took):.2f} ms ({1000 * (time.process_time() - used) / IDLE:.2f} ms of CPU)"


def _memory() -> float:
    """What this process takes, in MB."""
    return int(_STATM.read_text(encoding="ascii").split()[1]) * _PAGE / 1e6
