"""The pages of attendance: everybody by session, one session, one person, leave, who is at risk, and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.console.attendance import handing, leaves, marking, one
from bot.web.console.attendance.deciding import Deciding
from bot.web.console.attendance.overall import Overall


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.services.attendance import Watch
    from bot.web.console.guard import Room


_TAB = "attendance"


def routes(room: Room, risks: Watch) -> list[Route]:
    overall, deciding = Overall(risks), Deciding(room.programmes)
    leave = f"{_TAB}/leaves/{{id:int}}"
    return [
        room.page(_TAB, _TAB, overall.show, seen=True),
        room.page(f"{_TAB}/sessions", _TAB, overall.sessions),
        room.page(f"{_TAB}/risk", _TAB, overall.risk, seen=True),
        room.page(f"{_TAB}/rules", _TAB, overall.rules),
        room.page(f"{_TAB}/workbook", _TAB, handing.workbook, seen=True),
        room.page(f"{_TAB}/session", _TAB, marking.show, seen=True),
        room.deed(f"{_TAB}/session/mark", _TAB, marking.mark, again=marking.show),
        room.deed(f"{_TAB}/session/undo", _TAB, marking.undo, again=marking.show),
        room.deed(f"{_TAB}/session/board", _TAB, handing.board, again=marking.show),
        room.deed(f"{_TAB}/session/sheet", _TAB, handing.sheet, again=marking.show),
        room.page(f"{_TAB}/people/{{id:int}}", _TAB, one.show, seen=True),
        room.page(f"{_TAB}/leaves", _TAB, leaves.show, seen=True),
        room.page(leave, _TAB, leaves.one, seen=True),
        room.page(f"{leave}/paper", _TAB, leaves.paper, seen=True),
        room.deed(f"{leave}/decide", _TAB, deciding.decide, again=leaves.one),
    ]
