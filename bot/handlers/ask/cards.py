"""Cards of sessions, and a session's calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Card, File
from bot.services.ask import calendar_file
from bot.showing import button, links, period, where, who


if TYPE_CHECKING:
    from bot.messages import Choice, Language
    from bot.services.ask import Guide
    from bot.texts import Texts
    from storage.programme import Programme, Session


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
    return Card(
        session.title.in_(say.language),
        say("ask.cancelled") if session.status == "cancelled" else "",
        tuple((say(f"ask.fact_{fact}"), facts[fact]) for fact in ordered if facts[fact]),
        _choices(say, session, {fact for fact, said in facts.items() if said} | asked),
        links(say, guide, session),
    )


def _choices(say: Texts, session: Session, shown: set[str]) -> tuple[Choice, ...]:
    asks = [("about", bool(session.description)), ("calendar", session.status == "confirmed")]
    return tuple(button(say, ask, session) for ask, there in asks if there and ask not in shown)


def ics(programme: Programme, session: Session, language: Language) -> File:
    return File(f"{session.code}.ics", "text/calendar", calendar_file(programme, session, language))
