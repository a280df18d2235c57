"""How long it takes to work out of the log how much everybody attended: all of a big programme, and one person."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.services import attendance
from storage import checkins, models, programmes
from storage.checkins import Entry
from storage.db import Database
from storage.models import MembershipRow, PersonRow
from storage.programme import Programme, Session, Text
from tests.benchmarks.platforms import postgresql


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session as Store

    from tests.benchmarks.platforms import Row


PEOPLE, SESSIONS = 300, 60
ROUNDS = 20
FIRST = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
NOW = FIRST + timedelta(days=SESSIONS)
_DAY, _HOURS = timedelta(days=1), timedelta(hours=3)


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        return [row for name, url in urls.items() if url for row in _rows(name, url)]


def _rows(name: str, address: str) -> Iterator[Row]:
    database = Database(address)
    database.migrate()
    for counted_by in ("person", "team"):
        programme = _programme(counted_by)
        with database.write() as store:
            programmes.save(store, programme)
            _fill(store, programme)
        whole = _median(database, lambda store, about=programme: attendance.table(store, about, NOW))  # type: ignore[misc] # what it gives is not used
        one = _median(database, lambda store, about=programme: attendance.table(store, about, NOW, [1]))  # type: ignore[misc] # as above
        yield f"{PEOPLE} people × {SESSIONS} sessions by {counted_by}, {name}", f"{whole:.0f} ms"
        yield f"one of them, {name}", f"{one:.1f} ms"
    database.close()


def _median(database: Database, work: Callable[[Store], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        with database.read() as store:
            work(store)
        times.append(time.perf_counter() - begun)
    return median(times) * 1000


def _programme(counted_by: str) -> Programme:
    sessions = tuple(
        Session(f"s{n}", Text(f"วิชา {n}"), FIRST + n * _DAY, FIRST + n * _DAY + _HOURS, "Asia/Bangkok")
        for n in range(SESSIONS)
    )
    settings: dict[str, object] = {"attendance": {"counted_by": counted_by, "team_needs": 2}}
    return Programme(counted_by, Text(counted_by), "Asia/Bangkok", sessions=sessions, settings=settings)


def _fill(store: Store, programme: Programme) -> None:
    """Teams of four; one time in ten somebody is late, one in ten away, and one mark in twenty was corrected."""
    if programme.code == "person":
        store.execute(insert(models.table(PersonRow)), [{"id": n, "name": f"p{n}"} for n in _people()])
    held = {"programme": programme.code, "role": "participant", "code": ""}
    store.execute(
        insert(models.table(MembershipRow)), [{**held, "person_id": n, "team": f"team {n // 4}"} for n in _people()]
    )
    for nth, session in enumerate(programme.sessions):
        over = session.end
        close = Entry(programme.code, session.code, "", None, "close", "clock", over, over)
        checkins.add_all(store, [*(_line(programme, session, n, n + nth) for n in _people()), close])
        marks = [_line(programme, session, n, 9) for n in _people() if (n + nth) % 20 == 0]
        checkins.add_all(store, marks)


def _people() -> range:
    return range(1, PEOPLE + 1)


def _line(programme: Programme, session: Session, person: int, drawn: int) -> Entry:
    tenth = drawn % 10
    at = session.start + timedelta(minutes=tenth * 2)
    if tenth == 9:
        return Entry(programme.code, session.code, "", person, "mark", "clock", session.end, session.end, "absent")
    return Entry(programme.code, session.code, "", person, "in", "code", at, at, "late" if tenth == 8 else "present")
