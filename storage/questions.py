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
    """What was asked of which programme (its code), when, and where an answer would reach whoever asked."""

    programme: str
    text: str
    asked_at: datetime
    address: Address


def add(session: Session, question: Unanswered) -> None:
    session.execute(
        insert(QuestionRow).values(
            programme=question.programme,
            text=question.text,
            asked_at=question.asked_at,
            channel=question.address.channel,
            chat=question.address.chat,
        )
    )


def of(session: Session, programme: str) -> list[Unanswered]:
    """The questions kept for the programme with this code, oldest first."""
    rows = session.scalars(select(QuestionRow).where(QuestionRow.programme == programme).order_by(QuestionRow.id))
    return [Unanswered(row.programme, row.text, row.asked_at, Address(row.channel, row.chat)) for row in rows]
