"""How long the clock's passes take: an hour of both sample programmes for ten thousand people, and an idle one."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.handlers import telling
from bot.services.programme import Programmes
from bot.services.reminders import Planner
from storage import models, programmes
from storage.db import Database
from storage.models import AddressRow, MembershipRow, PersonRow, PreferenceRow
from tests.benchmarks.platforms import postgresql
from tests.dialogs.talk import CCIO, CDE, read


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme
    from tests.benchmarks.platforms import Row


PEOPLE = 10_000
IDLE = 300  # passes
FIRST_DAY = datetime(2022, 9, 2, tzinfo=ZoneInfo("Asia/Bangkok"))  # CDE's, on which CCIO's is put too
HOURS = {"07.00, the day's summary": "07:00", "08.30, before the first sessions": "08:30"}
"""The busiest hours of that day, by what they have."""


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        return [row for name, url in urls.items() if url for row in _rows(name, url)]


def _rows(name: str, address: str) -> Iterator[Row]:
    database = Database(address)
    database.migrate()
    with database.write() as store:
        for programme in (_moved(read(CCIO)), read(CDE)):
            programmes.save(store, programme)
        _people(store)
    kept = Programmes()
    planner = Planner(database, kept.get, (), telling(kept).draw)
    planner.plan(FIRST_DAY + timedelta(hours=6))
    for what, hour in HOURS.items():
        begun = time.perf_counter()
        told = sum(planner.plan(at).told for at in _minutes(hour))
        yield f"an hour of reminders from {what}, {name}", f"{time.perf_counter() - begun:.2f} s for {told:,} messages"
    idle = []
    at = FIRST_DAY + timedelta(days=3)
    planner.plan(at)
    for _ in range(IDLE):
        begun = time.perf_counter()
        planner.plan(at)
        idle.append(time.perf_counter() - begun)
    yield f"a pass of the clock with nothing due, {name}", f"{median(idle) * 1000:.2f} ms"
    database.close()


def _minutes(hour: str) -> Iterator[datetime]:
    begins = datetime.fromisoformat(f"{FIRST_DAY:%Y-%m-%d}T{hour}").replace(tzinfo=FIRST_DAY.tzinfo)
    return (begins + timedelta(minutes=minute) for minute in range(60))


def _moved(programme: Programme) -> Programme:
    """The programme as if it began on that day."""
    first = min(session.start for session in programme.sessions)
    by = FIRST_DAY.date() - first.astimezone(FIRST_DAY.tzinfo).date()
    sessions = tuple(replace(session, start=session.start + by, end=session.end + by) for session in programme.sessions)
    return replace(programme, sessions=sessions)


def _people(store: Store) -> None:
    """Three in ten are in each programme alone, four in both; one in five has wishes, one in ten reads English."""
    numbers = range(1, PEOPLE + 1)
    store.execute(
        insert(models.table(PersonRow)),
        [{"id": n, "name": f"p{n}", "language": "en" if n % 10 == 0 else "th"} for n in numbers],
    )
    held = {number: _held(number) for number in numbers}
    rows = [
        {"person_id": n, "programme": code, "role": "participant", "team": "", "code": ""}
        for n, codes in held.items()
        for code in codes
    ]
    store.execute(insert(models.table(MembershipRow)), rows)
    here = {"is_group": False, "state": "open", "programme": "", "pushes": False}
    places = [
        {**here, "channel": "telegram" if n % 3 == 0 else "line", "chat": str(n), "person_id": n} for n in numbers
    ]
    store.execute(insert(models.table(AddressRow)), places)
    wishes: list[dict[str, object]] = [
        {
            "person_id": n,
            "channel": "",
            "lead": (15, 45, 60, None)[n % 4],
            "off": [],
            "quiet": ("", "21:00-07:30")[n % 2],
        }
        for n in numbers
        if n % 5 == 0
    ]
    store.execute(insert(models.table(PreferenceRow)), wishes)


def _held(number: int) -> tuple[str, ...]:
    tenth = number % 10
    return ("ccio-2",) if tenth < 3 else ("cde-1",) if tenth < 6 else ("ccio-2", "cde-1")
