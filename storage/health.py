"""What a watcher wants to know of the store: its version, and what waits in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, inspect, literal, select, text

from storage.db import head
from storage.models import InboxRow, OutboxRow


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


# Written into the statement, where a database sees that the index of unfinished rows fits.
_UNFINISHED = [literal(state, literal_execute=True) for state in ("waiting", "sending")]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many events and messages are not done yet.

    `oldest` is when the first of those events, or of the events that those messages answer, was said (by the clock);
    None when nobody waits.
    """

    inbox: int
    outbox: int
    oldest: datetime | None


def at_head(session: Session) -> bool:
    """Whether the tables are those of this code; a database in memory is made by it, and has no version."""
    connection = session.connection()
    if not inspect(connection).has_table("alembic_version"):
        return inspect(connection).has_table(OutboxRow.__tablename__)
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == head()


def waiting(session: Session) -> Waiting:
    unheard = InboxRow.state == _UNFINISHED[0]
    unsent = OutboxRow.state.in_(_UNFINISHED)
    events, first_event = session.execute(select(func.count(), func.min(InboxRow.at)).where(unheard)).one()
    messages, first_message = session.execute(
        select(func.count(), func.min(InboxRow.at))
        .select_from(OutboxRow)
        .outerjoin(InboxRow, InboxRow.id == OutboxRow.inbox_id)
        .where(unsent)
    ).one()
    return Waiting(events, messages, min((at for at in (first_event, first_message) if at), default=None))


def outbox_states(session: Session) -> dict[tuple[str, str], int]:
    """How many messages there are, by channel and state."""
    rows = session.execute(
        select(OutboxRow.channel, OutboxRow.state, func.count())
        .group_by(OutboxRow.channel, OutboxRow.state)
        .order_by(OutboxRow.channel, OutboxRow.state)
    )
    return {(channel, state): count for channel, state, count in rows}


def answers(session: Session) -> int:
    """How many events have been answered."""
    return session.execute(
        select(func.count(func.distinct(OutboxRow.inbox_id))).where(OutboxRow.inbox_id.is_not(None))
    ).scalar_one()
