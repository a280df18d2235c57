"""The tables of attendance: what was tried and noted, the boards that show codes, who asked for leave."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


What = Literal["in", "out", "mark", "pin", "undo", "close"]
Way = Literal["code", "scanner", "organiser", "team", "paper", "leave", "clock"]
Status = Literal["", "present", "late", "absent", "excused"]
LeaveState = Literal["asked", "approved", "declined", "withdrawn"]


class CheckinRow(Base):
    """One line of the log of attendance, which is only added to: an attempt, a mark, or something taken back.

    `session` and `point` are codes in the programme; "" where the attempt was for none that is known. `what`: somebody
    came (`in`) or left (`out`); was given a `status` (`mark`; "": none); sent where they are (`pin`); the entry `about`
    was taken back (`undo`); or the point was closed by the clock (`close`). `outcome` is "" where it counts, else why
    it does not. `at` is when it was done and `noted_at` when it was written, both by the clock. `by_id` is who did it
    for somebody, with their `reason`. `stand_in` is who came in the person's place. `force`: a rule was to be set
    aside; `forced`: that was needed. `metres`: how far from the venue the pin was. The same `nonce` again is the same
    event.
    """

    __tablename__ = "checkins"
    __table_args__ = (
        Index(None, "programme", "session", "point"),
        Index(None, "programme", "id"),
        Index(None, "person_id", "programme"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    session: Mapped[str]
    point: Mapped[str] = mapped_column(server_default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    what: Mapped[What] = mapped_column(String(5))
    status: Mapped[Status] = mapped_column(String(7), server_default="")
    outcome: Mapped[str] = mapped_column(String(12), server_default="")
    way: Mapped[Way] = mapped_column(String(9))
    channel: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime]
    noted_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[str] = mapped_column(server_default="")
    stand_in: Mapped[str] = mapped_column(server_default="")
    force: Mapped[bool] = mapped_column(server_default=false())
    forced: Mapped[bool] = mapped_column(server_default=false())
    metres: Mapped[int | None]
    about: Mapped[int | None] = mapped_column(ForeignKey("checkins.id"), index=True)
    nonce: Mapped[str | None] = mapped_column(unique=True)


class DoorAnswerRow(Base):
    """What somebody answered to a question that the programme asks at the door, once."""

    __tablename__ = "door_answers"
    __table_args__ = (UniqueConstraint("programme", "question", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    question: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    answer: Mapped[str]
    at: Mapped[datetime]


class BoardRow(Base):
    """A screen that shows codes for one point of a session, coming or leaving: they are made of its `secret`."""

    __tablename__ = "boards"
    __table_args__ = (UniqueConstraint("programme", "session", "point", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    session: Mapped[str]
    point: Mapped[str]
    what: Mapped[What] = mapped_column(String(5))
    secret: Mapped[str] = mapped_column(String(64))
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class LeaveRow(Base):
    """That somebody asked to be away from `sessions` (codes), with a paper to show for it or none; and the answer."""

    __tablename__ = "leaves"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    programme: Mapped[str] = mapped_column(index=True)
    sessions: Mapped[list[str]]
    reason: Mapped[str]
    file_name: Mapped[str] = mapped_column(server_default="")
    media_type: Mapped[str] = mapped_column(server_default="")
    file: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[LeaveState] = mapped_column(String(9))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(server_default="")


class SheetRow(Base):
    """A sign-in sheet as it was printed: `people` are the ids of those on it, from line 1 on."""

    __tablename__ = "sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    session: Mapped[str]
    point: Mapped[str] = mapped_column(server_default="")
    people: Mapped[list[int]]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
