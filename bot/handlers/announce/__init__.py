"""Announcements: made, looked at, sent and followed by organisers in chat; heard again by those who got them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.announce.again import Again, refused, tries
from bot.handlers.announce.room import Room


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.programme import Programmes


__all__ = ["Room", "routes"]


def routes(room: Room, programmes: Programmes) -> list[Route]:
    again = Again(programmes)
    return [(lambda turn: room.said(turn) is not None, room.answer), (again.asks, again.answer), (tries, refused)]
