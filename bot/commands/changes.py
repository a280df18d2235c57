"""What people are to be told of changes, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli import reader, say
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.changes import Pending
    from storage.programme import Programme


def titled(programme: Programme) -> str:
    """Its title in the reader's language."""
    return programme.title.in_(reader()) or programme.code


def untold(store: Store, code: str, version: int, now: datetime, *, notify: bool) -> Iterator[str]:
    """What people are to be told of the version that was just made: they are, or their organisers are asked."""
    from bot.handlers.changes import offer  # noqa: PLC0415 - as above
    from bot.outbox import put  # noqa: PLC0415 - as above
    from bot.services import changes  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    found = changes.pending(store, code, now)
    if found is None or found.release.version != version:
        return
    programme = programmes.kept(store, code)
    yield from shown(store, programme, found, how=not notify)
    if notify:
        yield told(store, programme, found, now)
        return
    cost = changes.cost(store, code)
    for _, place, language in changes.organisers(store, code):
        put(store, place, [offer(texts(language), programme, found, cost)])


def shown(store: Store, programme: Programme, found: Pending, *, how: bool = True) -> Iterator[str]:
    """What is to be told, to whom, what that costs, and how it is done."""
    from bot.handlers.changes import lines, moment, priced  # noqa: PLC0415 - as above
    from bot.services import changes  # noqa: PLC0415 - as above

    speak, release = texts(reader()), found.release
    yield say("changes.offer", title=titled(programme), count=len(found.changes))
    yield from lines(speak, programme, found)
    if release.note:
        yield say("changes.with_note", note=release.note)
    if release.state == "told" and release.told_at:
        yield say("changes.on_its_way", when=moment(speak, release.told_at, programme))
    yield priced(speak, changes.cost(store, programme.code))
    if how:
        yield say("programme.how_to_tell", id=programme.code)


def told(store: Store, programme: Programme, found: Pending, now: datetime, *, at_once: bool = False) -> str:
    """Have everybody told; in words, when."""
    from bot.handlers.changes import moment  # noqa: PLC0415 - as above
    from bot.services import changes  # noqa: PLC0415 - as above

    at = changes.tell(store, found, None, now, at_once=at_once) or now
    people = changes.cost(store, programme.code).people
    if at <= now:
        return say("changes.sending", count=people)
    return say("changes.scheduled", when=moment(texts(reader()), at, programme), count=people)
