"""The inbox: every event that a channel brought, once, until it is answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, literal, select, update

from bot.messages import Address, Inbound
from storage.db import insert_new
from storage.models import InboxRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session


_inbox = table(InboxRow)
_DETAILS = ("quoted", "group", "sender", "called", "reply_token", "language")  # and reply_until
# Written into the statement, where a database sees that the index of unfinished rows fits.
_waits = _inbox.c.state == literal("waiting", literal_execute=True)
_oldest = (
    select(*(_inbox.c[name] for name in ("id", "event_id", "text", "at", "data", "kind", "message_id", "details")))
    .where(_inbox.c.channel == bindparam("channel"), _inbox.c.chat == bindparam("chat"), _waits)
    .order_by(_inbox.c.at, _inbox.c.id)
    .limit(1)
)
_end = update(_inbox).where(_inbox.c.id == bindparam("event")).values(state=bindparam("state"), details={})
_count = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("event"), _waits)
    .values(attempts=_inbox.c.attempts + 1)
    .returning(_inbox.c.attempts)
)
_pending = (
    select(_inbox.c.channel, _inbox.c.chat)
    .where(_waits)
    .group_by(_inbox.c.channel, _inbox.c.chat)
    .order_by(func.min(_inbox.c.id))
)


def add(session: Session, events: Sequence[Inbound]) -> list[Inbound]:
    """Keep the events that are new, by channel and event id; says which those were, in order."""
    return [event for event in events if _add(session, event)]


def _add(session: Session, event: Inbound) -> bool:
    values = {
        "channel": event.address.channel,
        "chat": event.address.chat,
        "event_id": event.event_id,
        "text": event.text,
        "data": event.data,
        "kind": event.kind,
        "message_id": event.message_id,
        "details": _details(event),
        "erased": False,
        "at": event.at,
        "state": "waiting",
        "attempts": 0,
    }
    return insert_new(session, _inbox, values)


def _details(event: Inbound) -> dict[str, Any]:
    """What has no column, as JSON, as far as it is given."""
    given = {name: getattr(event, name) for name in _DETAILS if getattr(event, name)}
    return given | ({"reply_until": event.reply_until.isoformat()} if event.reply_until else {})


def oldest(session: Session, address: Address) -> tuple[int, Inbound] | None:
    """The event of `address` that was said first of those that wait for their answer, with its id here."""
    row = session.execute(_oldest, {"channel": address.channel, "chat": address.chat}).one_or_none()
    if row is None:
        return None
    details = dict(row.details)
    if until := details.pop("reply_until", ""):
        details["reply_until"] = datetime.fromisoformat(until)
    event = Inbound(address, row.event_id, row.text, row.at, row.data, row.kind, row.message_id, **details)
    return row.id, event


def finish(session: Session, event: int) -> None:
    session.execute(_end, {"event": event, "state": "done"})


def fail(session: Session, event: int) -> None:
    """It could not be answered, and is not tried again."""
    session.execute(_end, {"event": event, "state": "failed"})


def count_attempt(session: Session, event: int) -> int | None:
    """One more try failed: how many that makes, or None where somebody else has answered it since."""
    return session.execute(_count, {"event": event}).scalar_one_or_none()


def pending(session: Session) -> list[Address]:
    """Everybody who waits for an answer, the longest waiting first."""
    return [Address(channel, chat) for channel, chat in session.execute(_pending)]
