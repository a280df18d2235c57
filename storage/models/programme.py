"""The tables of programmes: what a programme file says. `code` is the file's own id."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.programme import Text  # noqa: TC001 - as above


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
    meeting: Mapped[Text] = mapped_column(server_default="{}")
    url: Mapped[str]
    attendance: Mapped[bool]
    points: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")
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
