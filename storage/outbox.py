"""The outbox: every message that is to leave, written in the transaction that caused it. storage/sending/ sends it.

waiting → sending → sent · uncertain · failed · dropped; and back from sending to waiting, to be tried again.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, func, insert, literal, select, update

from bot.messages import Address, Reply
from storage import addresses, bodies
from storage.many import insert_many
from storage.models import InboxRow, OutboxRow, QuestionCopyRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from bot.messages import Choice


ANSWER, URGENT, ORDINARY = 0, 1, 2
"""How soon a message is to leave: the lower goes first."""

_IN_BODY = Reply("")  # what a message of a batch says is in `bodies`

_TAP = re.compile(r"([0-9a-f-]{36}):([0-9]{1,3})")  # see bot.messages.tap_data

_outbox, _inbox, _copies = table(OutboxRow), table(InboxRow), table(QuestionCopyRow)
_here = (_outbox.c.channel == bindparam("at_channel"), _outbox.c.chat == bindparam("at_chat"))
_put, _copy = insert(_outbox), insert(_copies)
_drop = (
    update(_outbox)
    .where(_outbox.c.state == literal("waiting", literal_execute=True), *_here)
    .values(state=case((_outbox.c.doubted, "uncertain"), else_="dropped"), reason=bindparam("because"), token="")
)
_waiting, _sending = (literal(state, literal_execute=True) for state in ("waiting", "sending"))
_idle = (
    select(_outbox.c.id)
    # The first in the words of the index of unfinished rows, so that a database sees that it fits.
    .where(_outbox.c.state.in_([_waiting, _sending]), _outbox.c.state == _waiting, *_here)
    .where(_outbox.c.attempts == 0, ~_outbox.c.doubted, _outbox.c.part == 0, _outbox.c.token == "")
    .order_by(_outbox.c.urgency, _outbox.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
# It is an answer now; and no more under the key of its batch, which may yet be used for others.
_carry = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("message"))
    .values(
        token=bindparam("given"),
        token_until=bindparam("until"),
        due_at=None,
        urgency=ANSWER,
        retry_key=case((_outbox.c.batch.is_(None), _outbox.c.retry_key), else_=bindparam("fresh")),
    )
)
_latest = (
    select(bodies.said, _outbox.c.state, _outbox.c.reason)
    .where(*_here)
    .order_by(_outbox.c.id.desc())
    .limit(bindparam("most"))
)
_unsay = (
    update(_outbox)
    .where(_outbox.c.sealed, _outbox.c.state.not_in(["waiting", "sending"]))
    .values(reply=_IN_BODY, sealed=False)
    .execution_options(synchronize_session=False)
)
_said = bodies.said.label("reply")
_tapped = select(_said, _outbox.c.message_id).where(_outbox.c.retry_key == bindparam("key"), *_here).limit(1)
_under = select(_said).where(_outbox.c.retry_key == bindparam("key")).limit(1)
_answer = (
    select(_outbox.c.message_id)
    .join(_inbox, _inbox.c.id == _outbox.c.inbox_id)
    .where(_inbox.c.channel == bindparam("at_channel"), _inbox.c.chat == bindparam("at_chat"))
    .where(_inbox.c.message_id == bindparam("message"))
    .order_by(_outbox.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Answers:
    """The event that is answered, by its inbox id, and what it gives the answer: see bot.messages.

    `token` may be used until `until` (real time). `replaces`: whose place it takes.
    """

    event: int
    token: str = ""
    until: datetime | None = None
    replaces: str = ""


def put(
    session: Session,
    address: Address,
    replies: Sequence[Reply],
    *,
    answers: Answers | None = None,
    expires_at: datetime | None = None,
    urgency: int = URGENT,
) -> None:
    """Write messages, to leave in this order after the transaction.

    What answers nothing and is for somebody who has closed the chat is kept as dropped.
    """
    if not replies:
        return
    to = answers or Answers(0)
    reachable = answers is not None or addresses.reachable(session, address)
    rows = [
        _row(address, reply, expires_at, ANSWER if answers else urgency, reachable=reachable)
        | {
            "inbox_id": to.event or None,
            "position": position,
            "token": "" if position else to.token,
            "token_until": None if position else to.until,
            "replaces": to.replaces if reply.replaces and not position else "",
        }
        for position, reply in enumerate(replies)
    ]
    session.execute(_put, rows)
    copies = [{"question_id": each, "retry_key": row["retry_key"]} for row in rows for each in row["reply"].about]
    if copies:
        session.execute(_copy, copies)


@dataclass(frozen=True, slots=True)
class Batch:
    """The same for many. What is put under an `id` (a UUID) that was used before says what that said.

    Not before `due_at` (real time), unless it can go along with an answer.
    """

    reply: Reply
    id: str = ""
    expires_at: datetime | None = None
    urgency: int = ORDINARY
    due_at: datetime | None = None


def put_many(session: Session, chats: Sequence[Address], batch: Batch, replaces: Sequence[str] = ()) -> list[int]:
    """Say the same to many private chats, by as few calls as their channels allow: the messages' ids, in order.

    `replaces`: for each chat the channel's id of the message whose place it takes, or "".
    """
    key = batch.id or str(uuid.uuid4())
    bodies.keep(session, key, batch.reply)
    closed = addresses.closed(session)
    keys = [str(uuid.uuid4()) for _ in chats]
    each = {
        "channel": [chat.channel for chat in chats],
        "chat": [chat.chat for chat in chats],
        "retry_key": keys,
        "state": ["dropped" if chat in closed else "waiting" for chat in chats],
        "reason": ["blocked" if chat in closed else "" for chat in chats],
        "replaces": list(replaces) or [""] * len(chats),
    }
    usual = _row(Address("", ""), _IN_BODY, batch.expires_at, batch.urgency, reachable=True)
    usual |= {"batch": key, "due_at": batch.due_at}
    same = {name: value for name, value in usual.items() if name not in each}
    made = insert_many(session, _outbox, same, each, _outbox.c.retry_key, _outbox.c.id)
    ids = {row.retry_key: row.id for row in made}
    return [ids[key] for key in keys]


def _row(
    address: Address, reply: Reply, expires_at: datetime | None, urgency: int, *, reachable: bool
) -> dict[str, Any]:
    return {
        "channel": address.channel,
        "chat": address.chat,
        "inbox_id": None,
        "position": 0,
        "reply": reply,
        "retry_key": str(uuid.uuid4()),
        "state": "waiting" if reachable else "dropped",
        "reason": "" if reachable else "blocked",
        "attempts": 0,
        "expires_at": expires_at,
        "message_id": "",
        "urgency": urgency,
        "part": 0,
        "doubted": False,
        "token": "",
        "token_until": None,
        "replaces": "",
        "batch": None,
        "sealed": reply.sealed,
    }


def unsay(session: Session, address: Address) -> None:
    """The words of every sealed message at `address` that waits for nothing any more are not kept."""
    session.execute(_unsay.where(*_here), _at(address))


def unsay_old(session: Session, before: datetime) -> int:
    """As `unsay`, at every address, for what was put before that (real time); says how many messages that was."""
    done = session.execute(_unsay.where(_outbox.c.put_at < before))
    return int(done.rowcount)  # type: ignore[attr-defined] # an update has it


def carry(session: Session, address: Address, token: str, until: datetime) -> bool:
    """Let what waits first at `address` go by a reply token that nobody else needs, until then (real time).

    What else waits there goes along, as far as it fits. False where there is nothing that may: what was tried before
    may have arrived, and is repeated as it was.
    """
    first = session.execute(_idle, _at(address)).scalar_one_or_none()
    if first is None:
        return False
    session.execute(_carry, {"message": first, "given": token, "until": until, "fresh": str(uuid.uuid4())})
    return True


def drop(session: Session, address: Address, reason: str) -> None:
    """What waits for this address is not to leave; what may have left stays uncertain."""
    session.execute(_drop, {**_at(address), "because": reason})


def tapped(session: Session, address: Address, data: str) -> tuple[Choice, str] | None:
    """The choice that a button's `data` names, with the channel's id of the message that it is on.

    None where it names none of a message that was sent to this very address.
    """
    found = _TAP.fullmatch(data)
    row = found and session.execute(_tapped, {**_at(address), "key": found[1]}).one_or_none()
    if not (found and row) or int(found[2]) >= len(row.reply.taps):
        return None
    return row.reply.taps[int(found[2])], row.message_id


def sent_under(session: Session, key: str) -> Reply | None:
    """The reply that went, or is to go, under this key."""
    return session.execute(_under, {"key": key}).scalar_one_or_none()


def answered(session: Session, address: Address, message_id: str) -> str:
    """The channel's id of the message that answered the one with this id, or ""."""
    return session.execute(_answer, {**_at(address), "message": message_id}).scalar_one_or_none() or ""


def said(session: Session, address: Address, message_id: str) -> bool:
    """Whether the message with this id, the channel's, is one of ours at `address`."""
    ids = literal(" ") + _outbox.c.message_id + literal(" ")
    ours = select(_outbox.c.id).where(*_here, ids.contains(f" {message_id} ", autoescape=True)).limit(1)
    return session.execute(ours, _at(address)).first() is not None


@dataclass(frozen=True, slots=True)
class Left:
    """A message that was put, and what became of it."""

    reply: Reply
    state: str
    reason: str


def sent_to(session: Session, address: Address, limit: int = 50) -> list[Left]:
    """The last messages to `address` with what became of them, oldest first."""
    rows = session.execute(_latest, {**_at(address), "most": limit}).all()
    return [Left(*row) for row in reversed(rows)]


def count(session: Session, channel: str, state: str) -> int:
    """How many messages of a channel are in a state."""
    return (
        session.scalar(
            select(func.count()).select_from(_outbox).where(_outbox.c.channel == channel, _outbox.c.state == state)
        )
        or 0
    )


def _at(address: Address) -> dict[str, str]:
    return {"at_channel": address.channel, "at_chat": address.chat}
