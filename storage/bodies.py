"""What the messages of a batch say: kept once, however many people get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, type_coerce

from storage.columns import ReplyJSON
from storage.db import insert_new
from storage.models import BodyRow, OutboxRow, table


if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from bot.messages import Reply


_bodies, _outbox = table(BodyRow), table(OutboxRow)
_body = select(_bodies.c.reply).where(_bodies.c.batch == _outbox.c.batch).correlate(_outbox).scalar_subquery()

said = type_coerce(func.coalesce(_body, _outbox.c.reply), ReplyJSON())
"""What a message in the outbox says, its own or its batch's; for any statement over the outbox."""


def keep(session: Session, batch: str, reply: Reply) -> None:
    """What `batch` says; what was kept first stays."""
    insert_new(session, _bodies, {"batch": batch, "reply": reply})


def of(session: Session, batches: Collection[str]) -> dict[str, Reply]:
    """What each of these batches says: each read once, for a call to many may carry a picture."""
    if not batches:
        return {}
    rows = session.execute(select(_bodies.c.batch, _bodies.c.reply).where(_bodies.c.batch.in_(sorted(batches))))
    return {row.batch: row.reply for row in rows}
