"""What this room remembers in a talk: what it has just asked for, and the draft at hand."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from bot.router import Turn


_ROOM = "announce"  # the key of this room's memory in a talk
OPEN = timedelta(days=1)
"""How long a draft takes what is sent for it, and is listed."""

_PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Memory:
    """`asks`: what is typed next is that; "" where nothing was asked for.

    text (of a new announcement, or of the draft), whom, time, reason (why the one numbered `draft` is sent back),
    correct (what that should have said), programme; went: nothing, but the one numbered `draft` was just confirmed.
    `aside`: something else was said since. `said` and `whom` are what was typed before the programme was
    known, `media` what came with it (see `composing`). `message` is the channel's id of the message that has the text
    of the draft, `mark` the version of that which was shown last.
    """

    asks: str = ""
    draft: int = 0
    programme: str = ""
    said: str = ""
    whom: str = ""
    media: dict[str, str] | None = None
    message: str = ""
    mark: str = ""
    aside: bool = False


def recall(turn: Turn) -> Memory | None:
    """None where there is none, or it is from long ago."""
    kept = turn.talk.context.get(_ROOM)
    if not kept or not timedelta(0) <= turn.now - datetime.fromisoformat(kept["at"]) <= _PATIENCE:
        return None
    return Memory(**{name: value for name, value in kept.items() if name != "at"})


def remember(turn: Turn, memory: Memory) -> None:
    empty = Memory()
    kept = {name: value for name, value in asdict(memory).items() if value != getattr(empty, name)}
    turn.talk.context[_ROOM] = {**kept, "at": turn.now.isoformat()}


def forget(turn: Turn) -> None:
    turn.talk.context.pop(_ROOM, None)


def interrupted(turn: Turn) -> None:
    """Something else was said: what is typed after that is no answer to what was asked for here."""
    memory = recall(turn)
    if memory and not memory.aside:
        at = turn.talk.context[_ROOM]["at"]
        remember(turn, replace(memory, asks="", said="", whom="", media=None, aside=True))
        turn.talk.context[_ROOM]["at"] = at


def elsewhere(turn: Turn) -> bool:
    """Whether another room holds something that was begun after what is remembered here: ส่ง may be meant for that."""
    mine, memory = turn.talk.context.get(_ROOM, {}), recall(turn)
    if memory and not memory.aside:
        return False
    since = max(turn.now - _PATIENCE, datetime.fromisoformat(mine["at"])) if memory else turn.now - _PATIENCE
    others = [kept for room, kept in turn.talk.context.items() if room != _ROOM and isinstance(kept, dict)]
    return any(datetime.fromisoformat(kept["at"]) >= since for kept in others if kept.get("at"))
