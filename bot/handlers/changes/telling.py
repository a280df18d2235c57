"""What the other organisers are told of a change that one of them has made or decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.changes.drawing import Drawing
from bot.handlers.changes.offering import offer
from bot.messages import Reading, Reply
from bot.services import changes
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Language
    from bot.services.changes import Pending
    from bot.services.people import Person
    from storage.programme import Programme


Said = tuple["Address", Reply]


def decided(store: Store, me: Person, programme: Programme, message: str, **values: object) -> Iterator[Said]:
    """What `me` has decided, in the language of each: `message` has their name and the programme's title."""
    for place, language in _others(store, me, programme):
        text = texts(language)(message, name=me.name, title=programme.title.in_(language), **values)
        yield place, Reply(text, reading=Reading(aside=True))


def made(store: Store, me: Person, before: Programme, after: Programme, message: str) -> Iterator[Said]:
    """What `me` has changed, and what became of it."""
    for place, language in _others(store, me, after):
        say = texts(language)
        draw = Drawing(say, after)
        what = [draw.line(change) for change in changes.between(before, after)]
        text = say(message, name=me.name, title=after.title.in_(language))
        yield place, Reply("\n".join([text, *what]), reading=Reading(aside=True))


def untold(store: Store, me: Person, after: Programme, found: Pending) -> Iterator[Said]:
    """What `me` has changed and nobody was told of yet, to be decided by whoever comes first."""
    cost = changes.cost(store, after.code)
    for place, language in _others(store, me, after):
        say = texts(language)
        lead = say("changes.others_changed", name=me.name, title=after.title.in_(language))
        yield place, offer(say, after, found, cost, lead=lead)


def _others(store: Store, me: Person, programme: Programme) -> Iterator[tuple[Address, Language]]:
    for person, place, language in changes.organisers(store, programme.code):
        if person.id != me.id:
            yield place, language
