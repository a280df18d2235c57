"""Questions for people: brought to the organisers on duty, answered by them, and made ready answers of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.questions.passing import Passing
from bot.handlers.questions.room import Room


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.messages import Reply
    from bot.router import Route, Turn
    from bot.services.programme import Programmes
    from storage.programme import Programme


__all__ = ["Passing", "routes"]


def routes(passing: Passing, programmes: Programmes, answers: Callable[[Turn, Programme, str], Reply]) -> list[Route]:
    """`answers` says what the bot would answer to a question about a programme."""
    room = Room(passing, programmes, answers)
    return [(lambda turn: room.said(turn) is not None, room.answer)]
