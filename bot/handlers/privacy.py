"""Who has looked at one's own data: asked by whoever it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.messages import Choice, Reading, Reply
from bot.services import people, privacy
from bot.services.people.words import wanted
from bot.texts import short_title


if TYPE_CHECKING:
    from bot.router import Route, Turn
    from bot.services.privacy import Sight
    from bot.services.programme import Programmes


_ASIDE = Reading(aside=True)
_HOME = ZoneInfo("Asia/Bangkok")
_PARTS = frozenset(
    {"today", "programme", "people", "announcements", "questions", "attendance", "feedback", "log", "leave"}
)
"""What can be looked at, by the console's pages and by what organisers get in chat."""


def routes(programmes: Programmes) -> list[Route]:
    room = Privacy(programmes)
    return [(lambda turn: wanted(turn.inbound, "privacy") == "seen", room.seen)]


class Privacy:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def seen(self, turn: Turn) -> Reply:
        """The last who looked, when, and at what."""
        say = turn.say
        if turn.inbound.group:
            return Reply(say("people.private"), reading=_ASIDE)
        person = people.at(turn.store, turn.inbound.address)
        if person is None:
            return Reply(say("privacy.guest"), reading=_ASIDE)
        sights = privacy.seen(turn.store, person.id)
        lines = [say("privacy.seen"), *(f"• {self._line(turn, each)}" for each in sights)]
        text = "\n".join(lines) if sights else say("privacy.unseen")
        mine = Choice(say("privacy.button_mine"), say("privacy.button_mine"))
        return Reply(f"{text}\n{say('privacy.duty')}", choices=(mine,), reading=_ASIDE)

    def _line(self, turn: Turn, sight: Sight) -> str:
        say = turn.say
        at = sight.at.astimezone(_HOME)
        who = sight.who or say("privacy.operator")
        when = f"{say.short_day(at.date())} {say.hours(at, at)}"
        if sight.what == "data.exported":
            return say("privacy.exported", who=who, when=when)
        part = say(f"privacy.of_{sight.subject if sight.subject in _PARTS else 'other'}")
        if sight.programme not in self._programmes.codes(turn.store):
            return say("privacy.looked", who=who, part=part, when=when)
        title = short_title(self._programmes.get(turn.store, sight.programme).title.in_(say.language))
        return say("privacy.looked_in", who=who, part=part, title=title, when=when)
