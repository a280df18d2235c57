"""What this room remembers in a talk, for ten minutes: what was asked last. Never what was answered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from bot.services import feedback


if TYPE_CHECKING:
    from bot.router import Turn


_ROOM = "feedback"
_PATIENCE = timedelta(minutes=10)

Asks = Literal["stars", "more", "anew", "question", "sum", "keep"]


@dataclass(frozen=True, slots=True)
class Memory:
    """Which form it is about, and what may be said next.

    `stars` of a session; `more` about it in words, `anew` in the place of earlier ones; the answer to a `question` of
    a form; what to do with the whole of it (`sum`); whether something said is a comment (`keep`). `done` and `total`
    count the sessions of one round. `summing`: after this question the whole form is shown again.
    """

    form: int
    asks: Asks
    question: str = ""
    done: int = 0
    total: int = 0
    summing: bool = False


def recall(turn: Turn) -> Memory | None:
    """What was asked last, if that was here; or the last message at this address asked it by itself."""
    kept: dict[str, Any] = turn.talk.context.get(_ROOM, {})
    if kept and timedelta(0) <= turn.now - datetime.fromisoformat(kept["at"]) <= _PATIENCE and _is_latest(turn):
        return Memory(**{name: value for name, value in kept.items() if name != "at"})
    asked = feedback.just_asked(turn.store, turn.inbound.address)
    forms = [form for number in asked if (form := feedback.get(turn.store, number))]
    sessions = [form for form in forms if form.about.session]
    return Memory(sessions[0].id, "stars", total=len(sessions)) if sessions else None


def is_going(turn: Turn) -> bool:
    """Whether anything is remembered here at all."""
    return _ROOM in turn.talk.context


def remember(turn: Turn, memory: Memory) -> None:
    turn.talk.context[_ROOM] = {**asdict(memory), "at": turn.now.isoformat()}


def forget(turn: Turn) -> None:
    turn.talk.context.pop(_ROOM, None)


def _is_latest(turn: Turn) -> bool:
    """Whether no other room was begun with since: what is typed may be meant for that."""
    mine = turn.talk.context[_ROOM]
    others = [kept for room, kept in turn.talk.context.items() if room != _ROOM and isinstance(kept, dict)]
    return not any(kept.get("at") and kept["at"] > mine["at"] for kept in others)
