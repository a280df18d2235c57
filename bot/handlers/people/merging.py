"""Two entries of a roster that are one person: the chats of both are asked, and each may say no."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from bot.messages import Card, Choice, Reading, Reply
from bot.services import questions
from bot.services.people import merging
from bot.texts import LANGUAGES, texts, words
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from bot.router import Turn
    from bot.services.people.merging import Outcome
    from bot.texts import Texts
    from storage.merging import Merge


_TAP = re.compile(r"merging\.(yes|no):([0-9]{1,9})")
_TYPED = re.compile(r"\s*(\D+?)\s*([0-9]{1,9})\s*")
_ASIDE = Reading(aside=True)


def wants(turn: Turn) -> bool:
    """Whether a chat answers what it was asked: by a button, or in its words with the number."""
    return not turn.inbound.group and _said(turn) is not None


def answer(turn: Turn) -> Reply:
    """Said in their own chat: only whoever is asked may."""
    said, number = _said(turn) or ("", 0)
    if said == "no":
        request = merging.refuse(turn.store, number, turn.inbound.address, turn.now)
        if request is None:
            return _aside(turn.say("merging.gone"))
        _tell_asker(turn, request, "merging.told_no")
        return _aside(turn.say("merging.no"))
    outcome = merging.agree(turn.store, number, turn.inbound.address, turn.now)
    if outcome is None:
        return _aside(turn.say("merging.gone"))
    if not outcome.merged:
        return _aside(turn.say("merging.yes"))
    turn.others.extend((place, reply) for place, reply in told(turn.store, outcome) if place != turn.inbound.address)
    _tell_asker(turn, outcome.merge, "merging.told_yes")
    return _aside(turn.say("merging.done", name=outcome.pair.kept.person.name))


def asked(outcome: Outcome, say: Texts) -> Reply:
    """What the chats of both are asked. On a card: on LINE other buttons go with the next message."""
    number, pair = outcome.merge.id, outcome.pair
    names = {"kept": pair.kept.person.name, "gone": pair.gone.person.name}
    buttons = tuple(
        Choice(say(f"merging.button_{said}"), say(f"merging.says_{said}", number=number), f"merging.{said}:{number}")
        for said in ("yes", "no")
    )
    card = Card(say("merging.card", number=number), choices=buttons)
    return Reply(say("merging.asked", **names), (card,), reading=_ASIDE)


def told(store: Store, outcome: Outcome) -> Iterator[tuple[Address, Reply]]:
    """What the chats of somebody who was two are told, and those that are nobody's now."""
    name = outcome.pair.kept.person.name
    for place in (*outcome.pair.kept.addresses, *outcome.pair.gone.addresses):
        say = texts(questions.language(store, place))
        text = "merging.left" if place in outcome.left else "merging.done"
        yield place, _aside(say(text, name=name))


def _tell_asker(turn: Turn, request: Merge, text: str) -> None:
    place = merging.place_of(turn.store, request.asked_by) if request.asked_by else None
    if place and place != turn.inbound.address:
        say = texts(questions.language(turn.store, place))
        turn.others.append((place, _aside(say(text, number=request.id))))


def _said(turn: Turn) -> tuple[str, int] | None:
    if turn.inbound.data:
        tapped = _TAP.fullmatch(turn.inbound.data)
        return (tapped[1], int(tapped[2])) if tapped else None
    typed = _TYPED.fullmatch(turn.inbound.text) if turn.inbound.kind == "text" else None
    said = _known().get(key(typed[1])) if typed else None
    return (said, int(typed[2])) if typed and said else None


@cache
def _known() -> dict[str, str]:
    return {
        key(phrase): said
        for language in LANGUAGES
        for said, phrases in tomllib.loads(words(language, "merging.toml")).items()
        for phrase in phrases
    }


def _aside(text: str) -> Reply:
    return Reply(text, reading=_ASIDE)
