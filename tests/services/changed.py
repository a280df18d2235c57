"""A small timetable, put into a store in several versions, and what is then left to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.services import changes
from bot.services import programme as programmes
from storage.programme import Programme, Session, Text
from tests.storage.sample import BANGKOK, COURSE


if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.db import Database


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def at(day: int, hour: float) -> datetime:
    return datetime(2026, 1, day, tzinfo=BANGKOK) + timedelta(hours=hour)


def session(code: str, day: int, hour: float, **more: object) -> Session:
    made = Session(code, Text(code), at(day, hour), at(day, hour + 2), "Asia/Bangkok", venue="a")
    return replace(made, **more)  # type: ignore[arg-type] # fields of a session


FIRST, SECOND = session("one", 12, 9), session("two", 12, 13)
BASE = replace(COURSE, sessions=(FIRST, SECOND))


def having(*sessions: Session, **more: object) -> Programme:
    return replace(BASE, sessions=sessions, **more)  # type: ignore[arg-type] # fields of a programme


def put(database: Database, *versions: Programme, now: datetime = NOW) -> None:
    for version in versions:
        with database.write() as store:
            programmes.keep(store, version, now=now)


def left(database: Database, now: datetime = NOW) -> list[tuple[str, Sequence[str]]]:
    """What is still to be told: the sessions, and in what they changed."""
    with database.read() as store:
        found = changes.pending(store, "c", now)
    return [(change.code, change.kinds) for change in found.changes] if found else []


def told(database: Database, now: datetime = NOW) -> datetime | None:
    with database.write() as store:
        found = changes.pending(store, "c", now)
        assert found
        return changes.tell(store, found, None, now)


MOVED = replace(FIRST, start=at(13, 9), end=at(13, 11))
