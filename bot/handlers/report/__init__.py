"""Reports for organisers: how it is today, the workbook, the sign-in sheet, and what is typed back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.report.paper import Papers
from bot.handlers.report.room import Room


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.programme import Programmes


__all__ = ["routes"]


def routes(programmes: Programmes, public_url: str) -> list[Route]:
    """`public_url` is where people reach the site, or "" where that is not known."""
    papers, room = Papers(programmes), Room(programmes, public_url)
    return [(papers.takes, papers.answer), (room.takes, room.answer)]
