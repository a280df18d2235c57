"""What the bot says: a room for each kind of talk, asked in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import ask, groups, media, start


if TYPE_CHECKING:
    from bot.router import Route
    from bot.services.programme import Programmes


def routes(programmes: Programmes) -> list[Route]:
    """The routes in order; the last takes anything."""
    return [*groups.routes(), *media.routes(), *start.routes(programmes), *ask.routes(programmes)]
