"""At which moments of a session it is noted who is there, and from when to when that is possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import attendance_settings


if TYPE_CHECKING:
    from storage.attendance_settings import AttendanceSettings
    from storage.programme import Programme, Session, Text


_DAY = timedelta(days=1)
_LEAVING = timedelta(hours=1)
_TIMELESS = frozenset({"break", "meal", "lunch", "dinner", "deadline"})


@dataclass(frozen=True, slots=True)
class Window:
    """One point of a session: checking in is possible from `opens` until `closes`; who comes after `late` is late.

    `code` is "" for the only point of a session, and the day (ISO) for one of each day of a session of several.
    `title` is None where the file names none. `leaves_by`: until then leaving can be noted. All aware, in the session's
    zone. `share` is how much of the session it stands for; all of a session's together are 1.
    """

    session: str
    code: str
    title: Text | None
    opens: datetime
    starts: datetime
    late: datetime
    closes: datetime
    leaves_by: datetime
    share: float

    def is_open(self, at: datetime) -> bool:
        return self.opens <= at <= self.closes


def settings_of(programme: Programme) -> AttendanceSettings:
    return attendance_settings.read(programme.settings.get("attendance"))


def counts(session: Session) -> bool:
    """Whether it matters who is there."""
    return session.attendance and session.status == "confirmed" and session.kind not in _TIMELESS


def windows(session: Session, settings: AttendanceSettings) -> tuple[Window, ...]:
    """The points of a session, in order: those that its file names; else its start, or the start of each of its days.

    Each is open until the next one opens, on its own day; the last until some minutes after the end.
    """
    named = sorted(session.points, key=lambda point: point.at)
    starts = [(point.code, point.title, point.at) for point in named] or _days(session)
    before, late = timedelta(minutes=settings.opens_minutes_before), timedelta(minutes=settings.late_after_minutes)
    times = [at for _, _, at in starts]
    opens = [_earlier(at, before) for at in times]
    for nth in range(1, len(times)):  # not before the middle between this one and the one before
        opens[nth] = max(opens[nth], _later(times[nth - 1], (times[nth] - times[nth - 1]) / 2))
    found = []
    for nth, (code, title, at) in enumerate(starts):
        closes = _closes(session, settings, at, opens[nth + 1] if nth + 1 < len(starts) else None)
        leaves_by = _later(session.end if nth + 1 == len(starts) else closes, _LEAVING)
        late_from = min(_later(at, late), closes)
        share = 1 / len(starts)
        found.append(Window(session.code, code, title, opens[nth], at, late_from, closes, leaves_by, share))
    return tuple(found)


def _days(session: Session) -> list[tuple[str, Text | None, datetime]]:
    first, last = session.start.date(), (session.end - timedelta(microseconds=1)).date()
    if last <= first:
        return [("", None, session.start)]
    zone = ZoneInfo(session.timezone)
    if last == first + _DAY and session.end - session.start < _DAY:  # one night is one day
        return [("", None, session.start)]
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    starts = [(day.isoformat(), None, datetime.combine(day, session.start.time(), zone)) for day in days]
    return [each for each in starts if each[2] < session.end]


def _closes(session: Session, settings: AttendanceSettings, at: datetime, following: datetime | None) -> datetime:
    """`following` is when the next point opens; None: it is the last."""
    if following is None:
        return max(_later(session.end, timedelta(minutes=settings.closes_minutes_after)), at)
    return min(following, datetime.combine(at.date() + _DAY, time(), at.tzinfo))


def _later(at: datetime, more: timedelta) -> datetime:
    """By real time, whatever the clocks of the zone do."""
    return (at.astimezone(UTC) + more).astimezone(at.tzinfo)


def _earlier(at: datetime, less: timedelta) -> datetime:
    return _later(at, -less)
