"""What is remembered of an address between its messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from storage.db import insert_new
from storage.models import TalkRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Address, Language


@dataclass(frozen=True, slots=True)
class Kept:
    """A talk as it was left at `at`; None: it has only begun."""

    language: Language
    programme: str
    context: dict[str, Any]
    at: datetime | None


_talks = table(TalkRow)
_here = (_talks.c.channel == bindparam("at_channel"), _talks.c.chat == bindparam("at_chat"))
_lock = (
    select(_talks.c.language, _talks.c.programme, _talks.c.context, _talks.c.updated_at).where(*_here).with_for_update()
)
_keep = (
    update(_talks)
    .where(*_here)
    .values({name: bindparam(name) for name in ("language", "programme", "context", "updated_at")})
)


def lock(session: Session, address: Address) -> Kept:
    """The talk with `address`, begun in Thai where there is none; nobody else has it until the transaction ends."""
    here = {"at_channel": address.channel, "at_chat": address.chat}
    row = session.execute(_lock, here).one_or_none()
    if row is None:
        new: dict[str, Any] = {"language": "th", "programme": "", "context": {}, "updated_at": None}
        insert_new(session, _talks, {"channel": address.channel, "chat": address.chat, **new})
        row = session.execute(_lock, here).one()
    return Kept(*row)


def keep(session: Session, address: Address, kept: Kept) -> None:
    session.execute(
        _keep,
        {
            "at_channel": address.channel,
            "at_chat": address.chat,
            "language": kept.language,
            "programme": kept.programme,
            "context": kept.context,
            "updated_at": kept.at,
        },
    )
