"""What people are told unasked: drawn as one message; and how they say that they know it, by a button or in words."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.messages import Reading, Reply
from bot.services import notices
from bot.services.people.words import bare
from bot.texts import LANGUAGES, texts, words
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language
    from bot.router import Route, Turn
    from bot.services.programme import Programmes
    from bot.texts import Texts
    from storage.reminders import Occasion

    Draw = Callable[[Store, Sequence[Occasion], Texts, datetime], Reply | None]
    """A room's own drawing of the kinds that are its; None where nothing is left to say."""


_CARDS = 10  # LINE takes 12


class Joining:
    """Draws one message that says several things, each by its room: `drawers` are asked in this order, by kind."""

    def __init__(self, programmes: Programmes, drawers: Mapping[str, Draw]) -> None:
        self._programmes = programmes
        self._drawers = drawers

    def draw(
        self, store: Store, occasions: Sequence[Occasion], language: Language | None, now: datetime
    ) -> Reply | None:
        """The message, with one button to say that it is known; None where nothing is left to say.

        In the language of the first one's programme where `language` is None.
        """
        say = texts(language or self._programmes.get(store, occasions[0].programme).language)
        drawn: list[Reply] = []
        for draw in dict.fromkeys(self._drawers.values()):
            mine = [each for each in occasions if self._drawers[each.kind] == draw]
            if mine and (reply := draw(store, mine, say, now)):
                drawn.append(reply)
        return _joined(drawn, say, [each.key for each in occasions]) if drawn else None


def _joined(drawn: Sequence[Reply], say: Texts, keys: Sequence[str]) -> Reply:
    """A button on the one card stays in LINE; one under the message goes with the next."""
    cards = tuple(dict.fromkeys(card for reply in drawn for card in reply.cards))[:_CARDS]
    choices = tuple(dict.fromkeys(choice for reply in drawn for choice in reply.choices))
    known = notices.acknowledge_choice(say, keys)
    if len(cards) == 1:
        cards = (replace(cards[0], choices=(*cards[0].choices, known)),)
    else:
        choices = (*choices, known)
    return Reply(
        "\n\n".join(reply.text for reply in drawn),
        cards,
        choices,
        links=tuple(dict.fromkeys(link for reply in drawn for link in reply.links)),
        places=tuple(dict.fromkeys(place for reply in drawn for place in reply.places)),
        reading=Reading(aside=True),
    )


def routes() -> list[Route]:
    return [
        (lambda turn: turn.inbound.group and turn.inbound.data.startswith(notices.OPENS), _private),
        (lambda turn: turn.inbound.data.startswith(notices.OPENS), _tapped),
        (lambda turn: bool(_typed(turn)), lambda turn: _known(turn, _typed(turn))),
    ]


def _typed(turn: Turn) -> tuple[str, ...]:
    here = turn.inbound
    if here.data or here.group or here.kind != "text" or _phrases().isdisjoint(bare(repair(here.text))):
        return ()
    return notices.just_told(turn.store, here.address)


@cache
def _phrases() -> frozenset[str]:
    files = [tomllib.loads(words(language, "notices.toml")) for language in LANGUAGES]
    return frozenset(key(phrase) for file in files for phrase in file["acknowledge"])


def _tapped(turn: Turn) -> Reply:
    return _known(turn, notices.tapped(turn.inbound.data))


def _known(turn: Turn, keys: Sequence[str]) -> Reply:
    address, say = turn.inbound.address, turn.say
    since = notices.acknowledge(turn.store, address, keys, turn.now)
    if since is None:
        return _aside(say("notices.not_yours"))
    local = since.astimezone(notices.zone_of(turn.store, address))
    if since == turn.now:
        return _aside(say("notices.acknowledged", time=say.hours(local, local)))
    return _aside(say("notices.since", day=say.day(local.date()), time=say.hours(local, local)))


def _private(turn: Turn) -> Reply:
    return _aside(turn.say("notices.private"))


def _aside(text: str) -> Reply:
    return Reply(text, reading=Reading(aside=True))
