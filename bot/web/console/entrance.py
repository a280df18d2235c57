"""The console's door: on to the programme that is meant, and out again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.errors import Refused
from bot.web.console.bodies import Bounds, read
from bot.web.console.drawing import aside, not_there
from bot.web.console.here import url
from bot.web.console.theirs import theirs
from bot.web.signin import PRIVATE, is_ours, sign_out, signed_in, turned_away


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.services.signin import Pass
    from bot.web.console.guard import Room


_FIRST = "today"
_SMALL = Bounds(fields=5, size=1_000)


def routes(room: Room) -> list[Route]:
    entrance = _Entrance(room)
    return [
        Route("/console", entrance.choose),
        Route("/console/leave", entrance.leave, methods=["POST"]),
        Route("/console/{programme}", entrance.open),
    ]


def nowhere(room: Room) -> list[Route]:
    """Whatever else is asked for in the console: nothing is there. It comes after all other routes."""

    async def asked(_request: Request) -> Response:
        return not_there(room.static)

    return [Route("/console/{rest:path}", asked)]


class _Entrance:
    def __init__(self, room: Room) -> None:
        self._room = room

    async def choose(self, request: Request) -> Response:
        """GET /console: on to the programme that the link was for, or else their first; `?programme=` another."""
        who = await signed_in(request, self._room.house, "console")
        if who is None:
            return turned_away(self._room.static)
        wanted = request.query_params.get("programme", "")
        code = await asyncio.to_thread(self._likeliest, who, wanted)
        if code is None:
            return aside(self._room.static, "console.no_programme")
        return RedirectResponse(url(code, _FIRST), 303, PRIVATE)

    async def open(self, request: Request) -> Response:
        """GET /console/{programme}: its first page, which asks who may."""
        return RedirectResponse(url(request.path_params["programme"], _FIRST), 303, PRIVATE)

    async def leave(self, request: Request) -> Response:
        """POST /console/leave: this browser is signed in no more."""
        house = self._room.house
        try:
            token = str((await read(request, _SMALL)).get("token", ""))
        except Refused:
            token = ""
        if not is_ours(request, house, "console", token):
            return aside(self._room.static, "console.not_ours", 403)
        await sign_out(request, house, "console")
        return aside(self._room.static, "console.left")

    def _likeliest(self, who: Pass, wanted: str) -> str | None:
        with self._room.house.database.read() as store:
            codes = [each.code for each in theirs(store, who.person)]
        return next((each for each in (wanted, who.programme, *codes) if each in codes), None)
