"""What this room remembers in a talk, for ten minutes: what was asked here, and what is needed once it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from bot.router import Turn


ROOM = "checkin"
"""The key of it."""
_PATIENCE = timedelta(minutes=10)


def recall(turn: Turn, what: str) -> dict[str, Any] | None:
    """What was remembered under this name, if that was the last thing; None where it was not, or was long ago."""
    kept: dict[str, Any] = turn.talk.context.get(ROOM, {})
    if kept.get("what") != what or not timedelta(0) <= turn.now - datetime.fromisoformat(kept["at"]) <= _PATIENCE:
        return None
    return dict(kept["values"])


def remember(turn: Turn, what: str, **values: object) -> None:
    turn.talk.context[ROOM] = {"what": what, "values": values, "at": turn.now.isoformat()}


def forget(turn: Turn) -> None:
    turn.talk.context.pop(ROOM, None)
