"""People ask for what was announced to them, and are told that announcing is for organisers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.announce.memory import elsewhere
from bot.handlers.announce.opening import known, opening
from bot.handlers.announce.said import among, choice, tapped
from bot.messages import Choice, Reading, Reply
from bot.services import announce, people
from bot.services.notices import acknowledge_choice


if TYPE_CHECKING:
    from bot.handlers.announce.opening import Opening
    from bot.router import Turn
    from bot.services.programme import Programmes


_EARLIER = "earlier"


class Again:
    """For whoever takes part; an organiser's words are taken by the room before."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def asks(self, turn: Turn) -> bool:
        """Whether what was announced is asked for."""
        event = turn.inbound
        if event.group:
            return False
        if event.data:
            wanted = tapped(event.data)
            return wanted is not None and wanted.wish == _EARLIER
        return event.kind == "text" and among("mine", event.text) == "last"

    def answer(self, turn: Turn) -> Reply:
        """The last one, or the last before the one whose button was tapped, as it was sent."""
        me, tap = people.at(turn.store, turn.inbound.address), tapped(turn.inbound.data)
        if me is None:
            return Reply(f"{turn.say('announce.guest')}\n{turn.say('people.how')}", reading=_ASIDE)
        found = announce.heard(turn.store, me.id)
        if tap:
            found = [each for each in found if each.announcement.id < tap.number]
        if not found:
            return Reply(turn.say("announce.none_earlier" if tap else "announce.none_to_you"), reading=_ASIDE)
        last = found[0].announcement
        at = (last.begun_at or last.made_at).astimezone(
            ZoneInfo(self._programmes.get(turn.store, last.programme).timezone)
        )
        say = turn.say
        reply = announce.shown(turn.store, last, say.language, acknowledge_choice)
        if found[0].known:
            reply = replace(reply, cards=last.reply.cards)
        head = say("announce.announced_at", day=say.day(at.date()), time=say.hours(at, at))
        earlier = say("announce.button_earlier")
        more = (choice(earlier, say("announce.say_earlier", number=last.id), _EARLIER, last.id),)
        text = f"{head}\n\n{reply.text}".rstrip()
        return replace(reply, text=text, choices=more if found[1:] else (), reading=_ASIDE)


def tries(turn: Turn) -> bool:
    """Whether somebody who may not announces something, and does not answer what another room asked for."""
    event = turn.inbound
    if event.kind != "text" or event.data or event.group or not announces(turn.whole):
        return False
    begun = opening(turn.whole)
    return not (begun and begun.loose and (elsewhere(turn) or people.organises(turn.store, event.address)))


def announces(text: str) -> bool:
    """Whether it does, in words that mean nothing else, or begin so: บอกทีมงานว่า … is for the organisers to hear."""
    begun = opening(text)
    if begun is None or not begun.sure:
        return False
    if begun.loose and not _is_glued(begun):
        return any(way.text and way.whom in known("everybody") for way in begun.ways)
    return any(way.text or way.whom for way in begun.ways)


def refused(turn: Turn) -> Reply:
    """Of ประกาศเรื่อง… it is not known whether it is asked for: what was announced is offered."""
    begun, label = opening(turn.whole), turn.say("announce.button_last")
    last = (Choice(label, label),) if begun and _is_glued(begun) else ()
    return Reply(turn.say("announce.not_for_you"), choices=last, reading=_ASIDE)


def _is_glued(begun: Opening) -> bool:
    """Whether its text follows the word ประกาศ without a blank."""
    return begun.loose and not any(way.whom for way in begun.ways)


_ASIDE = Reading(aside=True)
