"""The tables of feedback: what was asked, who has answered, and what was answered.

The last two share no person, no key and no time: of a form whose answers are nobody's nothing in the store joins them.
"""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


AskedState = Literal["asked", "begun", "answered", "skipped"]


class FeedbackRow(Base):
    """One form that people are asked to fill in: `form` is its id in the programme's file, "" for that of a session.

    `session` is the session's code, "" for the others. `anonymous` and `fewest` (answers below which no result is
    shown) are what people were promised when it opened, whatever the file says later. `opened_at` and `closes_at` are
    by the clock. At `closed_at` the answers were mixed, and their keys cannot be known any more.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("programme", "form", "session"), Index(None, "closed_at", "closes_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    form: Mapped[str]
    session: Mapped[str]
    anonymous: Mapped[bool]
    fewest: Mapped[int]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class FeedbackAskedRow(Base):
    """Who is asked to fill in a form, and whether they have: nothing of what they said, and not when."""

    __tablename__ = "feedback_asked"
    __table_args__ = (UniqueConstraint("feedback_id", "person_id"), Index(None, "feedback_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    state: Mapped[AskedState] = mapped_column(String(8), server_default="asked")


class FeedbackAnswerRow(Base):
    """What somebody answered. `answers` are by question: stars, a number, a choice or several; words are elsewhere.

    `key` finds it again until the form closes, see storage.feedback_answers; rows are kept in the order of their keys,
    which says nothing of who was first. `day` is as much of the time as is kept. It is `shown` in results from when
    enough others are.
    """

    __tablename__ = "feedback_answers"
    __table_args__ = (Index(None, "feedback_id", "shown"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    answers: Mapped[dict[str, Any]]
    day: Mapped[date]
    complete: Mapped[bool] = mapped_column(server_default=false())
    shown: Mapped[bool] = mapped_column(server_default=false())


class FeedbackWordsRow(Base):
    """What somebody wrote to a question, under the key of their answer; `opinion` is what was read of it, as JSON.

    It is `shown` when the answer is.
    """

    __tablename__ = "feedback_words"
    __table_args__ = (Index(None, "feedback_id", "shown"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(ForeignKey("feedback_answers.key", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    words: Mapped[str]
    shown: Mapped[bool] = mapped_column(server_default=false())
    opinion: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]")


class FeedbackNameRow(Base):
    """Whose an answer is, where the programme's file says that answers have names; no form without them has a row."""

    __tablename__ = "feedback_names"

    key: Mapped[str] = mapped_column(ForeignKey("feedback_answers.key", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class FeedbackTallyRow(Base):
    """How many shown answers of a form give `value` to `question`; so that a report need not read them all."""

    __tablename__ = "feedback_tallies"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class FeedbackShareRow(Base):
    """A link by which a speaker (their code) sees what was said of their sessions, given out by an organiser.

    Of its secret only a digest is kept; it is good until `expires_at`, and until it is taken back. With `words` they
    also see what was written to forms that were closed when it was made, but for what is `held` back: digests of words.
    """

    __tablename__ = "feedback_shares"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    programme: Mapped[str] = mapped_column(index=True)
    speaker: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    words: Mapped[bool] = mapped_column(server_default=false())
    held: Mapped[list[str]] = mapped_column(server_default="[]")
