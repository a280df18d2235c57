"""schedule.json, in and out."""

from __future__ import annotations

import json
from typing import Any

from storage.formats.report import Unreadable, shown
from storage.formats.schedule import Day, Event, Person, Room, Schedule


_WORDS = (
    "start",
    "duration",
    "end",
    "slug",
    "url",
    "title",
    "subtitle",
    "track",
    "type",
    "abstract",
    "description",
    "date",
)


def parse(text: str) -> Schedule:
    """Raises Unreadable. Only what has the type it should have is taken; anything else counts as not there."""
    try:
        root = json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        raise Unreadable("syntax", "", error.lineno, format="JSON", found=shown(lines[error.lineno - 1])) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets within brackets
        raise Unreadable("too-deep", "") from error
    schedule = _fields(_fields(root).get("schedule")) or _fields(root)
    conference = _fields(schedule.get("conference"))
    if not isinstance(conference.get("days"), list):
        raise Unreadable("not-schedule", "", found=shown(root), known="schedule.conference.days")
    days = [_fields(day) for day in conference["days"]]
    listed = [
        Room(
            name=_words(room.get("name")),
            guid=_words(room.get("guid")),
            description=_words(room.get("description")),
            url=_words(room.get("url")),
            place=f"schedule.conference.rooms[{nr}]",
        )
        for nr, room in enumerate(_fields(room) for room in _list(conference.get("rooms")))
    ]
    return Schedule(
        title=_words(conference.get("title")),
        acronym=_words(conference.get("acronym")),
        zone=_words(conference.get("time_zone_name")),
        base_url=_words(schedule.get("base_url")),
        rooms=tuple(listed),
        days=tuple(_day(nr, day) for nr, day in enumerate(days)),
        meta=_fields(_fields(conference.get("meta")).get("nongnat")),
    )


def _day(nr: int, day: dict[str, Any]) -> Day:
    date = _words(day.get("date"))
    events = (
        _event(_fields(event), date, name, f"schedule.conference.days[{nr}].rooms.{name}[{index}]")
        for name, room in _fields(day.get("rooms")).items()
        for index, event in enumerate(_list(room))
    )
    return Day(date, _words(day.get("day_start")), _words(day.get("day_end")), tuple(events))


def _event(event: dict[str, Any], day: str, room: str, place: str) -> Event:
    persons = (
        Person(
            name=_words(person.get("name")) or _words(person.get("public_name")),
            id=_words(person.get("code")) or _words(person.get("id")),
            guid=_words(person.get("guid")),
            role="",
        )
        for person in map(_fields, _list(event.get("persons")))
    )
    texts: dict[str, Any] = {name: _words(event.get(name)) for name in _WORDS}
    return Event(
        **texts,
        id=_words(event.get("id")) or _words(event.get("code")),
        guid=_words(event.get("guid")),
        room=_words(event.get("room")) or room,
        language=_words(event.get("language")),
        day=day,
        persons=tuple(persons),
        place=place,
    )


def _fields(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: object) -> str:
    """Text as it is, a number as text, and of a text in several languages (`{"en": …, "de": …}`) the first."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("th", "en", *value) if value.get(key)), "")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def render(schedule: Schedule) -> bytes:
    conference = {
        "acronym": schedule.acronym,
        "title": schedule.title,
        "start": schedule.first,
        "end": schedule.last,
        "daysCount": len(schedule.days),
        "timeslot_duration": "00:05",
        **({"time_zone_name": schedule.zone} if schedule.zone else {}),
        "tracks": [{"name": track} for track in schedule.tracks],
        "rooms": [_room(room) for room in schedule.rooms],
        "meta": {"nongnat": schedule.meta},
        "days": [
            {
                "index": index,
                "date": day.date,
                "day_start": day.start,
                "day_end": day.end,
                "rooms": {
                    room: [_object(event) for event in day.events if event.room == room]
                    for room in dict.fromkeys(event.room for event in day.events)
                },
            }
            for index, day in enumerate(schedule.days, 1)
        ],
    }
    document = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "nongnat"},
        "schedule": {"version": "1", "base_url": schedule.base_url, "conference": conference},
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _room(room: Room) -> dict[str, object]:
    return {
        "name": room.name,
        "guid": room.guid,
        "description": room.description or None,
        "capacity": None,
        **({"url": room.url} if room.url else {}),
    }


def _object(event: Event) -> dict[str, object]:
    return {
        "id": int(event.id),
        "guid": event.guid,
        "date": event.date,
        "start": event.start,
        "end": event.end,
        "duration": event.duration,
        "room": event.room,
        "slug": event.slug,
        "url": event.url,
        "title": event.title,
        "subtitle": event.subtitle,
        "track": event.track or None,
        "type": event.type,
        "language": event.language,
        "abstract": event.abstract,
        "description": event.description,
        "persons": [
            {"guid": person.guid, "name": person.name, "biography": person.role or None} for person in event.persons
        ],
        "links": [],
    }
