"""Reminders: how they are drawn, and how each person says which they want, when and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.reminders.drawing import Drawer
from bot.handlers.reminders.room import Room, wanted


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.programme import Programmes


__all__ = ["Drawer", "routes"]


def routes(programmes: Programmes) -> list[Route]:
    room = Room(programmes)
    return [(lambda turn: wanted(turn) is not None, room.answer)]
