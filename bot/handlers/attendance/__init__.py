"""How much one attended, how much of what is required that is, and who comes close to missing too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.attendance.drawing import Drawing
from bot.handlers.attendance.room import Room


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.programme import Programmes


__all__ = ["Drawing", "routes"]


def routes(programmes: Programmes) -> list[Route]:
    room = Room(programmes)
    return [(room.takes, room.answer)]
