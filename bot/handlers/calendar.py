"""A calendar of one's own that follows the timetable: its link, and the end of it.

One session's file is asked for like anything else about that session.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.messages import Choice, Link, Reading, Reply
from bot.services import calendar, people
from bot.services.people.words import wanted, wish


if TYPE_CHECKING:
    from bot.router import Route, Turn
    from bot.services.people import Person


_ROOM = "calendar"  # the key of this room's memory in a talk: when somebody was asked whether to end the links
_OTHERS = "people"  # where that room has asked something too, a mere yes or no is for it
_TO_CONFIRM = timedelta(minutes=10)
_ASIDE = Reading(aside=True)
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_OUTSIDE = {"line": "?openExternalBrowser=1"}  # LINE's own browser opens no calendar
_ANSWERS = {"nod": "revoke", "shake": "keep"}


def routes(public_url: str) -> list[Route]:
    """`public_url` is where people reach the site, or "" where that is not known."""
    room = Calendar(public_url)
    wishes = {"make": room.make, "revoke": room.ask, "really": room.revoke, "keep": room.keep}
    return [
        (lambda turn: turn.inbound.group and bool(_wanted(turn)), _private),
        *((lambda turn, name=name: _wanted(turn) == name, handler) for name, handler in wishes.items()),
    ]


class Calendar:
    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    def make(self, turn: Turn) -> Reply:
        say, channel = turn.say, turn.inbound.address.channel
        person = people.at(turn.store, turn.inbound.address)
        if person is None:
            return _aside(f"{say('calendar.guest')}\n{say('people.how')}")
        if not self._public_url and channel != _HERE:
            organises = any(mine.role in ("organiser", "owner") for mine in people.memberships(turn.store, person))
            return _aside(say("calendar.no_address_organiser" if organises else "calendar.no_address"))
        secret, full = calendar.make(turn.store, person.id, turn.now)
        lines = [say("calendar.link"), *([say("calendar.oldest", most=calendar.MOST)] if full else [])]
        url = f"{self._public_url}/calendar/{secret}{_OUTSIDE.get(channel, '')}"
        link = Link(say("calendar.button_open"), url)
        return Reply("\n".join(lines), links=(link,), choices=_choices(turn, "revoke"), reading=_ASIDE, sealed=True)

    def ask(self, turn: Turn) -> Reply:
        person = people.at(turn.store, turn.inbound.address)
        count = calendar.count(turn.store, person.id) if person else 0
        if not count:
            return _aside(turn.say("calendar.none"))
        turn.talk.context[_ROOM] = turn.now.isoformat()
        return _aside(turn.say("calendar.revoke", count=count), *_choices(turn, "really", "keep"))

    def revoke(self, turn: Turn) -> Reply:
        asked = turn.talk.context.pop(_ROOM, "")
        person: Person | None = people.at(turn.store, turn.inbound.address)
        if person is None or not asked or turn.now - datetime.fromisoformat(asked) > _TO_CONFIRM:
            return self.ask(turn)
        calendar.revoke(turn.store, person.id)
        return _aside(turn.say("calendar.revoked"))

    def keep(self, turn: Turn) -> Reply:
        turn.talk.context.pop(_ROOM, None)
        return _aside(turn.say("calendar.kept"))


def _wanted(turn: Turn) -> str:
    """A yes or no counts where it was just asked for; to end the links, a mere yes is not enough."""
    here = turn.inbound
    if here.kind not in ("text", "tap") or here.data:
        return ""
    found, pending = wanted(here, "calendar"), _ROOM in turn.talk.context
    if found:
        return found if pending or found != "keep" else ""
    return _ANSWERS.get(wish(here.text), "") if pending and _OTHERS not in turn.talk.context else ""


def _choices(turn: Turn, *names: str) -> tuple[Choice, ...]:
    """Buttons that say their own labels, which are read like anything typed."""
    labels = [turn.say(f"calendar.button_{name}") for name in names]
    return tuple(Choice(label, label) for label in labels)


def _aside(text: str, *choices: Choice) -> Reply:
    return Reply(text, choices=choices, reading=_ASIDE)


def _private(turn: Turn) -> Reply:
    return _aside(turn.say("people.private"))
