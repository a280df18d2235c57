"""What must hold in any programme, whatever file it came from."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, NamedTuple

from storage import (
    announcement_settings,
    attendance_settings,
    feedback_settings,
    privacy_settings,
    reminder_settings,
)
from storage.formats.report import nearest, place, shown


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from storage.formats.report import Locate, Report
    from storage.programme import Programme, Session, Text
    from storage.reminder_settings import Tell

LONG = timedelta(days=60)
"""A session longer than this is doubtful: mostly a slip in the month."""
_APART = frozenset({"break", "deadline"})
_CLASHES = {"venue": "room-clash", "speakers": "speaker-clash"}


def check(programme: Programme, locate: Locate, report: Report) -> None:
    """Report what is wrong or doubtful in `programme`, of which `locate` knows the places; no code is no fault here."""
    for section in ("venues", "speakers", "modules", "groups", "sessions"):
        _ids(section, "id", [entry.code for entry in getattr(programme, section)], locate, report)
    first: dict[str, Session] = {}
    ids = [session.uid * (first.setdefault(session.code, session) is session) for session in programme.sessions]
    _ids("sessions", "uid", ids, locate, report)  # where the id is another's, the uid made from it is no second fault
    _references(programme, locate, report)
    _places(programme, locate, report)
    _durations(programme, locate, report)
    _points(programme, locate, report)
    _clashes(programme, locate, report)
    _aliases(programme, locate, report)
    _settings("reminders", reminder_settings.read, programme, locate, report)
    _settings("attendance", attendance_settings.read, programme, locate, report)
    _settings("announcements", announcement_settings.read, programme, locate, report)
    _settings("feedback", feedback_settings.read, programme, locate, report)
    _settings("privacy", privacy_settings.read, programme, locate, report)
    if not programme.sessions:
        report.warn("no-sessions", *locate("sessions"))


def _ids(section: str, field: str, codes: Iterable[str], locate: Locate, report: Report) -> None:
    first: dict[str, int] = {}
    for index, code in enumerate(codes):
        if code and first.setdefault(code, index) != index:
            other = place((section, first[code]))
            report.error(f"same-{field}", *locate(section, index, field), found=shown(code), first=other)


def _references(programme: Programme, locate: Locate, report: Report) -> None:
    venues, modules, speakers = (
        dict.fromkeys(entry.code for entry in entries)
        for entries in (programme.venues, programme.modules, programme.speakers)
    )

    def known(code: str, field: str, codes: dict[str, None], path: tuple[str | int, ...]) -> None:
        if code and code not in codes:
            report.error(f"unknown-{field}", *locate(*path), found=shown(code), known=nearest(code, codes))

    for index, session in enumerate(programme.sessions):
        known(session.venue, "venue", venues, ("sessions", index, "venue"))
        known(session.module, "module", modules, ("sessions", index, "module"))
        for nth, speaker in enumerate(session.speakers):
            known(speaker, "speaker", speakers, ("sessions", index, "speakers", nth))


def _places(programme: Programme, locate: Locate, report: Report) -> None:
    for index, venue in enumerate(programme.venues):
        for field, value, limit in (("latitude", venue.latitude, 90), ("longitude", venue.longitude, 180)):
            if value is not None and not -limit <= value <= limit:
                where = locate("venues", index, "location", field)
                report.error("out-of-range", *where, found=f"{value:g}", low=str(-limit), high=str(limit))


def _durations(programme: Programme, locate: Locate, report: Report) -> None:
    for index, session in enumerate(programme.sessions):
        length = session.end.astimezone(UTC) - session.start.astimezone(UTC)
        if length < timedelta():
            where = locate("sessions", index, "end")
            report.error("end-before-start", *where, start=_minute(session.start), end=_minute(session.end))
        elif length > LONG:
            report.warn("long-session", *locate("sessions", index, "end"), days=str(length.days))


def _points(programme: Programme, locate: Locate, report: Report) -> None:
    """A check point before its session is fine, as people meet before a journey; one on another day is a slip."""
    for index, session in enumerate(programme.sessions):
        seen: dict[str, int] = {}
        for nth, point in enumerate(session.points):
            if seen.setdefault(point.code, nth) != nth:
                other = place(("sessions", index, "checkpoints", seen[point.code]))
                where = locate("sessions", index, "checkpoints", nth, "id")
                report.error("same-id", *where, found=shown(point.code), first=other)
            if not session.start.date() <= point.at.astimezone(session.start.tzinfo).date() <= session.end.date():
                where = locate("sessions", index, "checkpoints", nth, "at")
                report.error("point-elsewhen", *where, found=_minute(point.at), day=session.start.date().isoformat())


def _minute(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M}"


def _clashes(programme: Programme, locate: Locate, report: Report) -> None:
    """Each session against the one that holds its room, or its speaker, longest: one warning says enough."""
    online = {venue.code for venue in programme.venues if venue.url}
    held = sorted(
        (session.start.astimezone(UTC), session.end.astimezone(UTC), index)
        for index, session in enumerate(programme.sessions)
        if session.status == "confirmed" and session.kind not in _APART
    )
    latest: dict[tuple[str, str], tuple[datetime, str]] = {}
    for start, end, index in held:
        session = programme.sessions[index]
        rooms = {session.venue} - online - {""} if start < end else set()
        people = dict.fromkeys(session.speakers) if start < end else {}
        for field, what in [*(("venue", room) for room in rooms), *(("speakers", person) for person in people)]:
            until, other = latest.get((field, what), (start, ""))
            if until > start:
                names = {"found": shown(what), "first": shown(other), "second": shown(session.code)}
                report.warn(_CLASHES[field], *locate("sessions", index, field), **names)
            if end > until:
                latest[field, what] = (end, session.code)


def _aliases(programme: Programme, locate: Locate, report: Report) -> None:
    """An alias that is also another entry's alias or name; a session may share its own module's."""
    homes = {session.code: session.module for session in programme.sessions}
    meanings: dict[str, list[_Name]] = {}
    for name in _names(programme):
        meanings.setdefault("".join(name.words.split()).casefold(), []).append(name)
    for key, names in meanings.items():
        first = names[0]
        other = next((name for name in names if name.owner != first.owner), None)
        alias = next((name for name in reversed(names) if name.nth is not None), None)
        if not key or other is None or alias is None:
            continue
        if {first.section, other.section} == {"modules", "sessions"} and homes.get(other.code) == first.code:
            continue
        where = locate(alias.section, alias.nr, "aliases", alias.nth)
        both = {"first": f"{first.code} ({first.section})", "second": f"{other.code} ({other.section})"}
        report.warn("alias-clash", *where, found=shown(alias.words), **both)


def _settings(
    room: str, read: Callable[[object, Tell], object], programme: Programme, locate: Locate, report: Report
) -> None:
    def tell(code: str, field: str, /, **values: object) -> None:
        say = report.warn if code == "unknown-key" else report.error
        where = ("programme", room, field) if field else ("programme", room)
        say(code, *locate(*where), **{name: shown(value) for name, value in values.items()})

    read(programme.settings.get(room), tell)


class _Name(NamedTuple):
    """Words by which an entry is called; `nth` is its place among the aliases, None for the name itself."""

    words: str
    section: str
    nr: int
    code: str
    nth: int | None

    @property
    def owner(self) -> tuple[str, int]:
        return self.section, self.nr


def _names(programme: Programme) -> Iterator[_Name]:
    for section in ("venues", "speakers", "modules", "groups", "sessions"):
        for nr, entry in enumerate(getattr(programme, section)):
            name: Text = entry.name if section in ("venues", "speakers") else entry.title
            yield from (_Name(words, section, nr, entry.code, None) for words in dict.fromkeys((name.th, name.en)))
            yield from (_Name(words, section, nr, entry.code, nth) for nth, words in enumerate(entry.aliases))
