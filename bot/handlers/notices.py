"""Saying that one knows what one was told unasked: by the button, or typed while that was the last thing told."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from bot.messages import Reading, Reply
from bot.services import notices
from bot.services.people.words import bare
from bot.texts import LANGUAGES, words
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.router import Route, Turn


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
