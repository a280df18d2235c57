"""A programme's timetable as people see it: what is compared to know what to tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.models import ProgrammeRow, SessionRow, table
from storage.programme import Session, Status, Text


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme, Venue


Snapshot = dict[str, list[Any]]
"""By a session's code what people see of it, as JSON; `seen` reads one. Two that are equal look the same to people."""

_programmes, _sessions = table(ProgrammeRow), table(SessionRow)


@dataclass(frozen=True, slots=True)
class Seen:
    """A session as people see it; `start` and `end` in its own zone, `url` is where it is joined online."""

    title: Text
    start: datetime
    end: datetime
    timezone: str
    room: Text
    meeting: Text
    speakers: tuple[Text, ...]
    status: Status
    url: str


def seen(kept: list[Any]) -> Seen:
    """A session of a snapshot."""
    title, start, end, zone, room, meeting, speakers, status, url = kept
    there = ZoneInfo(zone)
    return Seen(
        Text(*title),
        datetime.fromisoformat(start).astimezone(there),
        datetime.fromisoformat(end).astimezone(there),
        zone,
        Text(*room),
        Text(*meeting),
        tuple(Text(*name) for name in speakers),
        status,
        url,
    )


def of(programme: Programme) -> Snapshot:
    """The timetable that `programme` says."""
    rooms = {venue.code: venue for venue in programme.venues}
    people = {speaker.code: _words(speaker.name) for speaker in programme.speakers}
    return {session.code: _kept(session, rooms.get(session.venue), people) for session in programme.sessions}


def _kept(session: Session, room: Venue | None, people: Mapping[str, list[str]]) -> list[Any]:
    """In the order of Seen. Times are local with their offset: at another hour of the clock they look other.

    Of what is cancelled, nobody is to see where or by whom it would be.
    """
    zone, held = ZoneInfo(session.timezone), session.status == "confirmed"
    return [
        _words(session.title),
        _local(session.start, zone),
        _local(session.end, zone),
        session.timezone,
        _words(room.name if held and room else Text()),
        _words(session.meeting if held else Text()),
        [people[code] for code in session.speakers] if held else [],
        session.status,
        (session.url or (room.url if room else "")) if held else "",
    ]


def _local(time: datetime, zone: ZoneInfo) -> str:
    return (time if time.tzinfo is zone else time.astimezone(zone)).isoformat()


def gone(store: Store, programme: str, codes: Collection[str]) -> Snapshot:
    """The cancelled sessions of the programme with this code that are not among `codes`: of those its file has lost."""
    lost = select(_sessions.c.code, _sessions.c.title, _sessions.c.starts_at, _sessions.c.ends_at, _sessions.c.timezone)
    mine = lost.join(_programmes, _programmes.c.id == _sessions.c.programme_id).where(_programmes.c.code == programme)
    rows = store.execute(mine.where(_sessions.c.status == "cancelled"))
    return {
        row.code: _kept(
            Session(row.code, row.title, row.starts_at, row.ends_at, row.timezone, status="cancelled"), None, {}
        )
        for row in rows
        if row.code not in codes
    }


def _words(text: Text) -> list[str]:
    return [text.th, text.en]
