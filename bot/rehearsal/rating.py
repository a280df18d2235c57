"""Feedback in a rehearsal: people are asked what they thought of it, and those who answer everything answer that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import feedback as asking
from bot.services.feedback import Asker


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Choice, Reply
    from storage.db import Database
    from storage.programme import Programme

    Get = Callable[[Store, str], Programme]


_STARS = "feedback.star:"  # opens the data of the buttons, the most stars first


class Rating:
    """All of it by the simulated clock."""

    def __init__(self, programme: Programme, database: Database, get: Get) -> None:
        self._programme = programme
        self._asker = Asker(database, get, asking.draw)

    def next(self, after: datetime) -> datetime | None:
        """When something of this happens next."""
        return self._asker.next(self._programme, after)

    def go_on(self, now: datetime) -> None:
        """All of it that happens now."""
        self._asker.work(now)


def rating(reply: Reply) -> Choice | None:
    """The button for the most stars; None where none are asked for."""
    return next((choice for choice in reply.taps if choice.data.startswith(_STARS)), None)
