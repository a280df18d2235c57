"""Every table. Ids are the store's own; `code` is the programme file's. Times are aware, in UTC.

Constraints have names by one convention, so that a migration can find them on every database.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Literal, cast

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Table, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.messages import Reply
from storage.columns import ReplyJSON, UTCDateTime, Words
from storage.programme import Text


InboxState = Literal["waiting", "done", "failed"]
OutboxState = Literal["waiting", "sending", "sent", "uncertain", "failed", "dropped"]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        Text: Words,
        Reply: ReplyJSON,
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


def table(model: type[Base]) -> Table:
    """The table of a model, for statements that are built once: SQLAlchemy runs those several times as fast."""
    return cast("Table", model.__table__)


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


class ProgrammeRow(Base):
    """`version` grows by one with every import that changes something; `fingerprint` is that of the last file."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Text]
    timezone: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    organizer: Mapped[Text]
    settings: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[str] = mapped_column(default="")


class _Entry:
    """What every entry of a programme file has: its programme, its code there, its place in the file."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), sort_order=-1)
    code: Mapped[str] = mapped_column(sort_order=-1)
    position: Mapped[int] = mapped_column(sort_order=-1)


class VenueRow(_Entry, Base):
    __tablename__ = "venues"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    name: Mapped[Text]
    aliases: Mapped[list[str]]
    address: Mapped[Text]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    url: Mapped[str]


class SpeakerRow(_Entry, Base):
    __tablename__ = "speakers"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    name: Mapped[Text]
    aliases: Mapped[list[str]]
    role: Mapped[Text]


class ModuleRow(_Entry, Base):
    __tablename__ = "modules"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    title: Mapped[Text]
    aliases: Mapped[list[str]]


class GroupRow(_Entry, Base):
    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    title: Mapped[Text]
    kind: Mapped[str]
    aliases: Mapped[list[str]]


class SessionRow(_Entry, Base):
    """`starts_at` and `ends_at` in UTC; `timezone` (IANA) is where they are shown."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("programme_id", "code"), Index(None, "programme_id", "starts_at"))

    title: Mapped[Text]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    timezone: Mapped[str]
    kind: Mapped[str]
    module_id: Mapped[int | None] = mapped_column(ForeignKey("modules.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"))
    aliases: Mapped[list[str]]
    description: Mapped[Text]
    bring: Mapped[Text]
    dress: Mapped[Text]
    url: Mapped[str]
    attendance: Mapped[bool]
    status: Mapped[str] = mapped_column(String(9))
    sequence: Mapped[int]
    uid: Mapped[str]


class SessionSpeakerRow(Base):
    __tablename__ = "session_speakers"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), index=True)


class ContactRow(Base):
    __tablename__ = "contacts"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[Text]
    phone: Mapped[str]
    email: Mapped[str]


class FaqRow(Base):
    __tablename__ = "faqs"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    questions: Mapped[list[str]]
    answer: Mapped[Text]


class InboxRow(Base):
    """One inbound event: waiting, done, or failed (answered with an apology)."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "event_id"),
        Index(None, "channel", "chat", "id"),
        _unfinished("inbox", "state = 'waiting'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    event_id: Mapped[str]
    text: Mapped[str]
    data: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[InboxState] = mapped_column(String(7))
    attempts: Mapped[int] = mapped_column(default=0)


class OutboxRow(Base):
    """One outbound message. An event is answered by at most one row a `position`.

    `due_at` and `claimed_at` are real time whatever the rehearsal clock says: they are delivery's own waiting.
    `expires_at` is the clock's.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbox_id", "position"),
        Index(None, "channel", "chat", "id"),
        _unfinished("outbox", "state IN ('waiting', 'sending')"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    position: Mapped[int]
    reply: Mapped[Reply]
    retry_key: Mapped[str] = mapped_column(String(36), unique=True)
    state: Mapped[OutboxState] = mapped_column(String(9))
    reason: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(default="")


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


class QuestionRow(Base):
    """A question that the programme could not answer, kept for the organisers, with where to answer it."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    asked_at: Mapped[datetime]
    channel: Mapped[str]
    chat: Mapped[str]
