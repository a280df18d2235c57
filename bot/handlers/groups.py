"""In a group the bot speaks when it is spoken to, and not otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.messages import SILENCE, Reading, Reply


if TYPE_CHECKING:
    from bot.router import Route, Turn


_NAME = re.compile("น้องนัด|nong ?nat", re.IGNORECASE)


def routes() -> list[Route]:
    return [
        (lambda turn: turn.inbound.kind == "joined", _joined),
        (lambda turn: turn.inbound.group and not _is_called(turn), lambda _: SILENCE),
    ]


def _is_called(turn: Turn) -> bool:
    """By its name, by a mention or an answer to it, or by one of its own buttons."""
    said = turn.inbound
    return said.called or said.kind == "tap" or (said.kind == "text" and bool(_NAME.search(said.text)))


def _joined(turn: Turn) -> Reply:
    return Reply(turn.say("groups.joined"), reading=Reading(aside=True))
