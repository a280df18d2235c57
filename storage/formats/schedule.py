"""The schedule of frab and pretalx (https://c3voc.de/wiki/schedule) as both its XML and its JSON tell it.

All texts are as they stand in the file. `meta` is our own part of it: what the format has no place for, so that what
we write can be read again without loss of ids and zones. Other programs pass it over.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    id: str = ""
    guid: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    guid: str = ""
    description: str = ""
    url: str = ""
    place: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """`day` is the day it stands under; `date` its start (ISO 8601, with an offset); `start` the hour on the wall."""

    title: str
    id: str = ""
    guid: str = ""
    slug: str = ""
    day: str = ""
    date: str = ""
    start: str = ""
    duration: str = ""
    end: str = ""
    room: str = ""
    subtitle: str = ""
    track: str = ""
    type: str = ""
    language: str = ""
    abstract: str = ""
    description: str = ""
    url: str = ""
    persons: tuple[Person, ...] = ()
    place: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    date: str
    start: str
    end: str
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    title: str
    acronym: str = ""
    zone: str = ""
    base_url: str = ""
    first: str = ""
    last: str = ""
    rooms: tuple[Room, ...] = ()
    tracks: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    meta: dict[str, object] = field(default_factory=dict)
