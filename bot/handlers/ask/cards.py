"""Cards of sessions and places, and a session's calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.ask.taps import data
from bot.messages import Card, Choice, File, Link, Place
from bot.services.ask import calendar_file


if TYPE_CHECKING:
    from bot.messages import Language
    from bot.services.ask import Guide
    from bot.texts import Texts
    from storage.programme import Programme, Session, Venue


_FIRST = {
    "time": "when",
    "clock": "when",
    "start": "when",
    "end": "when",
    "until": "when",
    "place": "where",
    "person": "who",
}


def card(say: Texts, guide: Guide, session: Session, asks: frozenset[str], *, alone: bool) -> Card:
    """A session's card, what was asked for first. One alone also tells what it is about."""
    asked = {_FIRST.get(ask, ask) for ask in asks}
    venue = guide.venues.get(session.venue)
    facts = {
        "when": period(say, guide, session),
        "where": where(say, guide, session),
        "meet": session.meeting.in_(say.language),
        "who": who(say, guide, session),
        "bring": session.bring.in_(say.language),
        "wear": session.dress.in_(say.language),
        "about": session.description.in_(say.language) if alone or "about" in asked else "",
    }
    ordered = sorted(facts, key=lambda fact: fact not in asked)
    links = ways(say, venue) if venue else ()
    if session.url:
        links = (Link(say("ask.join"), session.url), *links)
    return Card(
        session.title.in_(say.language),
        say("ask.cancelled") if session.status == "cancelled" else "",
        tuple((say(f"ask.fact_{fact}"), facts[fact]) for fact in ordered if facts[fact]),
        _choices(say, session, {fact for fact, said in facts.items() if said} | asked),
        links,
    )


def _choices(say: Texts, session: Session, shown: set[str]) -> tuple[Choice, ...]:
    title = session.title.in_(say.language)
    asks = [("about", bool(session.description)), ("calendar", session.status == "confirmed")]
    return tuple(
        Choice(say(f"ask.choose_{ask}"), say(f"ask.says_{ask}", title=title), data(ask, session.code))
        for ask, there in asks
        if there and ask not in shown
    )


def period(say: Texts, guide: Guide, session: Session) -> str:
    """When it is, in the zone where it is held; said so where that is not the programme's."""
    said = say.period(session.start, session.end)
    naive = session.start.replace(tzinfo=None)
    elsewhere = ZoneInfo(session.timezone).utcoffset(naive) != guide.zone.utcoffset(naive)
    return say("ask.local_time", period=said) if elsewhere else said


def where(say: Texts, guide: Guide, session: Session) -> str:
    venue = guide.venues.get(session.venue)
    return venue.name.in_(say.language) if venue else ""


def who(say: Texts, guide: Guide, session: Session) -> str:
    names = [guide.speakers[code].name.in_(say.language) for code in session.speakers if code in guide.speakers]
    return say("ask.joined", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


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


def ics(programme: Programme, session: Session, language: Language) -> File:
    return File(f"{session.code}.ics", "text/calendar", calendar_file(programme, session, language))
