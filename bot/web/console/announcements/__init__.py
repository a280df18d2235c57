"""The page of announcements: written, looked at as LINE and Telegram show them, sent, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.console.announcements.deeds import Deeds
from bot.web.console.announcements.forms import BOUNDS
from bot.web.console.announcements.pages import Pages


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.console.guard import Room


_TAB = "announcements"
_ONE = "announcements/{number:int}"


def routes(room: Room) -> list[Route]:
    pages = Pages(room.programmes)
    deeds = Deeds(pages, room.programmes)
    simple = ("confirm", "approve", "decline", "cancel", "stop", "chase", "correct")
    return [
        room.page("announcements", _TAB, pages.list),
        room.page("announcements/new", _TAB, pages.new),
        room.deed("announcements/new", _TAB, deeds.new, again=pages.new, bounds=BOUNDS),
        room.page("announcements/count", _TAB, pages.count),
        room.page(_ONE, _TAB, pages.one, seen=True),
        room.page(f"{_ONE}/preview", _TAB, pages.preview),
        room.page(f"{_ONE}/edit", _TAB, pages.edit),
        room.deed(f"{_ONE}/edit", _TAB, deeds.edit, again=pages.edit, bounds=BOUNDS),
        *(room.deed(f"{_ONE}/{each}", _TAB, getattr(deeds, each), again=pages.one) for each in simple),
    ]
