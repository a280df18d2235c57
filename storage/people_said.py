"""Everything that was said at an address: read back for whoever said it, and erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from storage import questions as asked
from storage.models import AddressRow, InboxRow, OutboxRow, QuestionRow, TalkRow, table


if TYPE_CHECKING:
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
    kept = select(_inbox.c.text, _inbox.c.at).where(*_here(_inbox, address), _inbox.c.erased.is_(False))
    rows = store.execute(kept.order_by(_inbox.c.id.desc()).limit(most)).all()
    return [Said(text, at) for text, at in reversed(rows)]


def count(store: Session, address: Address) -> int:
    """How many messages are kept."""
    kept = select(func.count()).select_from(_inbox).where(*_here(_inbox, address), _inbox.c.erased.is_(False))
    return store.execute(kept).scalar_one()


def questions(store: Session, address: Address) -> list[Said]:
    """The questions kept for the organisers, oldest first."""
    kept = select(_questions.c.text, _questions.c.asked_at, _questions.c.programme).where(*_here(_questions, address))
    return [Said(*row) for row in store.execute(kept.order_by(_questions.c.id))]


def erase(store: Session, address: Address) -> None:
    """Take away what was said at `address`, what was answered, and the address itself.

    What is being answered or sent at this moment stays; so does the talk, which is somebody's to lock and to keep; and
    for their hour the wrong codes tried there, or whoever guesses would begin anew.
    """
    store.execute(delete(_outbox).where(*_here(_outbox, address), _outbox.c.state != "sending"))
    answered = select(_outbox.c.inbox_id).where(*_here(_outbox, address), _outbox.c.inbox_id.is_not(None))
    done = (_inbox.c.state != "waiting", _inbox.c.id.not_in(answered))
    store.execute(delete(_inbox).where(*_here(_inbox, address), *done))
    asked.erase_at(store, address)
    store.execute(delete(_addresses).where(*_here(_addresses, address)))


def end_talk(store: Session, address: Address) -> None:
    """Forget what is remembered between messages."""
    talks = table(TalkRow)
    store.execute(delete(talks).where(*_here(talks, address)))


def _here(kind: Table, address: Address) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return kind.c.channel == address.channel, kind.c.chat == address.chat
