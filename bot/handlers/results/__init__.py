"""Organisers ask what people answered: figures with a picture, comments by theme, the workbook, links for speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.results.room import Room


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.programme import Programmes


__all__ = ["routes"]


def routes(programmes: Programmes, public_url: str) -> list[Route]:
    """`public_url` is where people reach the site, or "" where that is not known."""
    room = Room(programmes, public_url)
    return [(room.takes, room.answer)]
