"""The tables of questions for people: what could not be answered, who answers it, and what was made of the answers."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.programme import Text  # noqa: TC001 - as above


QuestionState = Literal["open", "answered", "dismissed"]


class QuestionRow(Base):
    """A question that the programme could not answer, with where to answer it, and what people made of it.

    `asked_by` and `answered_by` are people where they are known; of a question that was dismissed, `answered_by` has
    dismissed it. A row whose `text` is empty was taken back; of whoever was
    erased since, `channel` and `chat` are empty, too.
    """

    __tablename__ = "questions"
    __table_args__ = (Index(None, "channel", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    asked_at: Mapped[datetime]
    channel: Mapped[str]
    chat: Mapped[str]
    message_id: Mapped[str] = mapped_column(server_default="")
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    state: Mapped[QuestionState] = mapped_column(String(9), server_default="open")
    answer: Mapped[str] = mapped_column(server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    answered_at: Mapped[datetime | None]


class QuestionCopyRow(Base):
    """That an outbound message, by its key, has the words of a question in it: see bot.messages.Reply."""

    __tablename__ = "question_copies"

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    retry_key: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)


class OffDutyRow(Base):
    """That an organiser is off duty: no questions are brought to them."""

    __tablename__ = "off_duty"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)


class ReadyAnswerRow(Base):
    """A ready answer that an organiser added to those of the programme's file; imports leave it alone."""

    __tablename__ = "ready_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    question: Mapped[str]
    answer: Mapped[Text]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id", ondelete="SET NULL"), unique=True)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    added_at: Mapped[datetime]


class OtherNameRow(Base):
    """Another name for a session, venue, speaker, module or group (its `code`); imports leave it alone."""

    __tablename__ = "other_names"
    __table_args__ = (UniqueConstraint("programme_id", "kind", "code", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    code: Mapped[str]
    name: Mapped[str]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    added_at: Mapped[datetime]
