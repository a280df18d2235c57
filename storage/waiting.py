"""What waits for the organisers of a programme, counted: each figure at the cost of an index, however much there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, text

from storage import checkins
from storage.models import (
    AddressRow,
    AnnouncementRow,
    CheckinRow,
    LeaveRow,
    MembershipRow,
    OutboxRow,
    QuestionRow,
    table,
)
from storage.models.talk import UNDELIVERED


if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session as Store


_members, _addresses, _outbox = table(MembershipRow), table(AddressRow), table(OutboxRow)
_questions, _leaves, _announcements = table(QuestionRow), table(LeaveRow), table(AnnouncementRow)
_log = table(CheckinRow)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`joined` of `members` have a chat. `failed` and `uncertain` are of the messages to them."""

    questions: int
    leaves: int
    approvals: int
    members: int
    joined: int
    failed: int
    uncertain: int


def waiting(store: Store, programme: str) -> Waiting:
    """What waits in the programme with this code."""
    open_ = (_questions.c.state == "open", _questions.c.text != "")
    row = store.execute(
        select(
            _count(_questions.c.programme == programme, *open_),
            _count(_leaves.c.programme == programme, _leaves.c.state == "asked"),
            _count(_announcements.c.programme == programme, _announcements.c.state == "approval"),
            _count(_members.c.programme == programme),
            _count(_members.c.programme == programme, _is_reached()),
        )
    ).one()
    troubled = {row.state: row.number for row in store.execute(undelivered(programme))}
    return Waiting(*row, troubled.get("failed", 0), troubled.get("uncertain", 0))


def came(store: Store, programme: str, session: str, points: Collection[str]) -> dict[str, int]:
    """How many participants are at these points of a session, or were.

    It is what storage.attended makes of the log, for this question alone: somebody came where the newest line that says
    how it is with them does.
    """
    said = (
        select(_log.c.point, func.max(_log.c.id).label("id"))
        .where(
            _log.c.programme == programme,
            _log.c.session == session,
            _log.c.point.in_(sorted(points)),
            _log.c.outcome == "",
            _log.c.what.in_(["in", "mark"]),
            _log.c.person_id.is_not(None),
            _log.c.id.not_in(checkins.undone),
        )
        .group_by(_log.c.point, _log.c.person_id)
        .subquery()
    )
    takes_part = and_(
        _members.c.person_id == _log.c.person_id, _members.c.programme == programme, _members.c.role == "participant"
    )
    counted = (
        select(said.c.point, func.count().label("number"))
        .join(_log, _log.c.id == said.c.id)
        .join(_members, takes_part)
        .where(_log.c.status.in_(["present", "late"]))
        .group_by(said.c.point)
    )
    return {row.point: row.number for row in store.execute(counted)}


def participants(store: Store, programme: str) -> int:
    """How many take part in the programme with this code."""
    counted = select(func.count()).where(_members.c.programme == programme, _members.c.role == "participant")
    return store.execute(counted).scalar_one()


def undelivered(programme: str) -> Select[str, int]:
    """How many messages to people in a programme did not arrive, or may not have: by state."""
    here = and_(_addresses.c.channel == _outbox.c.channel, _addresses.c.chat == _outbox.c.chat)
    mine = and_(_members.c.person_id == _addresses.c.person_id, _members.c.programme == programme)
    return (
        select(_outbox.c.state, func.count().label("number"))
        .join(_addresses, here)
        .join(_members, mine)
        .where(text(f"outbox.{UNDELIVERED}"))
        .group_by(_outbox.c.state)
    )


def _count(*which: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*which).scalar_subquery()


def _is_reached() -> ColumnElement[bool]:
    there = select(_addresses.c.id).where(_addresses.c.person_id == _members.c.person_id, ~_addresses.c.is_group)
    return there.correlate(_members).exists()
