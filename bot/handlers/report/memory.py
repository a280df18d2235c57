"""What is remembered of a sheet that is typed back in, to be confirmed, or to be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32


if TYPE_CHECKING:
    from bot.router import Turn


_ROOM = "report"
_PATIENCE = timedelta(minutes=15)

State = Literal["confirm", "done"]


@dataclass(frozen=True, slots=True)
class Memory:
    """`confirm`: what was `typed` is shown; `done`: the lines of the log with the ids `entries` were written."""

    state: State
    typed: str = ""
    entries: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """Stands for all of it on a button, which so does what is over it and nothing else."""
        return crc32(repr(self).encode()) % 1_000_000_000


def recall(turn: Turn, state: State) -> Memory | None:
    """What is remembered of that state; None where that is nothing, or was long ago."""
    kept: dict[str, Any] = turn.talk.context.get(_ROOM, {}).get(state, {})
    if not kept or not timedelta(0) <= turn.now - datetime.fromisoformat(kept["at"]) <= _PATIENCE:
        return None
    return Memory(state, kept["typed"], tuple(kept["entries"]))


def remember(turn: Turn, memory: Memory) -> None:
    kept = {"typed": memory.typed, "entries": list(memory.entries), "at": turn.now.isoformat()}
    turn.talk.context[_ROOM] = {**turn.talk.context.get(_ROOM, {}), memory.state: kept}


def forget(turn: Turn, state: State) -> None:
    left = {name: kept for name, kept in turn.talk.context.get(_ROOM, {}).items() if name != state}
    if left:
        turn.talk.context[_ROOM] = left
    else:
        turn.talk.context.pop(_ROOM, None)
