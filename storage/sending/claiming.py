"""What is to leave is claimed: it is `sending` when the transaction ends, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import and_, bindparam, case, func, literal, or_, select, update

from storage import bodies
from storage.outbox import ANSWER
from storage.sending.message import SENDING, WAITING, messages, of_row, outbox, said_by, unfinished


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, FromClause, Row, Select
    from sqlalchemy.orm import Session

    from bot.messages import Address, Reply
    from storage.sending.message import Message

    _Changed = tuple[Row[Any], dict[str, Any]]
    """A row as it was read, and what was changed of it since, by the names of a Message."""


_MOST_ALONG = 5  # messages that are looked at, of those that could go with one by its reply token

_earlier = outbox.alias("earlier")
_now = bindparam("now", type_=outbox.c.due_at.type)
_known = outbox.c.channel.in_(bindparam("channels", expanding=True))


def _young(row: FromClause) -> ColumnElement[int]:
    """1 where it has a reply token that may be used still, else 0."""
    return case((and_(row.c.token != "", row.c.token_until > _now), 1), else_=0)


# In one chat nothing overtakes, but on a platform what is more urgent: there a message may wait for hours. What goes by
# a reply token is first, for it can take along what waits; and what must be paid for, and perhaps cannot be, must not
# hold it up.
_on_its_way = _earlier.c.state == SENDING
_before = _earlier.c.id < outbox.c.id
_ahead = or_(_earlier.c.urgency < outbox.c.urgency, and_(_earlier.c.urgency == outbox.c.urgency, _before))
_held_up = or_(_on_its_way, _young(_earlier) > _young(outbox), and_(_young(_earlier) == _young(outbox), _ahead))


def _due(held_up: ColumnElement[bool], *order: ColumnElement[int]) -> Select[Any]:
    earlier = select(_earlier.c.id).where(
        _earlier.c.channel == outbox.c.channel,
        _earlier.c.chat == outbox.c.chat,
        _earlier.c.state.in_([WAITING, SENDING]),
        or_(_earlier.c.due_at.is_(None), _earlier.c.due_at <= _now, _earlier.c.attempts > 0),  # else it may wait long
        held_up,
    )
    return (
        messages.where(
            unfinished,
            outbox.c.state == WAITING,
            or_(outbox.c.due_at.is_(None), outbox.c.due_at <= _now),
            ~earlier.exists(),
        )
        .order_by(*order, outbox.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True, of=outbox)
    )


_ours = _due(_before).where(_known)
_at = (outbox.c.channel == bindparam("channel"), outbox.c.chat == bindparam("chat"))
_here = _due(_before).where(*_at)
_on_platform = (outbox.c.channel == bindparam("channel"), outbox.c.chat.not_in(bindparam("resting", expanding=True)))
_next = _due(_held_up, outbox.c.urgency).where(*_on_platform)
# An answer, by the index, for whatever has a token is one.
_next_free = _next.where(outbox.c.urgency == literal(ANSWER, literal_execute=True), _young(outbox) == 1)
# Those never tried that come after it in the order of the index, and so are found without looking at the whole batch.
_with_first = _due(_held_up).where(
    outbox.c.channel == bindparam("channel"),
    outbox.c.urgency == bindparam("urgency"),
    outbox.c.id > bindparam("after"),
    outbox.c.batch == bindparam("batch"),
    outbox.c.part == 0,
    outbox.c.token == "",
    outbox.c.attempts == 0,
)
# All of them, whatever else waits in their chats: the platform takes a key once, and for whoever came later under the
# same one it would do nothing.
_with_again = (
    messages.where(outbox.c.retry_key == bindparam("key"), outbox.c.state == WAITING, outbox.c.token == "")
    .where(outbox.c.channel == bindparam("channel"), outbox.c.part == bindparam("part"))
    .order_by(outbox.c.id)
    .with_for_update()
)
# What went with a token goes with it again. Else only what was never tried may go along: another try may have arrived;
# and of a batch no later part, which goes under a key that is the batch's own.
_along = (
    messages.where(unfinished, outbox.c.state == WAITING, *_at, outbox.c.id != bindparam("message"))
    .where(
        or_(
            outbox.c.token == bindparam("token"),
            and_(
                bindparam("first", type_=outbox.c.doubted.type),
                outbox.c.attempts == 0,
                ~outbox.c.doubted,
                _young(outbox) == 0,
                or_(outbox.c.batch.is_(None), outbox.c.part == 0),
            ),
        )
    )
    .order_by(outbox.c.urgency, outbox.c.id)
    .limit(_MOST_ALONG)
    .with_for_update(skip_locked=True)
)
_waits = select(outbox.c.id).where(unfinished, outbox.c.state == WAITING, _known).limit(1)
_take = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("taken", expanding=True)))
    .values(
        state="sending",
        claimed_at=_now,
        tried_at=func.coalesce(outbox.c.tried_at, _now),
        attempts=outbox.c.attempts + 1,
        # An old token is no more, but of one that may have been used nobody must think that there was none.
        token=case((or_(outbox.c.token_until > _now, outbox.c.doubted), outbox.c.token), else_=""),
    )
)
_share = update(outbox).where(outbox.c.id.in_(bindparam("taken", expanding=True))).values(retry_key=bindparam("key"))
_ride = (
    update(outbox)
    .where(outbox.c.id == bindparam("message"))
    .values(retry_key=bindparam("under"), token=bindparam("token"), token_until=bindparam("token_until"))
)


@dataclass(frozen=True, slots=True)
class Due:
    """Which messages of a platform may go: at most `limit` calls, and none to the chats that rest.

    `spare`: at most so many calls with no answer in them; None: as many as there may be.
    `free`: only what goes by a reply token that is still young. `many`: how many addresses one call can reach. `fits`:
    how many of these, each the part of a reply, go by one reply token, as `bot.port.Platform.fits`.
    """

    channel: str
    limit: int
    spare: int | None = None
    resting: Collection[str] = ()
    free: bool = False
    many: int = 1
    fits: Callable[[Sequence[tuple[Reply, int]]], int] | None = None


def waits(session: Session, channel: str) -> bool:
    """Whether anything waits for a channel at all, due or not."""
    return session.execute(_waits, {"channels": [channel]}).first() is not None


def claim_at(session: Session, address: Address, now: datetime, limit: int) -> list[Message]:
    """Take what is due to one address, as `claim` does."""
    rows = session.execute(_here, {"channel": address.channel, "chat": address.chat, "limit": limit, "now": now}).all()
    return [message for (message,) in _taken(session, [[(row, {})] for row in rows], now)]


def claim(session: Session, channels: Collection[str], now: datetime, limit: int) -> list[Message]:
    """Take up to `limit` messages that are due at `now` (real time), the oldest of each address, to be sent now.

    They are `sending` when the transaction ends, and nobody else's. An address with a message on its way, or waiting
    for another try, gives none: what is said in order arrives in order.
    """
    rows = session.execute(_ours, {"channels": sorted(channels), "limit": limit, "now": now}).all()
    return [message for (message,) in _taken(session, [[(row, {})] for row in rows], now)]


def claim_calls(session: Session, due: Due, now: datetime) -> list[list[Message]]:
    """Take what is due on a platform, the most urgent first, as `claim` does: a list for each call.

    One of several messages says the same in several chats or, where they have a token, is all that goes by that. What
    is for many is the last, for it takes the longest: ask again for what else is due.
    """
    values = {"channel": due.channel, "resting": sorted(due.resting), "limit": due.limit, "now": now}
    calls: list[list[_Changed]] = []
    gone: set[int] = set()
    spare = due.limit if due.spare is None else due.spare
    for row in session.execute(_next_free if due.free else _next, values).all():
        if row.id in gone:
            continue
        if row.urgency != ANSWER:
            if spare == 0:
                break
            spare -= 1
        if _is_young(row, now):
            calls.append(_by_token(session, row, due, now))
        elif row.batch is None or due.many == 1 or (row.token and row.doubted):
            calls.append([(row, {})])
        else:
            calls.append(_by_batch(session, row, due.many, now))
            # At once, for what goes with the next of the same batch is looked for in the store.
            session.execute(_take, {"taken": [each.id for each, _ in calls[-1]], "now": now})
            gone |= {each.id for each, _ in calls[-1]}
            break
    return _taken(session, calls, now, gone)


def _by_token(session: Session, row: Row[Any], due: Due, now: datetime) -> list[_Changed]:
    """A row that has a token, and what else of the same chat goes by that, in order."""
    if due.fits is None:
        return [(row, {})]
    values = {"channel": row.channel, "chat": row.chat, "message": row.id, "token": row.token}
    others = session.execute(_along, {**values, "first": not row.attempts, "now": now}).all()
    if not others:
        return [(row, {})]
    said = bodies.of(session, {each.batch for each in (row, *others) if each.batch})
    number = due.fits([(said_by(each, said), each.part) for each in (row, *others)])
    riding = {"token": row.token, "token_until": row.token_until}
    call: list[_Changed] = []
    for each in sorted((row, *others[: number - 1]), key=lambda one: (one.urgency, one.id)):
        if each.token == row.token:
            call.append((each, {}))
        else:  # under a key of its own: that of a batch may yet be used for the others
            key = str(uuid4()) if each.batch else each.retry_key
            session.execute(_ride, {"message": each.id, "under": key, **riding})
            call.append((each, {"key": key, **riding}))
    return call


def _by_batch(session: Session, row: Row[Any], most: int, now: datetime) -> list[_Changed]:
    """A row of a batch, and what else of it goes by the same call: what was tried with it, and what never was."""
    again = {"key": row.retry_key, "channel": row.channel, "part": row.part}
    rows = list(session.execute(_with_again, again))
    if not row.attempts and not row.part:  # buttons of the first part carry the key under which that went
        first = {"channel": row.channel, "urgency": row.urgency, "after": row.id, "batch": row.batch}
        rows += session.execute(_with_first, {**first, "now": now, "limit": most})
    others = {other.id: other for other in rows if other.id != row.id}
    # In one order whoever comes first now: a repeat is the very same call.
    call = sorted([row, *list(others.values())[: most - 1]], key=lambda each: each.id)
    session.execute(_share, {"taken": [each.id for each in call], "key": row.retry_key})
    return [(each, {"key": row.retry_key}) for each in call]


def _taken(
    session: Session, calls: list[list[_Changed]], now: datetime, gone: Collection[int] = ()
) -> list[list[Message]]:
    """Take the rows that are not `gone` already: the messages, as they are then."""
    rows = [row for call in calls for row, _ in call]
    if left := [row.id for row in rows if row.id not in gone]:
        session.execute(_take, {"taken": left, "now": now})
    said = bodies.of(session, {row.batch for row in rows if row.batch})
    return [[of_row(row, said, **(_claimed(row, now) | changed)) for row, changed in call] for call in calls]


def _claimed(row: Row[Any], now: datetime) -> dict[str, Any]:
    """What `_take` makes of a row."""
    token = row.token if row.doubted or _is_young(row, now) else ""
    return {"attempts": row.attempts + 1, "tried_at": row.tried_at or now, "claimed_at": now, "token": token}


def _is_young(row: Row[Any], now: datetime) -> bool:
    return bool(row.token and row.token_until and row.token_until > now)
