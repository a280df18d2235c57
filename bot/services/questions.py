"""Questions that the bot could not answer, kept for the organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import questions
from storage.questions import Unanswered


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Inbound


__all__ = ["Unanswered", "keep", "unanswered"]


def keep(store: Store, programme: str, text: str, asked_at: datetime, asked: Inbound) -> None:
    """Keep a question about the programme with this code; `asked_at` is aware, `asked` the message that it was in."""
    questions.add(store, Unanswered(programme, text, asked_at, asked.address, asked.message_id))


def unanswered(store: Store, programme: str) -> list[Unanswered]:
    """The questions kept for the programme with this code, oldest first."""
    return questions.of(store, programme)
