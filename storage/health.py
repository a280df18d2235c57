"""What a watcher wants to know of the store: its version, and what waits in it.

All of it is found by the small indexes of what is unfinished, and by the tallies, however much was ever sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, inspect, literal, or_, select, text

from storage.db import head
from storage.models import InboxRow, OutboxRow, QuotaRow, table
from storage.outbox import ANSWER


if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


_outbox, _inbox = table(OutboxRow), table(InboxRow)
# Written into the statement, in the words of the indexes of unfinished rows, so that a database sees that they fit.
_waiting, _sending = (literal(state, literal_execute=True) for state in ("waiting", "sending"))
_gone = (_outbox.c.state.in_([_waiting, _sending]), _outbox.c.state == _sending)
_unheard = select(func.count(), func.min(_inbox.c.at)).where(_inbox.c.state == _waiting)
_queued = (
    select(_outbox.c.channel, _outbox.c.urgency, func.count())
    .where(_outbox.c.state == _waiting)
    .group_by(_outbox.c.channel, _outbox.c.urgency)
    .order_by(_outbox.c.channel, _outbox.c.urgency)
)
_in_queue = (
    _outbox.c.state == _waiting,
    _outbox.c.channel == bindparam("of_channel"),
    _outbox.c.urgency == bindparam("of_urgency"),
)
_first_due = (
    select(_outbox.c.put_at)
    .where(*_in_queue, or_(_outbox.c.due_at.is_(None), _outbox.c.due_at <= bindparam("now")))
    .order_by(_outbox.c.id)
    .limit(1)
)
_on_its_way = (
    select(_outbox.c.channel, func.count()).where(*_gone).group_by(_outbox.c.channel).order_by(_outbox.c.channel)
)
_answers = select(func.min(_inbox.c.at)).select_from(_outbox.join(_inbox, _inbox.c.id == _outbox.c.inbox_id))
_first_asked, _first_sending = _answers.where(*_in_queue), _answers.where(*_gone)


@dataclass(frozen=True, slots=True)
class Queue:
    """How many messages of one urgency wait for a channel; `oldest` is when the first that is due was put, if any."""

    channel: str
    urgency: int
    number: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many events and messages are not done yet.

    `oldest` is when the first of those events, or of the events that those messages answer, was said (by the clock);
    None when nobody waits.
    """

    inbox: int
    outbox: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Quota:
    """What a platform said of its paid messages; `most` is None without a limit."""

    channel: str
    most: int | None
    used: int


def at_head(session: Session) -> bool:
    """Whether the tables are those of this code; a database in memory is made by it, and has no version."""
    connection = session.connection()
    if not inspect(connection).has_table("alembic_version"):
        return inspect(connection).has_table(OutboxRow.__tablename__)
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == head()


def waiting(session: Session) -> Waiting:
    number, first = unheard(session)
    queued = queues(session, datetime.now(UTC))
    messages = sum(queue.number for queue in queued) + sum(sending(session).values())
    return Waiting(number, messages, min((at for at in (first, first_asked(session, queued)) if at), default=None))


def unheard(session: Session) -> tuple[int, datetime | None]:
    """How many events wait for their answer, and when the first of them was said (by the clock)."""
    number, first = session.execute(_unheard).one()
    return number, first


def first_asked(session: Session, queued: Iterable[Queue]) -> datetime | None:
    """When the first event was said (by the clock) whose answer is in one of the queues, or on its way."""
    asked = [
        session.scalar(_first_asked, {"of_channel": queue.channel, "of_urgency": queue.urgency})
        for queue in queued
        if queue.urgency == ANSWER
    ]
    return min((at for at in (*asked, session.scalar(_first_sending)) if at), default=None)


def queues(session: Session, now: datetime) -> list[Queue]:
    """What waits for each channel, by urgency; `now` is real time."""
    return [
        Queue(
            channel,
            urgency,
            number,
            session.scalar(_first_due, {"of_channel": channel, "of_urgency": urgency, "now": now}),
        )
        for channel, urgency, number in session.execute(_queued).all()
    ]


def sending(session: Session) -> dict[str, int]:
    """How many messages are on their way, by channel."""
    return {row[0]: row[1] for row in session.execute(_on_its_way)}


def quotas(session: Session) -> list[Quota]:
    rows = session.execute(select(QuotaRow.channel, QuotaRow.most, QuotaRow.used).order_by(QuotaRow.channel))
    return [Quota(*row) for row in rows]
