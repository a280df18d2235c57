"""The tables of what is said: the inbox, the outbox, and what is remembered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.messages import Kind, Reply  # noqa: TC001 - as above
from storage.models.base import Base


InboxState = Literal["waiting", "done", "failed"]
OutboxState = Literal["waiting", "sending", "sent", "uncertain", "failed", "dropped"]


def _unfinished(table: str, where: str) -> Index:
    """A small index of the rows that still have something to be done to them, however many are finished."""
    return Index(
        f"ix_{table}_unfinished",
        "state",
        "channel",
        "chat",
        "id",
        sqlite_where=text(where),
        postgresql_where=text(where),
    )


class InboxRow(Base):
    """One inbound event: waiting, done, or failed (answered with an apology).

    `details` is what else is known of an event that waits (see bot.messages.Inbound), by name. A row whose message was
    taken back stays, `erased`: its words are gone, and a second delivery does not bring them back.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "event_id"),
        Index(None, "channel", "chat", "id"),
        Index(None, "channel", "chat", "message_id"),
        _unfinished("inbox", "state = 'waiting'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    event_id: Mapped[str]
    text: Mapped[str]
    data: Mapped[str]
    kind: Mapped[Kind] = mapped_column(String(8), server_default="text")
    message_id: Mapped[str] = mapped_column(server_default="")
    details: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    erased: Mapped[bool] = mapped_column(server_default=false())
    at: Mapped[datetime]
    state: Mapped[InboxState] = mapped_column(String(7))
    attempts: Mapped[int] = mapped_column(default=0)


UNDELIVERED = "state IN ('failed', 'uncertain')"
"""As SQL says it, so that the index of those is used: SQLite has to find these very words in the query."""


class OutboxRow(Base):
    """One outbound message. An event is answered by at most one row a `position`.

    `put_at`, `due_at`, `claimed_at`, `tried_at` (the first claim since it certainly was not sent) and `token_until` are
    real time whatever the rehearsal clock says: they are delivery's own waiting. `expires_at` is the clock's. `part`
    counts the parts that have gone; `doubted`: of a try of this part, or of an earlier part, nobody knows how it ended.
    `urgency`: 0 an answer, 1 what cannot wait, 2 all else; the lower goes first. Rows of one `batch` say the same to
    many, which is in `bodies` and not in `reply`; those sent by one call share its `retry_key`. `replaces` is the
    channel's id of the message whose place it takes. What is `sealed` loses its words once it is old, or answered.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbox_id", "position"),
        Index(None, "channel", "chat", "id"),
        _unfinished("outbox", "state IN ('waiting', 'sending')"),
        Index(
            "ix_outbox_unfinished_by_urgency",
            "channel",
            "urgency",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_undelivered",
            "channel",
            "chat",
            "state",
            sqlite_where=text(UNDELIVERED),
            postgresql_where=text(UNDELIVERED),
        ),
        Index("ix_outbox_sealed", "channel", "chat", sqlite_where=text("sealed"), postgresql_where=text("sealed")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    position: Mapped[int]
    reply: Mapped[Reply]
    retry_key: Mapped[str] = mapped_column(String(36), index=True)
    state: Mapped[OutboxState] = mapped_column(String(9))
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(default="")
    urgency: Mapped[int] = mapped_column(server_default="0")
    part: Mapped[int] = mapped_column(server_default="0")
    doubted: Mapped[bool] = mapped_column(server_default=false())
    token: Mapped[str] = mapped_column(server_default="")
    token_until: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    replaces: Mapped[str] = mapped_column(server_default="")
    batch: Mapped[str | None] = mapped_column(String(36), index=True)
    sealed: Mapped[bool] = mapped_column(server_default=false())
    put_at: Mapped[datetime | None] = mapped_column(default=lambda: datetime.now(UTC))


class TalkRow(Base):
    """What is remembered of one address between its messages."""

    __tablename__ = "talks"
    __table_args__ = (UniqueConstraint("channel", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    programme: Mapped[str]
    context: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime | None]


class AlarmRow(Base):
    """Something that organisers have been told of."""

    __tablename__ = "alarms"

    key: Mapped[str] = mapped_column(primary_key=True)
    raised_at: Mapped[datetime]


class QuotaRow(Base):
    """What a platform said at `seen_at` (real time) of the paid messages of `month`; `most` is None without a limit.

    `reserve`: of those, how many are kept for what cannot wait.
    """

    __tablename__ = "quotas"

    channel: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    most: Mapped[int | None]
    used: Mapped[int]
    reserve: Mapped[int] = mapped_column(server_default="0")
    seen_at: Mapped[datetime]
