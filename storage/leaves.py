"""Leave that people asked for, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, case, cast, func, insert, select, update

from bot.messages import Reply
from bot.port import Media
from storage.models import LeaveRow, OutboxRow, PersonRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session as Store

    from storage.models import LeaveState


_leaves, _people, _outbox = table(LeaveRow), table(PersonRow), table(OutboxRow)
_asker, _decider = _people.alias("asker"), _people.alias("decider")
_LASTING: tuple[LeaveState, ...] = ("asked", "approved")
_ABOUT = re.compile(r"leave\.(?:approve|decline|paper|bare|back|withdraw|show|mine|refuse):([0-9]+)")


@dataclass(frozen=True, slots=True)
class Leave:
    """What was asked for; see storage.models.LeaveRow. Of the paper with it, only its name and type are here.

    Each of `sessions` is a session's code, or for one point of it that, a line break and the point's. `asker` and
    `decider` are names with titles.
    """

    programme: str
    person: int
    sessions: tuple[str, ...]
    reason: str
    asked_at: datetime
    id: int = 0
    asker: str = ""
    state: LeaveState = "asked"
    file_name: str = ""
    media_type: str = ""
    decided_by: int | None = None
    decider: str = ""
    decided_at: datetime | None = None
    note: str = ""

    @property
    def has_file(self) -> bool:
        return bool(self.media_type)


_columns = [column for column in _leaves.c if column.name != "file"]
_all: Select[Any] = (
    select(*_columns, _asker.c.name.label("asker"), func.coalesce(_decider.c.name, "").label("decider"))
    .join(_asker, _asker.c.id == _leaves.c.person_id)
    .outerjoin(_decider, _decider.c.id == _leaves.c.decided_by)
    .order_by(_leaves.c.id)
)


def add(store: Store, leave: Leave, file: Media | None = None) -> int:
    """Keep what is asked for: its id."""
    names = ("programme", "reason", "asked_at", "state")
    values = {name: getattr(leave, name) for name in names} | {"person_id": leave.person}
    values |= {"sessions": list(leave.sessions)}
    if file:
        values |= {"file": file.content, "media_type": file.media_type, "file_name": file.name}
    made: int = store.execute(insert(_leaves).values(values).returning(_leaves.c.id)).scalar_one()
    return made


def get(store: Store, number: int) -> Leave | None:
    row = store.execute(_all.where(_leaves.c.id == number)).one_or_none()
    return _leave(row) if row else None


def of_person(store: Store, person: int, programme: str | None = None) -> list[Leave]:
    """All that somebody has asked for, the oldest first."""
    mine = _all.where(_leaves.c.person_id == person)
    return [_leave(row) for row in store.execute(mine.where(_leaves.c.programme == programme) if programme else mine)]


def lasting(store: Store, person: int, programme: str) -> list[Leave]:
    """What of it is approved, or still to be decided on."""
    return [leave for leave in of_person(store, person, programme) if leave.state in _LASTING]


def waiting(store: Store, programmes: Collection[str], after: int = 0) -> list[Leave]:
    """What is to be decided on in these programmes, of those with a greater id than `after`; the oldest first."""
    open_ = _all.where(_leaves.c.programme.in_(sorted(programmes)), _leaves.c.state == "asked", _leaves.c.id > after)
    return [_leave(row) for row in store.execute(open_)]


def file(store: Store, number: int) -> Media | None:
    """The paper that came with it."""
    columns = (_leaves.c.file, _leaves.c.media_type, _leaves.c.file_name)
    row = store.execute(select(*columns).where(_leaves.c.id == number, _leaves.c.file.is_not(None))).one_or_none()
    return Media(*row) if row else None


def decide(store: Store, number: int, state: LeaveState, by: int, now: datetime, note: str = "") -> bool:
    """Keep a decision; False where there is one already, or nothing is asked for any more."""
    values = {"state": state, "decided_by": by, "decided_at": now, "note": note}
    decided = update(_leaves).where(_leaves.c.id == number, _leaves.c.state == "asked").values(values)
    return store.execute(decided.returning(_leaves.c.id)).first() is not None


def withdraw(store: Store, number: int, left: Collection[str] = ()) -> bool:
    """Whoever asked takes it back, but for the sessions that are `left`; False where there is nothing to be taken."""
    lasts = (_leaves.c.id == number, _leaves.c.state.in_(_LASTING))
    values: dict[str, Any] = {"sessions": list(left)} if left else {"state": "withdrawn"}
    return store.execute(update(_leaves).where(*lasts).values(values).returning(_leaves.c.id)).first() is not None


def forget(store: Store, person: int) -> None:
    """The words of a person are gone, and what they showed, wherever it was brought; that they were away stays.

    What was still to be decided on is so no more. Of what they decided, what they wrote with it is gone.
    """
    asked = _leaves.c.person_id == person
    ids = set(store.scalars(select(_leaves.c.id).where(asked)))
    notes = select(_leaves.c.id, _leaves.c.note).where(_leaves.c.decided_by == person)
    decided = {row.id: row.note for row in store.execute(notes)}
    if not ids and not decided:
        return
    name = store.scalars(select(_people.c.name).where(_people.c.id == person)).one()
    _blank(store, ids, decided, name)
    state = case((_leaves.c.state == "asked", "withdrawn"), else_=_leaves.c.state)
    bare = {"reason": "", "note": "", "file": None, "file_name": "", "media_type": "", "state": state}
    store.execute(update(_leaves).where(asked).values(bare))
    store.execute(update(_leaves).where(_leaves.c.decided_by == person).values(note=""))


def scrub(store: Store, numbers: Sequence[int]) -> int:
    """The words of these requests are gone, and what was shown with them; says how many that was."""
    if numbers:
        bare = {"reason": "", "note": "", "file": None, "file_name": "", "media_type": ""}
        store.execute(update(_leaves).where(_leaves.c.id.in_(numbers)).values(bare))
    return len(numbers)


def _blank(store: Store, ids: set[int], decided: dict[int, str], name: str) -> None:
    """The messages about leave with one of `ids`; of those about what was `decided`, the ones with that name or note.

    They are known by their buttons. What is being sent at this moment stays, as everywhere.
    """
    kept = select(_outbox.c.id, _outbox.c.reply).where(cast(_outbox.c.reply, String).contains('"leave.'))
    gone = []
    for row in store.execute(kept.where(_outbox.c.state != "sending")):
        about = {int(found[1]) for tap in row.reply.taps if (found := _ABOUT.match(tap.data))}
        words = {word for number in about & decided.keys() for word in (name, decided[number]) if word}
        if about & ids or any(word in row.reply.plain for word in words):
            gone.append(row.id)
    waits = _outbox.c.state == "waiting"
    blanked = {
        "reply": Reply(""),
        "state": case((waits, "dropped"), else_=_outbox.c.state),
        "reason": case((waits, "erased"), else_=_outbox.c.reason),
    }
    store.execute(update(_outbox).where(_outbox.c.id.in_(gone)).values(blanked))


def _leave(row: Row[Any]) -> Leave:
    return Leave(
        row.programme,
        row.person_id,
        tuple(row.sessions),
        row.reason,
        row.asked_at,
        row.id,
        row.asker,
        row.state,
        row.file_name,
        row.media_type,
        row.decided_by,
        row.decider,
        row.decided_at,
        row.note,
    )
