"""The tables of announcements: what is to be told to whom and when, and the media that organisers send for them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.messages import Reply  # noqa: TC001 - as above
from storage.models.base import Base


AnnouncementState = Literal["draft", "approval", "scheduled", "sending", "sent", "stopped", "cancelled"]


class AnnouncementRow(Base):
    """An announcement: a draft, one that waits for another organiser's approval or for its time, or one that goes.

    `audience` is whom it is for, see bot.services.announce. `send_at` is by the clock; `planned_to` the last person (by
    id) for whom it is in the outbox already. `corrects` and `chases` name another announcement. `preview` is the digest
    of the secret in the address of its preview. `asks`: it has a button to acknowledge it. `urgent`: also in quiet
    hours and out of LINE's reserve.
    """

    __tablename__ = "announcements"
    __table_args__ = (Index(None, "state", "send_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    reply: Mapped[Reply]
    audience: Mapped[dict[str, Any]]
    state: Mapped[AnnouncementState] = mapped_column(String(9))
    made_at: Mapped[datetime]
    send_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    planned_to: Mapped[int] = mapped_column(server_default="0")
    corrects: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="SET NULL"), index=True)
    chases: Mapped[int | None] = mapped_column(ForeignKey("announcements.id", ondelete="SET NULL"), index=True)
    preview: Mapped[str] = mapped_column(String(64), server_default="", index=True)
    asks: Mapped[bool] = mapped_column(server_default=true())
    urgent: Mapped[bool] = mapped_column(server_default=false())


class MediaRow(Base):
    """A picture or a file that somebody sent with a message, by the channel's id of that."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("channel", "chat", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    message_id: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    fetched_at: Mapped[datetime]
