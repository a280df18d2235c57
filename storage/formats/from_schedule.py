"""A programme from a frab or pretalx schedule: read leniently, telling what had to be assumed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from storage.formats.check import check
from storage.formats.identity import uid_of
from storage.formats.offsets import HOME, commonest, fits, zone_for
from storage.formats.report import place, shown
from storage.formats.times import read_time, zone
from storage.formats.words import Taken, clean, in_language, link, plain, slug
from storage.programme import Module, Programme, Session, Speaker, Text, Venue


if TYPE_CHECKING:
    from storage.formats.report import Report
    from storage.formats.schedule import Event, Person, Schedule

_KINDS = (
    ("workshop", ("workshop", "tutorial", "hands-on", "hands on", "ปฏิบัติการ")),
    ("keynote", ("keynote", "plenary", "ปาฐกถา")),
    ("break", ("break", "lunch", "coffee", "registration", "พัก", "ลงทะเบียน")),
    ("ceremony", ("ceremony", "opening", "closing", "พิธี")),
    ("lecture", ("talk", "lecture", "บรรยาย")),
)
_DURATION = re.compile(r"(?:(\d{1,4}):)?(\d{1,4})(?::(\d{2}))?")
_NO_TRACK = "No Track"
_NOTHING = Text()
_UNATTENDED = frozenset({"break", "deadline", "travel"})


def from_schedule(schedule: Schedule, name: str, report: Report) -> Programme:
    """The programme in `schedule`; `name` is the file's, for one that names itself in no way."""
    return _Reading(schedule, name, report).programme()


class _Reading:
    def __init__(self, schedule: Schedule, name: str, report: Report) -> None:
        self.schedule, self.report = schedule, report
        self.code = _words(schedule.meta.get("code")) or slug(schedule.acronym or schedule.title or name) or "schedule"
        self.events = [event for day in schedule.days for event in day.events]
        self.ours = _fields(schedule.meta.get("sessions"))
        self.venues: dict[str, Venue] = {}
        self.modules: dict[str, Module] = {}
        self.speakers: dict[str, Speaker] = {}
        self.places: dict[tuple[str | int, ...], tuple[str, int | None]] = {}
        self.codes = {section: Taken() for section in ("venues", "modules", "speakers", "sessions")}
        self.uids: set[str] = set()

    def locate(self, *path: str | int) -> tuple[str, int | None]:
        found = self.places.get(path[:2])
        if found is None:
            return place(path), None
        return (place((found[0], *path[2:])) if path[2:] else found[0]), found[1]

    def programme(self) -> Programme:
        self._rooms()
        times = self._times()
        sessions = [self._session(event, *time) for event, time in zip(self.events, times, strict=True) if time]
        unnamed = sum(not event.guid for event in self.events)
        if unnamed:
            self.report.warn("no-uid", "guid", None, count=str(unnamed))
        thai = sum(bool(session.title.th) for session in sessions) * 2 > len(sessions)
        programme = Programme(
            code=self.code,
            title=in_language(plain(self.schedule.title) or self.code),
            timezone=commonest([session.timezone for session in sessions], self._named().key),
            language="th" if thai else "en",
            venues=tuple(self.venues.values()),
            speakers=tuple(self.speakers.values()),
            modules=tuple(self.modules.values()),
            sessions=tuple(sessions),
        )
        check(programme, self.locate, self.report)
        return programme

    def _named(self) -> ZoneInfo:
        return zone(self.schedule.zone) or HOME

    def _rooms(self) -> None:
        guids: dict[str, str] = {}
        for room in self.schedule.rooms:
            if room.guid and guids.setdefault(room.guid, room.name) != room.name:
                names = {"first": shown(guids[room.guid]), "second": shown(room.name), "found": room.guid}
                self.report.warn("same-room-guid", room.place, room.line, **names)
            if room.name and room.name not in self.venues:
                self._venue(room.name, (room.place, room.line), in_language(plain(room.description)), link(room.url))

    def _venue(self, name: str, where: tuple[str, int | None], address: Text = _NOTHING, url: str = "") -> Venue:
        self.places["venues", len(self.venues)] = where
        code = self._code("venues", "rooms", name, name)
        self.venues[name] = Venue(code, in_language(plain(name) or code), address=address, url=url)
        return self.venues[name]

    def _code(self, section: str, meta: str, key: str, wanted: str) -> str:
        """The code that we gave when we wrote the file, else one made from `wanted`."""
        ours = _words(_fields(self.schedule.meta.get(meta)).get(key))
        return self.codes[section].unique(ours or slug(wanted) or section)

    def _times(self) -> list[tuple[datetime, ZoneInfo] | None]:
        """When each event begins, and the zone in which that is to be shown. Assumptions are told once."""
        named = zone(self.schedule.zone)
        if self.schedule.zone and named is None:
            self.report.warn(
                "unknown-zone", "time_zone_name", None, found=shown(self.schedule.zone), known="Asia/Bangkok"
            )
        times: list[tuple[datetime, ZoneInfo] | None] = []
        assumed: dict[str, dict[str, str]] = {}
        for event in self.events:
            text = event.date if re.search("[T ].*(Z|[+-][0-9:]{2,})$", event.date) else ""
            wall = f"{(event.date or event.day)[:10]}T{event.start or event.date[11:16]}"
            where = (place((event.place, "date" if text else "start")), event.line)
            time = read_time(text or wall, named or HOME, where, self.report)
            if time is None:
                times.append(None)
                continue
            shown_in = zone(_words(_fields(self.ours.get(event.guid)).get("timezone")))
            if shown_in is None and not text:
                shown_in = named or HOME
                if named is None:
                    assumed["zone-assumed"] = {"zone": HOME.key}
            elif shown_in is None and named and fits(time, event.start, named):
                shown_in = named
            elif shown_in is None:
                shown_in = zone_for(datetime.fromisoformat(text).utcoffset() or timedelta())
                code = "zone-from-offset" if named else "zone-assumed"
                assumed.setdefault(
                    code, {"found": self.schedule.zone, "zone": shown_in.key} if named else {"zone": shown_in.key}
                )
            times.append((time.astimezone(shown_in), shown_in))
        for code, values in assumed.items():
            self.report.warn(code, "time_zone_name", None, **values)
        return times

    def _session(self, event: Event, start: datetime, shown_in: ZoneInfo) -> Session:
        nr = len(self.codes["sessions"])
        self.places["sessions", nr] = (event.place, event.line)
        ours = _fields(self.ours.get(event.guid))
        code = self._own_code(event, _words(ours.get("code")))
        guid = _words(ours.get("uid")) or event.guid.lower() or uid_of(self.code, code)
        uid = guid if guid not in self.uids else uid_of(self.code, code)
        self.uids.add(uid)
        kind = _kind(event.type)
        return Session(
            code=code,
            title=self._title(event, code, subtitled=bool(ours.get("subtitle"))),
            start=start,
            end=self._end(event, start, _words(ours.get("end"))).astimezone(shown_in),
            timezone=shown_in.key,
            kind=kind,
            module=self._module(event.track, event),
            venue=(self.venues.get(event.room) or self._unlisted(event)).code if event.room else "",
            speakers=tuple(dict.fromkeys(self._speaker(person, event) for person in event.persons if person.name)),
            description=_description(event, ours=bool(ours)),
            url="" if ours.get("url") is False else self._link(event),
            attendance=kind not in _UNATTENDED,
            sequence=_count(ours.get("sequence")),
            uid=uid,
        )

    def _own_code(self, event: Event, ours: str) -> str:
        """Ours; or the slug without the conference's name; or the id, where the slug holds it.

        Such a slug (`name-id-title`) changes with the title, and a new title is no new session.
        """
        stem = event.slug.removeprefix(f"{self.schedule.acronym}-")
        titled = event.id and re.search(rf"(^|-){re.escape(event.id)}(-|$)", stem)
        wanted = ours or (slug(stem) if stem and not titled else f"event-{event.id}" if event.id else slug(event.title))
        code = self.codes["sessions"].unique(wanted or "event")
        if wanted and code != wanted:
            self.report.warn("renamed", event.place, event.line, found=shown(wanted), meant=shown(code))
        return code

    def _title(self, event: Event, code: str, *, subtitled: bool) -> Text:
        words = plain(event.title)
        if not words:
            self.report.warn("untitled", event.place, event.line, meant=shown(code))
        title = in_language(words or code, event.language)
        other = plain(event.subtitle) if subtitled else ""
        return Text(title.th or other, title.en or other)

    def _end(self, event: Event, start: datetime, ours: str) -> datetime:
        where = (place((event.place, "duration")), event.line)
        if ours or event.end:
            end = read_time(ours or event.end, ZoneInfo("UTC"), where, self.report)
            return end or start
        match = _DURATION.fullmatch(event.duration)
        if match is None:
            self.report.warn("no-end", *where)
            return start
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return start.astimezone(UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)

    def _module(self, track: str, event: Event) -> str:
        if not track or track == _NO_TRACK:
            return ""
        if track not in self.modules:
            self.places["modules", len(self.modules)] = (place((event.place, "track")), event.line)
            code = self._code("modules", "tracks", track, track)
            self.modules[track] = Module(code, in_language(plain(track) or code))
        return self.modules[track].code

    def _unlisted(self, event: Event) -> Venue:
        where = (place((event.place, "room")), event.line)
        if self.schedule.rooms:
            self.report.warn("unlisted-room", *where, found=shown(event.room))
        return self._venue(event.room, where)

    def _speaker(self, person: Person, event: Event) -> str:
        key = person.guid or person.id or person.name
        if key not in self.speakers:
            self.places["speakers", len(self.speakers)] = (place((event.place, "persons")), event.line)
            named = f"person-{person.id}" if person.id.isdigit() else person.id or person.name
            code = self._code("speakers", "persons", person.guid, named)
            self.speakers[key] = Speaker(code, in_language(plain(person.name) or code))
        return self.speakers[key].code

    def _link(self, event: Event) -> str:
        base = self.schedule.base_url
        found = link(urljoin(base, event.url) if event.url and link(base) else event.url)
        if event.url and not found:
            self.report.warn("dropped-link", place((event.place, "url")), event.line, found=shown(event.url))
        return found


def _kind(type_: str) -> str:
    """Our word for a type of event; one that is a single word of its own stays."""
    words = type_.casefold()
    fallback = slug(words) if words and len(words.split()) == 1 else "lecture"
    return next((kind for kind, signs in _KINDS if any(sign in words for sign in signs)), fallback)


def _description(event: Event, *, ours: bool) -> Text:
    """The abstract and the description; of what we wrote the abstract alone, as the rest repeats other fields."""
    parts = dict.fromkeys(part for part in (plain(event.abstract), "" if ours else plain(event.description)) if part)
    return in_language("\n\n".join(parts), event.language) if parts else Text()


def _fields(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**31 else 0
