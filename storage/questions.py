"""Questions that the programme could not answer, kept for the organisers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.messages import Address
from storage.models import QuestionRow


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What was asked of which programme (its code), when, and where an answer would reach whoever asked.

    `message_id` is the channel's own id of the message with the question, by which it is erased if it is taken back.
    """

    programme: str
    text: str
    asked_at: datetime
    address: Address
    message_id: str = ""


def add(session: Session, question: Unanswered) -> None:
    session.execute(
        insert(QuestionRow).values(
            programme=question.programme,
            text=question.text,
            asked_at=question.asked_at,
            channel=question.address.channel,
            chat=question.address.chat,
            message_id=question.message_id,
        )
    )


def of(session: Session, programme: str) -> list[Unanswered]:
    """The questions kept for the programme with this code, oldest first; without those that were taken back."""
    here = (QuestionRow.programme == programme, QuestionRow.text != "")
    rows = session.scalars(select(QuestionRow).where(*here).order_by(QuestionRow.id))
    return [
        Unanswered(row.programme, row.text, row.asked_at, Address(row.channel, row.chat), row.message_id)
        for row in rows
    ]
