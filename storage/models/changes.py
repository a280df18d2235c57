"""The tables of a programme's releases, and of the calendars that follow it."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


ReleaseState = Literal["base", "waiting", "held", "told", "quiet"]


class ReleaseRow(Base):
    """A version of a programme's timetable. `sessions` is what people see of it, see storage.releases.

    `base`: the first that is known, which is no news. `waiting`: organisers are to say what becomes of it. `held`:
    they said, not now. `told`: people are told of it at `told_at` (by the clock) until `expires_at`, or (where that is
    None) together with a later one. `quiet`: nobody is to be told. `decided_by` said so; one that waits although
    somebody did was altered before its time came. `note` is what the organisers say with it.
    """

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("programme_id", "version"), Index(None, "state", "told_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"))
    version: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    state: Mapped[ReleaseState] = mapped_column(String(7))
    note: Mapped[str] = mapped_column(server_default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    told_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    sessions: Mapped[dict[str, Any]]  # last: it may be large, and SQLite reads a row from its beginning


class FeedRow(Base):
    """A private calendar that a person subscribes to, by a secret address of which only a digest is kept."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
