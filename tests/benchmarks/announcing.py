"""How long it takes to write an announcement to a hundred thousand people into the outbox, and what memory it takes."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.messages import Reply
from bot.services import announce, notices
from storage import models, programmes
from storage.db import Database
from storage.models import AddressRow, MembershipRow, PersonRow, TalkRow
from tests.benchmarks.platforms import postgresql
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from tests.benchmarks.platforms import Row


PEOPLE = 100_000
IDLE = 300  # looks for what is due
NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)
_AT_ONCE = 5000  # rows
_STATM, _PAGE = Path("/proc/self/statm"), 4096


def table(people: int = PEOPLE) -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        return [row for name, url in urls.items() if url for row in _measured(name, url, people)]


def _measured(name: str, url: str, people: int) -> Iterator[Row]:
    database = Database(url)
    database.migrate()
    with database.write() as store:
        programmes.save(store, COURSE)
        crowd(store, COURSE.code, people)
    with database.connect_alone() as connection:
        connection.exec_driver_sql("ANALYZE")  # as every server does by itself
    with database.write() as store:
        number = announce.draft(store, COURSE.code, None, Reply("พรุ่งนี้เลื่อนเป็น 10 โมง"), NOW).id
    begun = time.perf_counter()
    with database.write() as store:
        announce.confirm(store, COURSE, number, None, NOW)
    counted = time.perf_counter() - begun
    slices, memory = _planned(database)
    with database.read() as store:
        told = announce.progress(store, number).planned
    yield f"{told:,} people counted, with the cost, {name}", f"{counted:.2f} s"
    yield f"announcement to {told:,} people planned, {name}", f"{sum(slices):.1f} s"
    longest = f"median {1000 * median(slices):.0f} ms, longest {1000 * max(slices):.0f} ms of {len(slices)}"
    yield f"  for which the store is held at a time, {name}", longest
    yield f"  memory more at the end than after a tenth, {name}", f"{memory:.1f} MB"
    yield f"  looking whether anything is due, {name}", f"{_idle(database):.2f} ms"
    database.close()


def _planned(database: Database) -> tuple[list[float], float]:
    """How long each slice took, in seconds, and the memory that was taken after the first tenth, in MB."""
    took: list[float] = []
    memory: list[int] = []
    more = True
    while more:
        begun = time.perf_counter()
        with database.write() as store:
            more = announce.plan(store, NOW, notices.acknowledge_choice)
        took.append(time.perf_counter() - begun)
        memory.append(int(_STATM.read_text(encoding="ascii").split()[1]) * _PAGE)
    return took, (memory[-1] - memory[len(memory) // 10]) / 1e6


def _idle(database: Database) -> float:
    """Milliseconds of a look, where nothing is due."""
    took = []
    for _ in range(IDLE):
        begun = time.perf_counter()
        with database.read() as store:
            announce.is_due(store, NOW)
        took.append(time.perf_counter() - begun)
    return 1000 * median(took)


def crowd(store: Store, programme: str, people: int) -> None:
    """So many participants of a programme: seven of ten in LINE, the others in Telegram; all have written once."""
    for first in range(1, people + 1, _AT_ONCE):
        ids = range(first, min(first + _AT_ONCE, people + 1))
        channels = {number: "line" if number % 10 < 7 else "telegram" for number in ids}
        store.execute(insert(models.table(PersonRow)), [{"id": number, "name": f"คน {number}"} for number in ids])
        member = {"programme": programme, "role": "participant", "team": "", "code": ""}
        store.execute(insert(models.table(MembershipRow)), [member | {"person_id": number} for number in ids])
        places = [{"channel": channels[number], "chat": str(number)} for number in ids]
        address = {"is_group": False, "state": "open", "programme": "", "pushes": False}
        linked = [place | address | {"person_id": number} for number, place in zip(ids, places, strict=True)]
        store.execute(insert(models.table(AddressRow)), linked)
        talk = {"language": "th", "programme": "", "context": {}, "updated_at": NOW}
        store.execute(insert(models.table(TalkRow)), [place | talk for place in places])
