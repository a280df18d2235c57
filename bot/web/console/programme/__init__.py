"""The page of the programme: its timetable, changed in place; what people are told of it; its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.console.programme import deeds, files, pages


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.console.guard import Room


_TAB = "programme"


def routes(room: Room) -> list[Route]:
    return [
        room.page("programme", _TAB, pages.timetable),
        room.page("programme/session", _TAB, pages.session),
        room.deed("programme/session", _TAB, deeds.change, again=pages.session),
        room.page("programme/releases", _TAB, pages.releases),
        room.deed("programme/undo", _TAB, deeds.undo, again=pages.releases),
        room.deed("programme/notify", _TAB, deeds.notify),
        room.page("programme/file", _TAB, files.page),
        room.page("programme/template.xlsx", _TAB, files.template),
        room.page("programme/workbook.xlsx", _TAB, files.filled, seen=True),
        room.look("programme/file", _TAB, files.look, again=files.page, bounds=files.BOUNDS),
        room.look("programme/import", _TAB, files.bring, again=files.page),
    ]
