"""Changes of a timetable: made by organisers in chat, decided on by them, and told to those who are to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.changes.drawing import Drawer, Drawing
from bot.handlers.changes.offering import lines, moment, offer, priced
from bot.handlers.changes.room import Room


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.people import Access
    from bot.services.programme import Programmes


__all__ = ["Drawer", "Drawing", "lines", "moment", "offer", "priced", "routes"]


def routes(programmes: Programmes, access: Access) -> list[Route]:
    room = Room(programmes, access)
    return [(lambda turn: room.said(turn) is not None, room.answer)]
