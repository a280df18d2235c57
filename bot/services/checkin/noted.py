"""What is noted of whom, to be read: of one person on one day, of everybody at one point, and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storage import checkins, members, people
from storage.attended import states
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.attended import State
    from storage.checkins import Entry
    from storage.checkpoints import Window
    from storage.members import Enrolled
    from storage.programme import Programme, Session

    Get = Callable[[Store, str], Programme]


_LINES = 30


class Point(NamedTuple):
    """One point of a session of a programme."""

    programme: Programme
    session: Session
    window: Window


class Noted(NamedTuple):
    """How it is with somebody at a point; None: nothing is said of them."""

    point: Point
    state: State | None


def mine_today(store: Store, get: Get, person: int, now: datetime) -> list[Noted]:
    """Where a person is to check in today, on the clocks of wherever that is, in order."""
    found = []
    for member in people.memberships(store, person):
        if member.role != "participant":
            continue
        programme = get(store, member.programme)
        points = [point for point in points_of(programme) if _is_today(point, now)]
        codes = {point.session.code for point in points}
        mine = states(checkins.counted(store, programme.code, codes, [person])) if codes else {}
        found += [Noted(each, mine.get((each.session.code, each.window.code, person))) for each in points]
    return sorted(found, key=lambda each: each.point.window.starts)


def points_of(programme: Programme) -> list[Point]:
    """Every point at which it matters who is there."""
    settings = settings_of(programme)
    return [
        Point(programme, session, window)
        for session in programme.sessions
        if counts(session)
        for window in windows(session, settings)
    ]


def going_on(programme: Programme, now: datetime) -> list[Point]:
    """The points at which one can check in now."""
    return [point for point in points_of(programme) if point.window.is_open(now)]


def begun_today(programme: Programme, now: datetime) -> list[Point]:
    """The points of today that have begun, the last first."""
    begun = [each for each in points_of(programme) if each.window.starts <= now and _is_today(each, now)]
    return sorted(begun, key=lambda each: each.window.starts, reverse=True)


def roll(store: Store, point: Point) -> list[tuple[Enrolled, State | None]]:
    """Every participant, in the order of the roster, and how it is with them there."""
    code = point.programme.code
    known = states(checkins.counted(store, code, [point.session.code]))
    at = (point.session.code, point.window.code)
    return [(each, known.get((*at, each.person))) for each in members.enrolled(store, code)]


def history(store: Store, programme: str, person: int) -> list[Entry]:
    """The last lines about somebody, what did not count too, the oldest first."""
    return checkins.about(store, programme, person, _LINES)


def name_of(store: Store, person: int) -> str:
    """What somebody in the log is called; a pseudonym where they were erased."""
    return people.get(store, person).name


def _is_today(point: Point, now: datetime) -> bool:
    window = point.window
    return window.starts.date() == now.astimezone(window.starts.tzinfo).date() or window.is_open(now)
