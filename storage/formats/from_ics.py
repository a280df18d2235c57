"""A programme from iCalendar (RFC 5545): one session an event, telling what had to be assumed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.timezone import windows_to_olson

from storage.formats.check import check
from storage.formats.ics_values import (
    code_of,
    every,
    first,
    in_both,
    language_of,
    parameter,
    raw,
    sequence,
    text_of,
    words_of,
)
from storage.formats.identity import uid_of
from storage.formats.offsets import HOME, commonest, zone_for
from storage.formats.report import Unreadable, place, shown
from storage.formats.times import BUDDHIST, FIRST_YEAR, LAST_YEAR, zone
from storage.formats.words import Taken, clean, in_language, link, plain, slug
from storage.programme import Module, Programme, Session, Speaker, Text, Venue


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.formats.report import Report

_BEGIN = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)


def from_ics(text: str, name: str, report: Report) -> Programme:
    """The programme in `text`; `name` is the file's, for a calendar that names itself in no way. Raises Unreadable."""
    try:
        calendars: list[Any] = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:  # what the kit raises on what is no calendar
        line = next(
            (nr for nr, line in enumerate(text.split("\n"), 1) if shown(line) and shown(line) in str(error)), None
        )
        found = text.split("\n")[line - 1] if line else text[:100]
        raise Unreadable("syntax", "", line, format="iCalendar", found=shown(clean(found))) from error
    if not any(calendar.name == "VCALENDAR" for calendar in calendars):
        raise Unreadable("not-schedule", "", 1, found=shown(clean(text[:100])), known="BEGIN:VCALENDAR")
    lines = [nr for nr, line in enumerate(text.split("\n"), 1) if _BEGIN.fullmatch(line)]
    return _Reading(calendars[0], name, report).programme(events, lines if len(lines) == len(events) else [])


class _Reading:
    def __init__(self, calendar: Any, name: str, report: Report) -> None:
        self.calendar, self.report = calendar, report
        self.title = text_of(calendar, "X-WR-CALNAME") or text_of(calendar, "NAME") or name
        self.code = text_of(calendar, "X-NONGNAT-PROGRAMME") or slug(self.title) or "calendar"
        self.named = self._zone(text_of(calendar, "X-WR-TIMEZONE"))
        self.venues: dict[str, Venue] = {}
        self.modules: dict[str, Module] = {}
        self.speakers: dict[str, Speaker] = {}
        self.taken = Taken()
        self.uids: set[str] = set()
        self.places: dict[tuple[str | int, ...], tuple[str, int | None]] = {}
        self.assumed: dict[str, dict[str, str]] = {}
        self.unnamed = 0

    def locate(self, *path: str | int) -> tuple[str, int | None]:
        return self.places.get(path[:2], (place(path), None))

    def programme(self, events: list[Any], lines: list[int]) -> Programme:
        sessions: list[Session] = []
        for nr, event in enumerate(events):
            self.where = (place(("VEVENT", nr)), lines[nr] if lines else None)
            session = self._session(event, len(sessions))
            if session:
                sessions.append(session)
        if self.unnamed:
            self.report.warn("no-uid", "UID", None, count=str(self.unnamed))
        for code, values in self.assumed.items():
            self.report.warn(code, "X-WR-TIMEZONE", None, **values)
        thai = sum(bool(session.title.th) for session in sessions) * 2 > len(sessions)
        zones = [session.timezone for session in sessions]
        programme = Programme(
            code=self.code,
            title=in_language(plain(self.title) or self.code),
            timezone=self.named.key if self.named else commonest(zones, HOME.key),
            language="th" if thai else "en",
            venues=tuple(self.venues.values()),
            speakers=tuple(self.speakers.values()),
            modules=tuple(self.modules.values()),
            sessions=tuple(sessions),
        )
        check(programme, self.locate, self.report)
        return programme

    def _zone(self, name: str) -> ZoneInfo | None:
        """The zone `name`, by Windows' name for it too."""
        return zone(windows_to_olson.WINDOWS_TO_OLSON.get(name, name)) if name else None

    def _session(self, event: Any, nr: int) -> Session | None:
        self.places["sessions", nr] = self.where
        start = self._time(event, "DTSTART")
        if start is None:
            return None
        end = self._end(event, start)
        uid = text_of(event, "UID")
        code = self._session_code(event, uid)
        self.unnamed += not uid
        if not uid or uid in self.uids:
            uid = uid_of(self.code, code)
        self.uids.add(uid)
        for rule in ("RRULE", "RDATE"):
            if rule in event:
                self.report.warn("repeats", *self.where, found=raw(event[rule]))
        shown_in = zone(text_of(event, "X-NONGNAT-TIMEZONE")) or ZoneInfo(str(start.tzinfo))
        return Session(
            code=code,
            title=in_both(event, "X-NONGNAT-TITLE") or self._title(event, code),
            start=start.astimezone(shown_in),
            end=end.astimezone(shown_in),
            timezone=shown_in.key,
            kind=text_of(event, "X-NONGNAT-KIND") or "lecture",
            module=self._module(event),
            venue=self._venue(event),
            speakers=tuple(dict.fromkeys(self._speakers(event))),
            description=self._description(event),
            url=self._url(event),
            attendance=text_of(event, "X-NONGNAT-ATTENDANCE") != "FALSE",
            status="cancelled" if text_of(event, "STATUS").upper() == "CANCELLED" else "confirmed",
            sequence=sequence(event),
            uid=uid,
            bring=in_both(event, "X-NONGNAT-BRING"),
            dress=in_both(event, "X-NONGNAT-DRESS"),
            meeting=in_both(event, "X-NONGNAT-MEETING"),
        )

    def _session_code(self, event: Any, uid: str) -> str:
        wanted = (
            text_of(event, "X-NONGNAT-CODE")
            or slug(uid.partition("@")[0])
            or slug(text_of(event, "SUMMARY"))
            or "event"
        )
        code = self.taken.unique(wanted)
        if code != wanted:
            self.report.warn("renamed", *self.where, found=shown(wanted), meant=shown(code))
        return code

    def _title(self, event: Any, code: str) -> Text:
        words = plain(text_of(event, "SUMMARY"))
        if not words:
            self.report.warn("untitled", *self.where, meant=shown(code))
        return in_language(words or code)

    def _time(self, event: Any, name: str) -> datetime | None:
        """The time under `name` in a zone that has a name; None, with a fault, where none can be read."""
        value, where = first(event, name), (f"{self.where[0]}.{name}", self.where[1])
        time = getattr(value, "dt", None)
        if name not in event:
            self.report.error("missing", *where, field=name)
        elif not isinstance(time, date) or time.year < FIRST_YEAR:
            self.report.error("bad-time", *where, found=raw(event[name]))
        elif time.year > LAST_YEAR:
            meant = f"{time.year - BUDDHIST}{time:-%m-%d}"
            self.report.error("buddhist-year", *where, found=f"{time:%Y-%m-%d}", meant=meant)
        else:
            return self._in_zone(time, str(value.params.get("TZID", "")))
        return None

    def _in_zone(self, time: date, named: str) -> datetime:
        if not isinstance(time, datetime):
            return datetime(time.year, time.month, time.day, tzinfo=self._floating())
        if time.tzinfo is None:
            if named:
                self.assumed["unknown-zone"] = {"found": shown(named), "known": self._floating().key}
            return time.replace(tzinfo=self._floating())
        if not named:
            return time.astimezone(self.named or self._assume(ZoneInfo("UTC")))
        return time.astimezone(self._zone(named) or zone_for(time.utcoffset() or timedelta()))

    def _floating(self) -> ZoneInfo:
        return self.named or self._assume(HOME)

    def _assume(self, found: ZoneInfo) -> ZoneInfo:
        self.assumed["zone-assumed"] = {"zone": found.key}
        return found

    def _end(self, event: Any, start: datetime) -> datetime:
        """DTEND, or DTSTART and DURATION; a day for what begins on a day, else no time at all (RFC 5545, 3.6.1)."""
        if "DTEND" in event:
            return self._time(event, "DTEND") or start
        length = getattr(first(event, "DURATION"), "dt", None)
        if isinstance(length, timedelta) and timedelta() <= length < timedelta(days=3650):
            return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
        value = first(event, "DTSTART")
        if not isinstance(value.dt, datetime):
            return start + timedelta(days=1)
        self.report.warn("no-end", *self.where)
        return start

    def _venue(self, event: Any) -> str:
        own = in_both(event, "X-NONGNAT-VENUE")
        name = own or in_language(plain(text_of(event, "LOCATION")))
        if not name:
            return ""
        code = parameter(event, "X-NONGNAT-VENUE") or slug(name.in_("en")) or "venue"
        if code not in self.venues:
            self.places["venues", len(self.venues)] = self.where
            at = first(event, "GEO")
            latitude, longitude = (at.latitude, at.longitude) if hasattr(at, "longitude") else (None, None)
            self.venues[code] = Venue(code, name, (), in_both(event, "X-NONGNAT-ADDRESS"), latitude, longitude)
        return code

    def _module(self, event: Any) -> str:
        title = in_both(event, "X-NONGNAT-MODULE")
        code = parameter(event, "X-NONGNAT-MODULE") or slug(title.in_("en"))
        if title and code not in self.modules:
            self.places["modules", len(self.modules)] = self.where
            self.modules[code] = Module(code, title)
        return code if title else ""

    def _speakers(self, event: Any) -> Iterator[str]:
        names: dict[str, dict[str, str]] = {}
        for value in every(event, "X-NONGNAT-SPEAKER"):
            words = words_of("X-NONGNAT-SPEAKER", value)
            if words.strip():
                names.setdefault(code_of(value) or slug(words), {})[language_of(value)] = words
        for attendee in every(event, "ATTENDEE"):
            # An address that can be written to is somebody invited, not somebody announced
            name = plain(str(getattr(attendee, "params", {}).get("CN", "")))
            if name and not str(attendee).lower().startswith("mailto:"):
                names.setdefault(slug(name), {})["th" if in_language(name).th else "en"] = name
        for code, name_in in names.items():
            if code not in self.speakers:
                self.places["speakers", len(self.speakers)] = self.where
                self.speakers[code] = Speaker(code, Text(name_in.get("th", ""), name_in.get("en", "")))
            yield code

    def _description(self, event: Any) -> Text:
        if "X-NONGNAT-CODE" in event:
            return in_both(event, "X-NONGNAT-DESCRIPTION")
        words = plain(text_of(event, "DESCRIPTION"))
        return in_language(words) if words else Text()

    def _url(self, event: Any) -> str:
        text = text_of(event, "X-NONGNAT-URL" if "X-NONGNAT-URL" in event else "URL")
        if text and not link(text):
            self.report.warn("dropped-link", *self.where, found=shown(text))
        return link(text)
