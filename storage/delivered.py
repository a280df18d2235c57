"""What became of the messages that left, for organisers to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from bot.messages import Address
from storage import bodies
from storage.models import AddressRow, OutboxRow, PersonRow


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Reply
    from storage.models import OutboxState


@dataclass(frozen=True, slots=True)
class Delivered:
    """`name` is that of the person on the roster, "" for others. `tried_at` is real time, None: never tried."""

    id: int
    channel: str
    name: str
    reply: Reply
    state: OutboxState
    reason: str
    tried_at: datetime | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that answers nothing, and has arrived."""

    id: int
    address: Address
    reply: Reply


def unasked_since(session: Session, last: int) -> list[Arrived]:
    """What has arrived unasked and has an id above `last`, in the order in which it was put."""
    rows = session.execute(
        select(OutboxRow.id, OutboxRow.channel, OutboxRow.chat, bodies.said.label("reply"))
        .where(OutboxRow.id > last, OutboxRow.state == "sent", OutboxRow.inbox_id.is_(None))
        .order_by(OutboxRow.id)
    )
    return [Arrived(row.id, Address(row.channel, row.chat), row.reply) for row in rows]


def listed(session: Session, state: OutboxState, limit: int) -> list[Delivered]:
    """The last messages in this state, the newest first."""
    here = and_(AddressRow.channel == OutboxRow.channel, AddressRow.chat == OutboxRow.chat)
    rows = session.execute(
        select(
            *(OutboxRow.id, OutboxRow.channel, PersonRow.name, bodies.said),
            *(OutboxRow.state, OutboxRow.reason, OutboxRow.claimed_at),
        )
        .outerjoin(AddressRow, here)
        .outerjoin(PersonRow, PersonRow.id == AddressRow.person_id)
        .where(OutboxRow.state == state)
        .order_by(OutboxRow.id.desc())
        .limit(limit)
    )
    return [Delivered(row[0], row[1], row[2] or "", *row[3:]) for row in rows]
