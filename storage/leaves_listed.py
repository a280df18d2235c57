"""The requests for leave of a programme as a list to work through: so many at a time, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from storage.models import LeaveRow, PersonRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.models import LeaveState


_leaves, _people = table(LeaveRow), table(PersonRow)


@dataclass(frozen=True, slots=True)
class Listed:
    """A request; see storage.leaves.Leave. `paper`: something came with it."""

    id: int
    person: int
    asker: str
    sessions: tuple[str, ...]
    reason: str
    asked_at: datetime
    state: LeaveState
    paper: bool


def counts(store: Store, programme: str) -> dict[LeaveState, int]:
    """How many there are in each state."""
    grouped = select(_leaves.c.state, func.count().label("number")).where(_leaves.c.programme == programme)
    return {row.state: row.number for row in store.execute(grouped.group_by(_leaves.c.state))}


def page(store: Store, programme: str, state: LeaveState, first: int, most: int) -> list[Listed]:
    """Those in a state, without the `first` so many."""
    columns: list[Any] = [_leaves.c[name] for name in ("id", "person_id", "sessions", "reason", "asked_at", "state")]
    wanted = (
        select(*columns, _people.c.name, (_leaves.c.media_type != "").label("paper"))
        .join(_people, _people.c.id == _leaves.c.person_id)
        .where(_leaves.c.programme == programme, _leaves.c.state == state)
        .order_by(_leaves.c.id.desc())
        .offset(first)
        .limit(most)
    )
    return [
        Listed(
            row.id,
            row.person_id,
            row.name,
            tuple(row.sessions),
            row.reason,
            row.asked_at,
            row.state,
            bool(row.paper),
        )
        for row in store.execute(wanted)
    ]
