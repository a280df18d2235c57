"""A programme as a frab or pretalx schedule that passes its XSD and its JSON Schema.

What the format has no place for (aliases, groups, questions, the second language of names) is left out, and so are
cancelled sessions: it cannot say that one is cancelled. YAML holds everything.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.texts import texts
from storage.formats.identity import guid_of
from storage.formats.schedule import Day, Event, Person, Room, Schedule
from storage.formats.words import Taken, clean, link


if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.programme import Programme, Session, Text

_ZONE = re.compile(r"([A-Z][a-z]+/[A-Z][a-z]+).*|.*UTC")
_LONGEST = timedelta(hours=100)
_NO_DAY = date(1970, 1, 1)
"""The day that a schedule without sessions has, as the format wants one."""


def to_schedule(programme: Programme, base_url: str) -> Schedule:
    """`programme` as a schedule; a session without a page of its own is given one below `base_url`."""
    return _Writing(programme, base_url).schedule()


class _Writing:
    def __init__(self, programme: Programme, base_url: str) -> None:
        self.programme, self.base_url = programme, base_url
        self.zone = ZoneInfo(programme.timezone)
        self.acronym = re.sub(r"[^a-z0-9_]", "_", programme.code.casefold()).ljust(4, "_")
        self.rooms = self._names((venue.code, venue.name) for venue in programme.venues)
        self.tracks = self._names((module.code, module.title) for module in programme.modules)
        self.persons = {
            speaker.code: Person(
                self._words(speaker.name),
                guid=guid_of(programme.code, "speaker", speaker.code),
                role=self._words(speaker.role),
            )
            for speaker in programme.speakers
        }
        self.meta: dict[str, dict[str, object]] = {}
        self.ids: set[int] = set()
        self.guids: set[str] = set()

    def schedule(self) -> Schedule:
        by_day: dict[date, list[Event]] = {}
        for session in sorted(
            self.programme.sessions, key=lambda session: (session.start.astimezone(UTC), session.code)
        ):
            if session.status == "confirmed":
                by_day.setdefault(session.start.astimezone(self.zone).date(), []).append(self._event(session))
        days = sorted(by_day) or [_NO_DAY]
        return Schedule(
            title=self._words(self.programme.title),
            acronym=self.acronym,
            zone=self.zone.key if _ZONE.fullmatch(self.zone.key) else "",
            base_url=self.base_url,
            first=days[0].isoformat(),
            last=days[-1].isoformat(),
            rooms=tuple(
                Room(
                    self.rooms[venue.code],
                    guid_of(self.programme.code, "venue", venue.code),
                    self._words(venue.address),
                    link(venue.url),
                )
                for venue in self.programme.venues
            ),
            tracks=tuple(self.tracks.values()),
            days=tuple(self._day(day, by_day.get(day, [])) for day in days),
            meta={
                "code": self.programme.code,
                "rooms": {name: code for code, name in self.rooms.items()},
                "tracks": {name: code for code, name in self.tracks.items()},
                "persons": {person.guid: code for code, person in self.persons.items()},
                "sessions": self.meta,
            },
        )

    def _words(self, text: Text) -> str:
        return clean(text.in_(self.programme.language))

    def _names(self, entries: Iterable[tuple[str, Text]]) -> dict[str, str]:
        """Of each code the name that is shown, told apart where two are called the same."""
        taken = Taken()
        return {code: taken.unique(self._words(name)) for code, name in entries}

    def _day(self, day: date, events: list[Event]) -> Day:
        start, end = (datetime.combine(day, clock, self.zone) for clock in (time(0, 0), time(23, 59, 59)))
        return Day(day.isoformat(), _iso(start), _iso(end), tuple(events))

    def _event(self, session: Session) -> Event:
        start, end = session.start.astimezone(ZoneInfo(session.timezone)), session.end.astimezone(UTC)
        length = end - start.astimezone(UTC)
        id_, guid = self._id(session), self._guid(session)
        other = {"th": session.title.en, "en": session.title.th}[self.programme.language]
        written = (
            self.programme.language
            if getattr(session.title, self.programme.language)
            else _OTHER[self.programme.language]
        )
        subtitle = clean(other) if written == self.programme.language else ""
        self.meta[guid] = {
            "code": session.code,
            "uid": session.uid,
            "timezone": session.timezone,
            "end": end.isoformat(),
            "sequence": session.sequence,
            "subtitle": bool(subtitle),
            **({} if link(session.url) else {"url": False}),
        }
        return Event(
            id=str(id_),
            guid=guid,
            title=self._words(session.title),
            subtitle=subtitle,
            slug=f"{self.acronym}-{id_:04d}-{_slug(session.code)}".rstrip("-_"),
            date=_iso(start),
            start=f"{start:%H:%M}",
            end=_iso(end.astimezone(start.tzinfo)),
            duration=_duration(length),
            room=self.rooms.get(session.venue, ""),
            track=self.tracks.get(session.module, ""),
            type=clean(session.kind),
            language=written,
            abstract=self._words(session.description),
            description=self._also(session),
            url=link(session.url) or f"{self.base_url}{quote(clean(session.code), safe='')}",
            persons=tuple(self.persons[code] for code in session.speakers if code in self.persons),
        )

    def _also(self, session: Session) -> str:
        """What to bring and to wear and where to meet, in words."""
        say = texts(self.programme.language)
        named = ("bring", session.bring), ("dress", session.dress), ("meeting", session.meeting)
        parts = ((f"schedule.{name}", text) for name, text in named)
        return "\n".join(say(message, what=self._words(text)) for message, text in parts if text)

    def _id(self, session: Session) -> int:
        """A number that stays with the session; it is what older programs know it by."""
        id_ = crc32(session.uid.encode("utf-8", "replace")) & 0x7FFFFFFF or 1
        while id_ in self.ids:
            id_ += 1
        self.ids.add(id_)
        return id_

    def _guid(self, session: Session) -> str:
        try:
            guid = str(UUID(session.uid))
        except ValueError:
            guid = guid_of(self.programme.code, "uid", session.uid)
        if guid in self.guids:
            guid = guid_of(self.programme.code, "session", session.code)
        self.guids.add(guid)
        return guid


_OTHER = {"th": "en", "en": "th"}


def _iso(time_: datetime) -> str:
    """With an offset of whole minutes, as the format wants it: before standard time, clocks went by seconds."""
    offset = time_.utcoffset() or timedelta()
    return (time_ if offset.total_seconds() % 60 == 0 else time_.astimezone(UTC)).isoformat(timespec="seconds")


def _duration(length: timedelta) -> str:
    minutes = int(min(max(length, timedelta()), _LONGEST - timedelta(minutes=1)).total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _slug(code: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", code.casefold()).strip("-_")
