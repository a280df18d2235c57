"""What is to leave is claimed, and what became of it is noted. Whoever claims a message alone may send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, case, literal, or_, select, update

from bot.messages import Address
from storage import bodies
from storage.models import OutboxRow, OutboxState, table


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import Session

    from bot.messages import Reply


_outbox = table(OutboxRow)
_earlier = _outbox.alias("earlier")
# Written into the statement, in the words of the indexes of unfinished rows, so that a database sees that they fit.
_waiting = literal("waiting", literal_execute=True)
_sending = literal("sending", literal_execute=True)
_unfinished = _outbox.c.state.in_([_waiting, _sending])
_FIELDS = (
    *("id", "channel", "chat", "reply", "retry_key", "attempts", "expires_at", "part", "doubted", "token"),
    *("token_until", "tried_at", "replaces", "message_id", "batch", "claimed_at"),
)
_messages = select(*(_outbox.c[name] for name in _FIELDS))
_known = _outbox.c.channel.in_(bindparam("channels", expanding=True))
# In one chat nothing overtakes, but on a platform what is more urgent: there a message may wait for hours.
_on_its_way = _earlier.c.state == _sending
_before = _earlier.c.id < _outbox.c.id
_more_urgent = or_(
    _on_its_way, _earlier.c.urgency < _outbox.c.urgency, and_(_earlier.c.urgency == _outbox.c.urgency, _before)
)


def _due(held_up: ColumnElement[bool], *order: ColumnElement[int]) -> Select[Any]:
    earlier = select(_earlier.c.id).where(
        _earlier.c.channel == _outbox.c.channel,
        _earlier.c.chat == _outbox.c.chat,
        _earlier.c.state.in_([_waiting, _sending]),
        held_up,
    )
    return (
        _messages.where(
            _unfinished,
            _outbox.c.state == _waiting,
            or_(_outbox.c.due_at.is_(None), _outbox.c.due_at <= bindparam("now")),
            ~earlier.exists(),
        )
        .order_by(*order, _outbox.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=_outbox)
    )


_ours = _due(_before).where(_known)
_here = _due(_before).where(_outbox.c.channel == bindparam("channel"), _outbox.c.chat == bindparam("chat"))
_on_platform = (_outbox.c.channel == bindparam("channel"), _outbox.c.chat.not_in(bindparam("resting", expanding=True)))
_next = _due(_more_urgent, _outbox.c.urgency).where(*_on_platform)
# What must be paid for waits until there is money again, and must not hold up what goes for nothing.
_free_before = and_(_earlier.c.token != "", _earlier.c.token_until > bindparam("now"), _before)
_next_free = _due(or_(_on_its_way, _free_before), _outbox.c.urgency).where(
    *_on_platform, _outbox.c.token != "", _outbox.c.token_until > bindparam("now")
)
_in_batch = (
    _outbox.c.batch == bindparam("batch"),
    _outbox.c.channel == bindparam("channel"),
    _outbox.c.part == bindparam("part"),
)
_along_first = _due(_more_urgent).where(*_in_batch, _outbox.c.attempts == 0)
# All of them, whatever else waits in their chats: the platform takes a key once, and for whoever came later under the
# same one it would do nothing.
_along_again = (
    _messages.where(_unfinished, _outbox.c.state == _waiting, *_in_batch, _outbox.c.retry_key == bindparam("key"))
    .order_by(_outbox.c.id)
    .with_for_update()
)
_waits = select(_outbox.c.id).where(_unfinished, _outbox.c.state == _waiting, _known).limit(1)
_this = update(_outbox).where(_outbox.c.id == bindparam("message"))
_take = _this.values(
    state="sending",
    claimed_at=bindparam("now"),
    tried_at=bindparam("tried"),
    retry_key=bindparam("key"),
    attempts=_outbox.c.attempts + 1,
    # An old token is no more, but of one that may have been used nobody must think that there was none.
    token=case((or_(_outbox.c.token_until > bindparam("now"), _outbox.c.doubted), _outbox.c.token), else_=""),
)
# By whoever claimed it last, of that part: others may have taken it back from one who was given up for dead.
_mine = _this.where(_outbox.c.claimed_at == bindparam("claimed"), _outbox.c.part == bindparam("of_part"))
_finish = _mine.values({name: bindparam(name) for name in ("state", "reason", "message_id")} | {"token": ""})
_postpone = _mine.values(
    {name: bindparam(name) for name in ("reason", "due_at", "attempts", "doubted", "token", "tried_at")}
    | {"state": "waiting"}
)
_advance = _mine.values(
    {name: bindparam(name) for name in ("reason", "doubted", "message_id")}
    | {"state": "waiting", "due_at": None, "attempts": 0, "tried_at": None, "part": _outbox.c.part + 1, "token": ""}
)
_stuck = (
    _messages.where(_unfinished, _outbox.c.state == _sending, _outbox.c.claimed_at < bindparam("since"), _known)
    .order_by(_outbox.c.id)
    .with_for_update(skip_locked=True)
)
_recent = select(_outbox.c.chat).where(
    _outbox.c.channel == bindparam("channel"), _outbox.c.claimed_at > bindparam("since")
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its id here; see bot.port.Outbound and storage.models.OutboxRow.

    `key` is the same for every try; `attempts` counts those of this part, this one included. `claimed_at` is this
    try's.
    """

    id: int
    address: Address
    reply: Reply
    key: str
    attempts: int
    expires_at: datetime | None
    part: int = 0
    doubted: bool = False
    token: str = ""
    token_until: datetime | None = None
    tried_at: datetime | None = None
    replaces: str = ""
    message_id: str = ""
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Which messages of a platform may go: at most `limit` calls, and none to the chats that rest.

    `free`: only what rides on a reply token that is still young. `many`: how many addresses one call can reach.
    """

    channel: str
    limit: int
    resting: Collection[str] = ()
    free: bool = False
    many: int = 1


def waits(session: Session, channel: str) -> bool:
    """Whether anything waits for a channel at all, due or not."""
    return session.execute(_waits, {"channels": [channel]}).first() is not None


def claim_at(session: Session, address: Address, now: datetime, limit: int) -> list[Message]:
    """Take what is due to one address, as `claim` does."""
    return _claimed(session, _here, {"channel": address.channel, "chat": address.chat, "limit": limit}, now)


def claim(session: Session, channels: Collection[str], now: datetime, limit: int) -> list[Message]:
    """Take up to `limit` messages that are due at `now` (real time), the oldest of each address, to be sent now.

    They are `sending` when the transaction ends, and nobody else's. An address with a message on its way, or waiting
    for another try, gives none: what is said in order arrives in order.
    """
    return _claimed(session, _ours, {"channels": sorted(channels), "limit": limit}, now)


def claim_calls(session: Session, due: Due, now: datetime) -> list[list[Message]]:
    """Take what is due on a platform, the most urgent first, as `claim` does: a list for each call."""
    values = {"channel": due.channel, "resting": sorted(due.resting), "limit": due.limit, "now": now}
    calls: list[list[Message]] = []
    taken: set[int] = set()
    for row in session.execute(_next_free if due.free else _next, values).all():
        if row.id not in taken:
            calls.append(_take_rows(session, [row, *_with(session, row, due.many - 1, now)], now))
            taken |= {message.id for message in calls[-1]}
    return calls


def _with(session: Session, row: Row[Any], most: int, now: datetime) -> list[Row[Any]]:
    """The other messages of a batch that go by the same call: those tried together before, and those never tried."""
    if row.batch is None or not most:
        return []
    values = {"batch": row.batch, "channel": row.channel, "part": row.part}
    rows = list(session.execute(_along_again, {**values, "key": row.retry_key}))
    if not row.attempts and not row.part:  # buttons of the first part carry the key under which that went
        rows += session.execute(_along_first, {**values, "now": now, "limit": most + 1})
    others = {other.id: other for other in rows if other.id != row.id}
    return list(others.values())[:most]


def _claimed(session: Session, statement: Select[Any], values: dict[str, Any], now: datetime) -> list[Message]:
    rows = session.execute(statement, {**values, "now": now}).all()
    return [message for row in rows for message in _take_rows(session, [row], now)]


def _take_rows(session: Session, rows: list[Row[Any]], now: datetime) -> list[Message]:
    """Take rows that go by one call, under the first one's key."""
    key = rows[0].retry_key
    session.execute(_take, [{"message": row.id, "now": now, "tried": row.tried_at or now, "key": key} for row in rows])
    said = bodies.of(session, {row.batch for row in rows if row.batch})
    return [_message(row, said, key, row.attempts + 1, row.tried_at or now, now) for row in rows]


def finish(session: Session, message: Message, state: OutboxState, *, reason: str = "", message_id: str = "") -> None:
    """What became of a message that was `sending`. Ids of several parts are kept with a space between.

    This, `advance` and `postpone` do nothing where the message has been claimed again, or its part is done with.
    """
    session.execute(
        _finish, {**_of(message), "state": state, "reason": reason, "message_id": _ids(message, message_id)}
    )


def advance(session: Session, message: Message, *, doubted: bool, reason: str = "", message_id: str = "") -> None:
    """One part is done with, the next waits. `doubted`: nobody knows whether this or an earlier one arrived."""
    values = {"doubted": doubted, "reason": reason, "message_id": _ids(message, message_id)}
    session.execute(_advance, {**_of(message), **values})


def postpone(
    session: Session, message: Message, due_at: datetime, reason: str, *, doubted: bool, counts: bool = True
) -> None:
    """Try it again, not before `due_at` (real time), with the token that `message` has now.

    `doubted`: the platform may have taken it all the same. Without `counts` the try was none.
    """
    values = {"reason": reason, "due_at": due_at, "doubted": doubted, "token": message.token}
    values["tried_at"] = message.tried_at if doubted else None
    attempts = message.attempts if counts else message.attempts - 1
    session.execute(_postpone, {**_of(message), "attempts": attempts, **values})


def _of(message: Message) -> dict[str, Any]:
    return {"message": message.id, "claimed": message.claimed_at, "of_part": message.part}


def _ids(message: Message, message_id: str) -> str:
    return " ".join(each for each in (message.message_id, message_id) if each)


def stuck(session: Session, channels: Collection[str], since: datetime) -> list[Message]:
    """Messages of `channels` that have been `sending` since before `since` (real time), locked: the sender is gone."""
    rows = session.execute(_stuck, {"channels": sorted(channels), "since": since}).all()
    said = bodies.of(session, {row.batch for row in rows if row.batch})
    return [_message(row, said, row.retry_key, row.attempts, row.tried_at, row.claimed_at) for row in rows]


def recent(session: Session, channel: str, since: datetime) -> list[str]:
    """The chats of the messages that were claimed after `since` (real time)."""
    return list(session.scalars(_recent, {"channel": channel, "since": since}))


def _message(
    row: Row[Any],
    said: Mapping[str, Reply],
    key: str,
    attempts: int,
    tried_at: datetime | None,
    claimed_at: datetime | None,
) -> Message:
    return Message(
        row.id,
        Address(row.channel, row.chat),
        said.get(row.batch, row.reply),
        key,
        attempts,
        row.expires_at,
        row.part,
        row.doubted,
        row.token,
        row.token_until,
        tried_at,
        row.replaces,
        row.message_id,
        claimed_at,
    )
