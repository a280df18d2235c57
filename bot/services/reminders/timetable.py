"""A programme's sessions by day, for reminding of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo


if TYPE_CHECKING:
    from datetime import date

    from storage.programme import Programme, Session


DEADLINE = "deadline"
TRIPS = frozenset({"trip", "visit", "travel"})
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_RESTS = frozenset({"break", "meal", "lunch", "dinner"})  # on a day's list, but nobody is reminded of them alone


class Timetable:
    """What is held, in the order in which it begins, by day: the day that it is where the session is held."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.zone = ZoneInfo(programme.timezone)
        held = sorted(
            (session for session in programme.sessions if session.status == "confirmed"),
            key=lambda session: (session.start, session.end, session.code),
        )
        self.by_code = {session.code: session for session in held}
        self.deadlines = tuple(session for session in held if session.kind == DEADLINE)
        self.sessions = tuple(session for session in held if session.kind not in _RESTS | {DEADLINE})
        days: defaultdict[date, list[Session]] = defaultdict(list)
        for session in held:
            days[session.start.date()].append(session)
        starting = {session.code for session in self.sessions}
        self.days: dict[date, tuple[Session, ...]] = {
            day: tuple(found) for day, found in days.items() if any(each.code in starting for each in found)
        }
        """All that begins on a day on which a session does, breaks and deadlines too."""
        lasting: defaultdict[date, list[Session]] = defaultdict(list)
        for session in self.sessions:
            day = session.start.date() + _DAY
            while day <= (session.end - _INSTANT).date():
                lasting[day].append(session)
                day += _DAY
        self.lasting: dict[date, tuple[Session, ...]] = {day: tuple(found) for day, found in lasting.items()}
        """The sessions that began before a day and go on in it, such as a journey of several days."""

    def starting(self, day: date) -> list[Session]:
        """The sessions that begin on the day."""
        return [each for each in self.days.get(day, ()) if each.kind not in _RESTS | {DEADLINE}]

    def before(self, day: date) -> list[Session]:
        """What is told the evening before: what the day begins with, its first session, and its journeys."""
        first = [each for each in self.days.get(day, ()) if each.kind != DEADLINE][:1]
        sessions = self.starting(day)
        trips = [each for each in sessions if each.kind in TRIPS]
        return list(dict.fromkeys([*first, *sessions[:1], *trips]))
