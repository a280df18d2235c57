"""The tables of signing in to pages: links that work once, and who is signed in; and the server's own secrets."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


Purpose = Literal["board", "console", "scanner", "sheet"]
"""What a link opens, and nothing else."""


class LinkRow(Base):
    """A link that was given to a person in their own chat: it opens one page once, until it expires."""

    __tablename__ = "links"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(String(8))
    programme: Mapped[str]
    subject: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignedInRow(Base):
    """A browser that is signed in as a person for one purpose, by its cookie's digest, until that expires or ends."""

    __tablename__ = "signed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(String(8))
    programme: Mapped[str]
    subject: Mapped[str]
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SecretRow(Base):
    """A secret of this server, made by itself: what it is for, and 64 hexadecimal digits."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(64))
