"""Everything that was said at an address: read back for whoever said it, and erased for good."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, tuple_, update

from bot.messages import Reply
from storage import media
from storage import questions as asked
from storage.models import AddressRow, InboxRow, OutboxRow, QuestionRow, TalkRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

    from bot.messages import Address


_inbox, _outbox, _questions, _addresses = table(InboxRow), table(OutboxRow), table(QuestionRow), table(AddressRow)


@dataclass(frozen=True, slots=True)
class Said:
    """Something said at `at`; of a question kept for the organisers, about which programme (its code)."""

    text: str
    at: datetime
    programme: str = ""


def messages(store: Session, address: Address, most: int) -> list[Said]:
    """The last `most` messages that are kept, oldest first."""
    kept = select(_inbox.c.text, _inbox.c.at).where(*_here(_inbox, address), _inbox.c.text != "")
    rows = store.execute(kept.order_by(_inbox.c.id.desc()).limit(most)).all()
    return [Said(text, at) for text, at in reversed(rows)]


def count(store: Session, address: Address) -> int:
    """How many messages are kept."""
    kept = select(func.count()).select_from(_inbox).where(*_here(_inbox, address), _inbox.c.text != "")
    return store.execute(kept).scalar_one()


def questions(store: Session, places: Sequence[Address], person: int | None = None) -> list[Said]:
    """The questions kept for the organisers, oldest first: asked at any of the places, or by the person elsewhere."""
    there = tuple_(_questions.c.channel, _questions.c.chat).in_([(place.channel, place.chat) for place in places])
    mine = or_(there, _questions.c.asked_by == person) if person else there
    kept = select(_questions.c.text, _questions.c.asked_at, _questions.c.programme).where(mine, _questions.c.text != "")
    return [Said(*row) for row in store.execute(kept.order_by(_questions.c.id))]


def erase(store: Session, address: Address) -> None:
    """Take away what was said at `address`, the questions too, what was answered, and the address itself.

    The talk stays, which is somebody's to lock and to keep; and for their hour the wrong codes tried there, or whoever
    guesses would begin anew.
    """
    erase_messages(store, address)
    asked.erase_at(store, address)
    store.execute(delete(_addresses).where(*_here(_addresses, address)))


def erase_messages(store: Session, address: Address) -> None:
    """Take away what was said at `address` and what was answered, but for what is being answered or sent right now."""
    media.drop(store, address)
    take(store, _outbox, *_here(_outbox, address), _outbox.c.state != "sending")
    answered = select(_outbox.c.inbox_id).where(*_here(_outbox, address), _outbox.c.inbox_id.is_not(None))
    done = (_inbox.c.state != "waiting", _inbox.c.id.not_in(answered))
    take(store, _inbox, *_here(_inbox, address), *done)


def take(store: Session, kind: Table, *which: ColumnElement[bool]) -> None:
    """Delete rows; but the very last of all stays, bare and at no address.

    SQLite would give its number again, and the web chat, which has shown all up to that number, would show no more.
    """
    bare: dict[str, Any] = {"channel": "", "chat": "", "message_id": ""}
    if kind is _outbox:
        bare |= {"reply": Reply(""), "inbox_id": None, "token": "", "state": "dropped", "reason": "erased"}
        bare |= {"batch": None, "replaces": ""}
    else:
        bare |= {"event_id": str(uuid.uuid4()), "text": "", "data": "", "details": {}, "erased": True}
    last = kind.c.id == select(func.max(kind.c.id)).scalar_subquery()
    store.execute(update(kind).where(*which, last).values(**bare))
    store.execute(delete(kind).where(*which, ~last))


def end_talk(store: Session, address: Address) -> None:
    """Forget what is remembered between messages."""
    talks = table(TalkRow)
    store.execute(delete(talks).where(*_here(talks, address)))


def _here(kind: Table, address: Address) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return kind.c.channel == address.channel, kind.c.chat == address.chat
