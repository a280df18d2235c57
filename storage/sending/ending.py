"""What became of a message that was `sending`.

Nothing is changed where the message has been claimed again since, or its part is done with: others may have taken it
back from one who was given up for dead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from storage import bodies
from storage.sending.message import SENDING, WAITING, messages, of_row, outbox, unfinished


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from storage.models import OutboxState
    from storage.sending.message import Message


_mine = update(outbox).where(
    outbox.c.id == bindparam("message"),
    outbox.c.claimed_at == bindparam("claimed"),
    outbox.c.part == bindparam("of_part"),
)
_finish = _mine.values({name: bindparam(name) for name in ("state", "reason", "message_id")} | {"token": ""})
_postpone = _mine.values(
    {name: bindparam(name) for name in ("reason", "due_at", "attempts", "doubted", "token", "tried_at")}
    | {"state": "waiting"}
)
_advance = _mine.values(
    {name: bindparam(name) for name in ("reason", "doubted", "message_id")}
    | {"state": "waiting", "due_at": None, "attempts": 0, "tried_at": None, "part": outbox.c.part + 1, "token": ""}
)
_expire = (
    update(outbox)
    .where(unfinished, outbox.c.state == WAITING, outbox.c.channel == bindparam("of_channel"))
    .where(outbox.c.part == 0, ~outbox.c.doubted, outbox.c.expires_at <= bindparam("now"))
    .values(state="dropped", reason="expired", token="")
)
_known = outbox.c.channel.in_(bindparam("channels", expanding=True))
_stuck = (
    messages.where(unfinished, outbox.c.state == SENDING, outbox.c.claimed_at < bindparam("since"), _known)
    .order_by(outbox.c.id)
    .with_for_update(skip_locked=True)
)
_recent = select(outbox.c.chat).where(
    outbox.c.channel == bindparam("channel"), outbox.c.claimed_at > bindparam("since")
)


def finish(session: Session, message: Message, state: OutboxState, *, reason: str = "", message_id: str = "") -> None:
    """That is its end. Ids of several parts are kept with a space between."""
    finish_all(session, [message], state, reason=reason, message_id=message_id)


def finish_all(
    session: Session, messages: Sequence[Message], state: OutboxState, *, reason: str = "", message_id: str = ""
) -> None:
    """The same for several, which is quicker than one after another."""
    ended = {"state": state, "reason": reason}
    session.execute(_finish, [{**_of(each), **ended, "message_id": _ids(each, message_id)} for each in messages])


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


def expire(session: Session, channel: str, now: datetime) -> None:
    """What waits for a channel and is too late at `now`, by the clock, is dropped; what may have arrived stays."""
    session.execute(_expire, {"of_channel": channel, "now": now})


def stuck(session: Session, channels: Collection[str], since: datetime) -> list[Message]:
    """Messages of `channels` that have been `sending` since before `since` (real time), locked: the sender is gone."""
    rows = session.execute(_stuck, {"channels": sorted(channels), "since": since}).all()
    said = bodies.of(session, {row.batch for row in rows if row.batch})
    return [of_row(row, said) for row in rows]


def recent(session: Session, channel: str, since: datetime) -> list[str]:
    """The chats of the messages that were claimed after `since` (real time)."""
    return list(session.scalars(_recent, {"channel": channel, "since": since}))


def _of(message: Message) -> dict[str, Any]:
    return {"message": message.id, "claimed": message.claimed_at, "of_part": message.part}


def _ids(message: Message, message_id: str) -> str:
    return " ".join(each for each in (message.message_id, message_id) if each)
