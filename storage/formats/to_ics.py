"""A programme as iCalendar (RFC 5545), a session of it to keep in one's own calendar, and a calendar to subscribe to.

The kit folds lines at 75 bytes and never within a character. Properties that begin with X-NONGNAT hold what iCalendar
has no place for; other programs pass them over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration, vText

from bot.texts import texts
from storage.formats.ics_values import coded
from storage.formats.words import clean, link


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages import Language
    from storage.programme import Programme, Session, Text

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The DTSTAMP where none is given: SEQUENCE alone then says which of two versions is newer."""

_PRODUCT = "-//nongnat//nongnat//TH"
_STATUS = {"confirmed": "CONFIRMED", "cancelled": "CANCELLED"}
_LANGUAGES: tuple[Language, ...] = ("th", "en")
_REFRESH = timedelta(hours=1)


class _Words(vText):
    """Text without what cannot be shown, by RFC 5545, 3.3.11; the kit makes a backslash and N the end of a line."""

    def to_ical(self) -> bytes:
        return clean(self).replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n").encode()


@dataclass(frozen=True, slots=True)
class Part:
    """A programme in a feed. `stamp` is when this version was made, `modified` the same of sessions, by code; aware."""

    programme: Programme
    stamp: datetime
    modified: Mapping[str, datetime]


def to_ics(programme: Programme, stamp: datetime = STAMP) -> bytes:
    """All sessions, cancelled ones too, in the programme's language. `stamp` (aware) is when this version was made."""
    calendar = _calendar([programme.timezone], programme.sessions)
    calendar.add("x-wr-calname", _Words(programme.title.in_(programme.language)))
    calendar.add("x-wr-timezone", programme.timezone)
    calendar.add("x-nongnat-programme", _Words(programme.code))
    for session in programme.sessions:
        event = _event(programme, session, programme.language, stamp)
        _own(event, programme, session)
        calendar.add_component(event)
    ics: bytes = calendar.to_ical()
    return ics


def session_ics(programme: Programme, session: Session, language: Language, stamp: datetime = STAMP) -> str:
    """One session for "add to calendar", in `language`; its UID is the one that it has everywhere."""
    calendar = _calendar([programme.timezone], [session])
    calendar.add_component(_own_entry(programme, session, language, stamp))
    ics: bytes = calendar.to_ical()
    return ics.decode()


def feed_ics(parts: Sequence[Part], name: str, language: Language) -> bytes:
    """A calendar called `name` that programs ask for every hour: all sessions of all parts, cancelled ones too.

    A session that several programmes have is in it once, as long as one of them holds it.
    """
    sessions = [session for part in parts for session in part.programme.sessions]
    zones = [part.programme.timezone for part in parts]
    calendar = _calendar(zones, sessions)
    calendar.add("name", _Words(name))
    calendar.add("x-wr-calname", _Words(name))
    if zones:
        calendar.add("x-wr-timezone", zones[0])
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    held = {clean(session.uid) for session in sessions if session.status == "confirmed"}
    written: set[str] = set()
    for part in parts:
        for session in part.programme.sessions:
            uid = clean(session.uid)
            if uid in written or (session.status != "confirmed" and uid in held):
                continue
            written.add(uid)
            event = _own_entry(part.programme, session, language, part.stamp)
            if session.code in part.modified:
                event.add("last-modified", part.modified[session.code].astimezone(UTC))
            calendar.add_component(event)
    ics: bytes = calendar.to_ical()
    return ics


def _calendar(zones: Sequence[str], sessions: Sequence[Session]) -> Any:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    years = [time.year for session in sessions for time in (session.start, session.end)] or [STAMP.year]
    first, last = date(max(min(years) - 1, 1), 1, 1), date(min(max(years) + 2, 9999), 1, 1)
    for name in sorted({*zones, *(session.timezone for session in sessions)} - {"UTC"}):
        calendar.add_component(Timezone.from_tzid(name, first_date=first, last_date=last))
    return calendar


def _event(programme: Programme, session: Session, language: Language, stamp: datetime) -> Any:
    event = Event()
    event.add("uid", clean(session.uid))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", session.sequence)
    event.add("status", _STATUS[session.status])
    event.add("dtstart", _time(session.start, session.timezone))
    event.add("dtend", _time(session.end, session.timezone))
    event.add("summary", _Words(session.title.in_(language)), parameters={"language": language})
    description = _description(programme, session, language)
    if description:
        event.add("description", _Words(description), parameters={"language": language})
    venue = next((venue for venue in programme.venues if venue.code == session.venue), None)
    if venue:
        names = (venue.name.in_(language), venue.address.in_(language))
        event.add("location", _Words(", ".join(name for name in names if name)))
        if venue.latitude is not None and venue.longitude is not None:
            event.add("geo", (venue.latitude, venue.longitude))
    url = link(session.url) or (link(venue.url) if venue else "")
    if url:
        event.add("url", url)
    return event


def _own_entry(programme: Programme, session: Session, language: Language, stamp: datetime) -> Any:
    """For people's own calendars, some of which show what is cancelled like anything else: its title says so."""
    event = _event(programme, session, language, stamp)
    if session.end == session.start:
        del event["dtend"]  # which must be later (3.8.2.2); without one it takes no time (3.6.1)
    if session.status == "cancelled":
        title = texts(language)("calendar.cancelled", title=session.title.in_(language))
        event["summary"] = _Words(title, params={"LANGUAGE": language})
    return event


def _time(time: datetime, zone: str) -> datetime:
    """In its zone; in UTC where the clock shows that hour twice and this is the second time."""
    local = time.astimezone(ZoneInfo(zone))
    first = local.replace(fold=0).astimezone(UTC)
    return local.replace(fold=0) if first == time.astimezone(UTC) else time.astimezone(UTC)


def _description(programme: Programme, session: Session, language: Language) -> str:
    say = texts(language)
    speakers = {speaker.code: speaker.name.in_(language) for speaker in programme.speakers}
    named = ", ".join(speakers[code] for code in session.speakers if code in speakers)
    parts = (
        session.description.in_(language),
        say("schedule.speakers", what=named) if named else "",
        say("schedule.bring", what=session.bring.in_(language)) if session.bring else "",
        say("schedule.dress", what=session.dress.in_(language)) if session.dress else "",
        say("schedule.meeting", what=session.meeting.in_(language)) if session.meeting else "",
    )
    return clean("\n".join(part for part in parts if part))


def _own(event: Any, programme: Programme, session: Session) -> None:
    """What only we read again: codes, both languages, kind and zone."""
    event.add("x-nongnat-code", _Words(session.code))
    event.add("x-nongnat-kind", _Words(session.kind))
    event.add("x-nongnat-timezone", session.timezone)
    event.add("x-nongnat-attendance", "TRUE" if session.attendance else "FALSE")
    event.add("x-nongnat-url", link(session.url))
    for field in ("title", "description", "bring", "dress", "meeting"):
        _both(event, field, getattr(session, field))
    for venue in programme.venues:
        if venue.code == session.venue:
            _both(event, "venue", venue.name, venue.code)
            _both(event, "address", venue.address)
    for module in programme.modules:
        if module.code == session.module:
            _both(event, "module", module.title, module.code)
    speakers = {speaker.code: speaker.name for speaker in programme.speakers}
    for code in session.speakers:
        if code in speakers:
            _both(event, "speaker", speakers[code], code)


def _both(event: Any, name: str, text: Text, code: str = "") -> None:
    """`text` in each language that it has, with the code of what it names."""
    for language in _LANGUAGES:
        words = clean(getattr(text, language))
        if words:
            parameters = {"LANGUAGE": language, **({"X-CODE": coded(code)} if code else {})}
            event.add(f"x-nongnat-{name}", _Words(words, params=parameters))
