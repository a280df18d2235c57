"""How a session is shown, in whichever room: when, where and by whom it is, the ways to it, what its buttons ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from bot.messages import Choice, Link, Place


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from bot.errors import Fault
    from bot.texts import Texts
    from storage.programme import Programme, Session, Speaker, Venue


_WORD = "workbook:"  # see storage.formats.xlsx.understood
OF = "of:"
"""Opens the data of a button that says of which programme it is."""


class Course(Protocol):
    """A programme whose sessions are shown, with its parts by their codes."""

    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def venues(self) -> Mapping[str, Venue]: ...
    @property
    def speakers(self) -> Mapping[str, Speaker]: ...


class Frame:
    """A programme made ready to be shown, and no more."""

    def __init__(self, programme: Programme) -> None:
        self.zone = ZoneInfo(programme.timezone)
        self.venues = {venue.code: venue for venue in programme.venues}
        self.speakers = {speaker.code: speaker for speaker in programme.speakers}


def period(say: Texts, course: Course, session: Session) -> str:
    """When it is, in the zone where it is held; said so where that is not the programme's."""
    said = say.period(session.start, session.end)
    return say("ask.local_time", period=said) if is_abroad(course, session) else said


def is_abroad(course: Course, session: Session) -> bool:
    """Whether the clocks show another time where it is held than where the programme is."""
    naive = session.start.replace(tzinfo=None)
    return ZoneInfo(session.timezone).utcoffset(naive) != course.zone.utcoffset(naive)


def where(say: Texts, course: Course, session: Session) -> str:
    venue = course.venues.get(session.venue)
    return venue.name.in_(say.language) if venue else ""


def who(say: Texts, course: Course, session: Session) -> str:
    names = [course.speakers[code].name.in_(say.language) for code in session.speakers if code in course.speakers]
    return say("ask.joined", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def links(say: Texts, course: Course, session: Session) -> tuple[Link, ...]:
    """The way into it online, the session's own first, and a map where its place has coordinates."""
    venue = course.venues.get(session.venue)
    found = ways(say, venue) if venue else ()
    return (Link(say("ask.join"), session.url), *found) if session.url else found


def ways(say: Texts, venue: Venue) -> tuple[Link, ...]:
    """The way into an online room, and a map where the place has coordinates."""
    found = place(say, venue)
    return (*online(say, venue), *([found.link] if found else []))


def online(say: Texts, venue: Venue) -> tuple[Link, ...]:
    return (Link(say("ask.join"), venue.url),) if venue.url else ()


def place(say: Texts, venue: Venue) -> Place | None:
    """The venue on a map; None where it has no coordinates."""
    if venue.latitude is None or venue.longitude is None:
        return None
    query = f"{venue.latitude:.6f},{venue.longitude:.6f}"
    link = Link(say("ask.map"), f"https://www.google.com/maps/search/?api=1&query={query}")
    name, address = venue.name.in_(say.language), venue.address.in_(say.language)
    return Place(name, address, venue.latitude, venue.longitude, link)


def length(say: Texts, time: timedelta) -> str:
    """So many hours and minutes, to the nearest minute."""
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    parts = [say("ask.hours_left", count=hours)] if hours else []
    return " ".join([*parts, say("ask.minutes_left", count=minutes)] if minutes or not parts else parts)


def data(facet: str, code: str) -> str:
    """The data of a button that asks `facet` of the session, or the speaker, `code`."""
    return f"{facet}:{code}"


def button(say: Texts, facet: str, session: Session, programme: str = "") -> Choice:
    """A button that asks `facet` of the session; of that programme (its code), in whichever the talk is."""
    asked = data(facet, session.code)
    title = session.title.in_(say.language)
    return Choice(
        say(f"ask.choose_{facet}"),
        say(f"ask.says_{facet}", title=title),
        f"{OF}{quote(programme, safe='')}:{asked}" if programme else asked,
    )


def opened(tap: str) -> tuple[str, str]:
    """The programme's code in the data of a button, "" where it names none, and what it asks there."""
    if not tap.startswith(OF):
        return "", tap
    programme, _, asked = tap.removeprefix(OF).partition(":")
    return unquote(programme), asked


def fault(say: Texts, found: Fault, *, kind: bool = True) -> str:
    """A fault of a file in words, with its place; with its `kind` before it, whether it is wrong or doubtful."""
    values = {name: _word(say, value) for name, value in found.values.items()}
    text = say(f"fault.{found.code}", **values)
    if (more := int(found.values.get("times", "1")) - 1) > 0:
        text += say("fault.more", count=more)
    if found.sheet:
        place = say("fault.in_cell" if found.place else "fault.in_sheet", sheet=found.sheet, cell=found.place)
    else:
        place = say("fault.at", place=found.place, line=found.line).strip() if found.line else found.place
    sort = "error" if not found.warning else "assumed" if found.code.startswith("assumed-") else "warning"
    return " · ".join(part for part in (say(f"fault.{sort}") if kind else "", place, text) if part)


def _word(say: Texts, value: str) -> str:
    """A value as it is, or, where it is a word of workbooks (or several), as the reader's language has it."""
    if not value.startswith(_WORD):
        return value
    from storage.formats.xlsx.vocabulary import said  # noqa: PLC0415 - the reader of workbooks takes a while to load

    parts = (each.removeprefix(_WORD).split(":") for each in value.split(","))
    return ", ".join(said(section, name, say.language) for section, name in parts)
