"""The tables of what people are told unasked: which reminders were due, who was told what, and how each wants it."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.messages import Reply  # noqa: TC001 - as above
from storage.models.base import Base


ReminderState = Literal["planned", "expired"]
Missed = Literal["", "unlinked", "stopped", "closed"]


class BodyRow(Base):
    """What the messages of one batch say (see OutboxRow.batch), kept once however many get it."""

    __tablename__ = "bodies"

    batch: Mapped[str] = mapped_column(String(36), primary_key=True)
    reply: Mapped[Reply]


class ReminderRow(Base):
    """Something that was due to be told at `due_at`, of which this is known: it was planned, or it came too late.

    `key` names what is told; those who wish to hear of it at other times have rows of their own, with the same key.
    `people` is how many were to be told, or would have been.
    """

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("key", "due_at"), Index(None, "state", "planned_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    programme: Mapped[str]
    kind: Mapped[str] = mapped_column(String(8))
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    planned_at: Mapped[datetime]
    state: Mapped[ReminderState] = mapped_column(String(7))
    people: Mapped[int]


class ThroughRow(Base):
    """Up to when (by the clock, which may be a rehearsal's) a piece of work that goes by the clock has been done."""

    __tablename__ = "through"

    work: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class NoticeRow(Base):
    """That a person is told something, once: `key` names it, `outbox_id` is the message, which may say several things.

    Where there is no message, `missed` says why. `fallback`: another channel is tried where this one turns out closed.
    """

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("key", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), index=True)
    missed: Mapped[Missed] = mapped_column(String(8), server_default="")
    fallback: Mapped[bool] = mapped_column(server_default=true())
    acknowledged_at: Mapped[datetime | None]


class PreferenceRow(Base):
    """How a person wants to be told things; None, "" and [] say: as the programme has it.

    `channel`: where. `lead`: minutes before a session, 0 for never. `off`: the kinds not wanted (see Wishes). `quiet`:
    `HH:MM-HH:MM` in which nothing comes, or `none`.
    """

    __tablename__ = "preferences"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(server_default="")
    lead: Mapped[int | None]
    off: Mapped[list[str]]
    quiet: Mapped[str] = mapped_column(String(11), server_default="")
