"""Which reminders a programme has, and when each is due, for whoever wants them in one way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import reminder_settings
from storage.reminders import Occasion


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.reminders.timetable import Timetable
    from storage.programme import Programme, Session
    from storage.reminder_settings import Quiet, ReminderSettings
    from storage.reminders import Wishes


NO_QUIET = "none"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Way:
    """A programme's settings as somebody wants them: `lead` is in minutes, `off` are the kinds that do not come."""

    settings: ReminderSettings
    lead: int
    quiet: Quiet | None
    off: frozenset[str]


def way(settings: ReminderSettings, wishes: Wishes) -> Way:
    """Whoever says how long before a session gets its reminder even where the programme has none by itself."""
    quiet = None if wishes.quiet == NO_QUIET else reminder_settings.quiet(wishes.quiet) or settings.quiet
    off = settings.off | wishes.off
    if wishes.lead and "nudge" not in wishes.off:
        off -= {"nudge"}
    if wishes.lead == 0 or (wishes.lead is None and not settings.nudge):
        off |= {"nudge"}
    return Way(settings, wishes.lead or settings.nudge, quiet, off)


def settings_of(programme: Programme) -> ReminderSettings:
    return reminder_settings.read(programme.settings.get("reminders"))


def occasions(timetable: Timetable, wishes: Wishes) -> tuple[Occasion, ...]:
    """Every reminder of the programme, past ones too, by when it is due."""
    wanted = way(settings_of(timetable.programme), wishes)
    making = _Making(timetable, wanted)
    kinds = {"digest": making.digests, "evening": making.evenings, "nudge": making.nudges, "deadline": making.deadlines}
    found = (each for kind, make in kinds.items() if kind not in wanted.off for each in make())
    return tuple(sorted((each for each in found if each.due_at < each.expires_at), key=lambda each: each.due_at))


class _Making:
    """Who is abroad for a session is woken by the clocks there, not by those at home at one in the night.

    So a day's digest, and the quiet hours around it and a nudge, go by the zone of the (day's first) session. On the
    evening before, and long before a deadline, people are taken to be where the programme is.
    """

    def __init__(self, timetable: Timetable, wanted: Way) -> None:
        self._timetable = timetable
        self._way = wanted
        self._zone = timetable.zone
        self._code = timetable.programme.code

    def digests(self) -> Iterator[Occasion]:
        """Of use until the day's last session begins; where none does, until what lasts ends, or the day does."""
        lasting = self._timetable.lasting
        for day in sorted(self._timetable.days.keys() | lasting.keys()):
            sessions = self._timetable.starting(day)
            first = [*sessions, *lasting.get(day, ())][0]
            due = datetime.combine(day, self._way.settings.digest, ZoneInfo(first.timezone))
            over = datetime.combine(day + _DAY, time(), due.tzinfo)
            ends = [min(each.end, over) for each in lasting.get(day, ())]
            yield self._occasion("digest", day.isoformat(), due, sessions[-1].start if sessions else max(ends))

    def evenings(self) -> Iterator[Occasion]:
        for day in self._timetable.days:
            due = datetime.combine(day - _DAY, self._way.settings.evening, self._zone)
            yield self._occasion("evening", day.isoformat(), due, self._timetable.starting(day)[0].start)

    def nudges(self) -> Iterator[Occasion]:
        for session in self._timetable.sessions:
            due = (session.start.astimezone(UTC) - timedelta(minutes=self._way.lead)).astimezone(
                ZoneInfo(session.timezone)
            )
            yield self._occasion("nudge", session.code, due, session.start, _begins(session))

    def deadlines(self) -> Iterator[Occasion]:
        """From the last to the first: each is good until the next one comes."""
        for session in self._timetable.deadlines:
            expires = session.start.astimezone(UTC)
            for offset in reversed(self._way.settings.deadlines):
                due = (session.start.astimezone(UTC) - offset).astimezone(self._zone)
                about = f"{_begins(session)} {offset // timedelta(minutes=1)}m"
                made = self._occasion("deadline", session.code, due, expires, about)
                if made.due_at < made.expires_at:
                    expires = made.due_at
                    yield made

    def _occasion(self, kind: str, subject: str, due: datetime, expires: datetime, about: str = "") -> Occasion:
        """`due` is in the zone by whose clocks it is quiet."""
        key = " ".join(part for part in (kind, self._code, subject, about) if part).replace("|", "/")
        until = expires.astimezone(UTC)
        return Occasion(key, self._code, kind, self._settled(due, until), until, subject)

    def _settled(self, due: datetime, expires: datetime) -> datetime:
        """Out of the quiet hours, in UTC: at their end while that is of use, else at their beginning."""
        quiet = self._way.quiet
        over = quiet.over(due) if quiet else None
        if quiet is None or over is None:
            return due.astimezone(UTC)
        end = over.astimezone(UTC)
        if end < expires:
            return end
        begun = due.date() if due.time() >= quiet.start else due.date() - _DAY
        return datetime.combine(begun, quiet.start, due.tzinfo).astimezone(UTC)


def _begins(session: Session) -> str:
    return f"{session.start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
