"""The outbox: every message that is to leave, from the transaction that caused it until it is gone.

waiting → sending → sent · uncertain · failed · dropped; and back from sending to waiting, to be tried again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, literal, or_, select, update

from bot.messages import Address, Reply
from storage.models import OutboxRow, OutboxState, table


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Row
    from sqlalchemy.orm import Session


__all__ = ["Message", "OutboxState", "claim", "finish", "postpone", "put", "sent_to", "stuck"]

_outbox = table(OutboxRow)
_earlier = _outbox.alias("earlier")
# Written into the statement, in the words of the index of unfinished rows, so that a database sees that it fits.
_waiting = literal("waiting", literal_execute=True)
_sending = literal("sending", literal_execute=True)

_unfinished = _outbox.c.state.in_([_waiting, _sending])
_messages = select(
    *(_outbox.c[name] for name in ("id", "channel", "chat", "reply", "retry_key", "attempts", "expires_at", "state"))
)
_here = (_outbox.c.channel == bindparam("channel"), _outbox.c.chat == bindparam("chat"))
_known = _outbox.c.channel.in_(bindparam("channels", expanding=True))
_first = ~(
    select(_earlier.c.id)
    .where(
        _earlier.c.channel == _outbox.c.channel,
        _earlier.c.chat == _outbox.c.chat,
        _earlier.c.id < _outbox.c.id,
        _earlier.c.state.in_([_waiting, _sending]),
    )
    .exists()
)
_due = (
    _messages.where(
        _unfinished,
        _outbox.c.state == _waiting,
        or_(_outbox.c.due_at.is_(None), _outbox.c.due_at <= bindparam("now")),
        _first,
    )
    .order_by(_outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=_outbox)
)
_due_here, _due_anywhere = _due.where(*_here), _due.where(_known)
_take = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("message"))
    .values(state="sending", claimed_at=bindparam("now"), attempts=_outbox.c.attempts + 1)
)
_end = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("message"))
    .values({name: bindparam(name) for name in ("state", "reason", "message_id")})
)
_postpone = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("message"))
    .values(state="waiting", reason=bindparam("reason"), due_at=bindparam("due_at"))
)
_stuck = (
    _messages.where(_unfinished, _outbox.c.state == _sending, _outbox.c.claimed_at < bindparam("since"), _known)
    .order_by(_outbox.c.id)
    .with_for_update(skip_locked=True)
)
_latest = _messages.where(*_here).order_by(_outbox.c.id.desc()).limit(bindparam("limit"))
_put = insert(_outbox)


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its id here. `key` is the same for every try; `attempts` counts them, this one included."""

    id: int
    address: Address
    reply: Reply
    key: str
    attempts: int
    expires_at: datetime | None


def put(
    session: Session,
    address: Address,
    replies: Sequence[Reply],
    *,
    answers: int | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Write messages, to leave in this order after the transaction. `answers` is the inbox id of the event."""
    rows = [
        {
            "channel": address.channel,
            "chat": address.chat,
            "inbox_id": answers,
            "position": position,
            "reply": reply,
            "retry_key": str(uuid.uuid4()),
            "state": "waiting",
            "reason": "",
            "attempts": 0,
            "expires_at": expires_at,
            "message_id": "",
        }
        for position, reply in enumerate(replies)
    ]
    if rows:
        session.execute(_put, rows)


def claim(
    session: Session, channels: Collection[str], now: datetime, limit: int, only: Address | None
) -> list[Message]:
    """Take up to `limit` messages that are due at `now` (real time), the oldest of each address, to be sent now.

    They are `sending` when the transaction ends, and nobody else's. An address with a message on its way, or waiting
    for another try, gives none: what is said in order arrives in order.
    """
    if only:
        rows = session.execute(_due_here, {**_at(only), "now": now, "limit": limit}).all()
    else:
        rows = session.execute(_due_anywhere, {"channels": sorted(channels), "now": now, "limit": limit}).all()
    if rows:
        session.execute(_take, [{"message": row.id, "now": now} for row in rows])
    return [_message(row, attempts=row.attempts + 1) for row in rows]


def finish(session: Session, message: int, state: OutboxState, *, reason: str = "", message_id: str = "") -> None:
    """What became of a message that was `sending`."""
    session.execute(_end, {"message": message, "state": state, "reason": reason, "message_id": message_id})


def postpone(session: Session, message: int, due_at: datetime, reason: str) -> None:
    """Try it again, not before `due_at` (real time)."""
    session.execute(_postpone, {"message": message, "due_at": due_at, "reason": reason})


def stuck(session: Session, channels: Collection[str], since: datetime) -> list[Message]:
    """Messages of `channels` that have been `sending` since before `since` (real time), locked: the sender is gone."""
    rows = session.execute(_stuck, {"channels": sorted(channels), "since": since})
    return [_message(row, row.attempts) for row in rows]


def sent_to(session: Session, address: Address, limit: int = 50) -> list[tuple[Message, OutboxState]]:
    """The last messages to `address` with what became of them, oldest first."""
    rows = session.execute(_latest, {**_at(address), "limit": limit}).all()
    return [(_message(row, row.attempts), row.state) for row in reversed(rows)]


def _at(address: Address) -> dict[str, str]:
    return {"channel": address.channel, "chat": address.chat}


def _message(row: Row[Any], attempts: int) -> Message:
    return Message(row.id, Address(row.channel, row.chat), row.reply, row.retry_key, attempts, row.expires_at)
