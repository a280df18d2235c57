"""What this room remembers in a talk: the request that is being made, or the decision that is being written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32


if TYPE_CHECKING:
    from bot.router import Turn


_ROOM = "leave"
_PATIENCE = timedelta(minutes=10)

State = Literal["which", "reason", "confirm", "change", "late", "note"]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is asked for next, and what is known by now.

    `which`: sessions are to be named, of which some are `offered`; `reason`: it is to be typed; `confirm`: all of it
    is shown, and is to be sent; `change`: it is to be typed anew. `late`: it is too late to ask, and the organisers may
    be told what was `typed`. `note`: an organiser writes why the request numbered `leave` is declined.

    `sessions` and `offered` are as storage.leaves.Leave has them. `media` is the channel's id of the message with the
    paper, and its name.
    """

    state: State
    programme: str = ""
    sessions: tuple[str, ...] = ()
    reason: str = ""
    offered: tuple[str, ...] = ()
    media: tuple[str, str] | None = None
    typed: str = ""
    leave: int = 0

    @property
    def mark(self) -> int:
        """Stands for all of it on a button, which so sends what is over it and nothing else."""
        return crc32(repr(self).encode("utf-8", "replace")) % 1_000_000_000


def recall(turn: Turn) -> Memory | None:
    """What is remembered; None where that is nothing, or was long ago."""
    kept: dict[str, Any] = turn.talk.context.get(_ROOM, {})
    if not kept or not timedelta(0) <= turn.now - datetime.fromisoformat(kept["at"]) <= _PATIENCE:
        return None
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name != "at"
    }
    return Memory(**values)


def remember(turn: Turn, memory: Memory) -> Memory:
    kept = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(memory).items()}
    turn.talk.context[_ROOM] = {**kept, "at": turn.now.isoformat()}
    return memory


def forget(turn: Turn) -> None:
    turn.talk.context.pop(_ROOM, None)


def is_latest(turn: Turn) -> bool:
    """Whether no other room was begun with after what is remembered here: what is typed may be meant for that."""
    mine = turn.talk.context.get(_ROOM)
    if not mine:
        return False
    others = [kept for room, kept in turn.talk.context.items() if room != _ROOM and isinstance(kept, dict)]
    return not any(kept.get("at") and kept["at"] > mine["at"] for kept in others)
