"""What this room remembers in a talk: the change that is being made, or the message that is being written."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from bot.services.programme import Edit


if TYPE_CHECKING:
    from bot.router import Turn


_ROOM = "changes"
_PATIENCE = timedelta(minutes=10)

State = Literal["which", "when", "confirm", "note"]


@dataclass(frozen=True, slots=True)
class Memory:
    """`which`: one of `sessions` (codes) is to be named for what was `typed`; `when`: more is to be said of the first.

    `confirm`: `edit`, a wish of that `kind`, is shown, as of `version` of the programme, and is to be made. `note`:
    what is said with `release` is being typed.
    """

    state: State
    programme: str = ""
    typed: str = ""
    sessions: tuple[str, ...] = ()
    edit: Edit = field(default_factory=Edit)
    kind: str = ""
    version: int = 0
    release: int = 0

    @property
    def number(self) -> int:
        """Stands for all of it on a button, which so does what is over it and nothing else."""
        return crc32(repr(self).encode()) % 1_000_000_000


def recall(turn: Turn) -> Memory | None:
    """What is remembered; None where that is nothing, or was long ago."""
    kept: dict[str, Any] = turn.talk.context.get(_ROOM, {})
    if not kept or not timedelta(0) <= turn.now - datetime.fromisoformat(kept["at"]) <= _PATIENCE:
        return None
    edit = dict(kept["edit"])
    edit["speakers"] = tuple(edit["speakers"])
    for name in ("start", "end"):
        edit[name] = datetime.fromisoformat(edit[name]) if edit[name] else None
    values = {name: value for name, value in kept.items() if name not in ("at", "edit", "sessions")}
    return Memory(**values, sessions=tuple(kept["sessions"]), edit=Edit(**edit))


def remember(turn: Turn, memory: Memory) -> None:
    kept = asdict(memory) | {"sessions": list(memory.sessions), "at": turn.now.isoformat()}
    edit = kept["edit"]
    edit["speakers"] = list(edit["speakers"])
    for name in ("start", "end"):
        edit[name] = edit[name].isoformat() if edit[name] else None
    turn.talk.context[_ROOM] = kept


def forget(turn: Turn) -> None:
    turn.talk.context.pop(_ROOM, None)
