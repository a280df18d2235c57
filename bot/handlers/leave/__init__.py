"""Leave: asked for beforehand by those who take part, decided on by organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.leave.room import Room


if TYPE_CHECKING:
    from bot.router import Route


__all__ = ["Room", "routes"]


def routes(room: Room) -> list[Route]:
    return [(lambda turn: room.said(turn) is not None, room.answer)]
