"""The board's page, what its script asks for every second, and what it may change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.services.checkin import Place, showing
from bot.services.checkin.today import likeliest, of_day
from bot.services.programme import Programmes
from bot.texts import LANGUAGES, texts
from bot.web.board import drawing
from bot.web.signin import PRIVATE, form_token, is_ours, read_json, sign_out, signed_in, turned_away
from bot.web.templating import template


if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from bot.messages import Language
    from bot.services.signin import Pass
    from bot.web.house import House
    from storage.programme import Programme

    Json = dict[str, Any]


_LARGEST = 2000  # bytes of what is posted: the name of a place
_FRESH = 30  # seconds after which everything is sent again, whatever the page has: a roster may have changed


class BoardPages:
    def __init__(self, house: House, static: str) -> None:
        self._house = house
        self._static = static
        self._programmes = Programmes()
        self._template = template("board.html")

    async def page(self, request: Request) -> Response:
        """GET /board: for whoever is signed in to it; `?lang` other than the programme's."""
        who = await signed_in(request, self._house, "board")
        if who is None:
            return turned_away(self._static)
        token = form_token(request, self._house, "board")
        drawn = await asyncio.to_thread(self._draw, who, request.query_params.get("lang", ""), token)
        return HTMLResponse(drawn, headers=PRIVATE)

    async def state(self, request: Request) -> Response:
        """GET /board/state?place: the board as it is now.

        What the page has already it does not get again: the code of `slot`, and the crowd as of `seen`. `names=0`: it
        shows none. 403 for whoever is signed in no more, 404 where the programme has no such place any more.
        """
        who = await signed_in(request, self._house, "board")
        if who is None:
            return JSONResponse({}, 403, PRIVATE)
        asked, site = request.query_params, self._house.public_url or str(request.base_url).rstrip("/")
        state = await asyncio.to_thread(self._state, who, asked, site)
        return JSONResponse(state or {}, 200 if state else 404, PRIVATE)

    async def open(self, request: Request) -> Response:
        """POST /board/open, `{"place"}`: codes of that place are good from here on."""
        who = await signed_in(request, self._house, "board")
        if who is None or not is_ours(request, self._house, "board"):
            return JSONResponse({}, 403, PRIVATE)
        body = await read_json(request, _LARGEST)
        place = body.get("place") if body else None
        is_there = isinstance(place, str) and await self._house.database.aside(self._open, who, place)
        return JSONResponse({}, 200 if is_there else 404, PRIVATE)

    async def leave(self, request: Request) -> Response:
        """POST /board/leave: this screen is signed in no more. Other screens go on, and so does the board."""
        if not is_ours(request, self._house, "board"):
            return JSONResponse({}, 403, PRIVATE)
        await sign_out(request, self._house, "board")
        return JSONResponse({}, headers=PRIVATE)

    def _draw(self, who: Pass, wanted: str, token: str) -> str:
        now = self._house.clock.now()
        with self._house.database.read() as store:
            programme = self._programmes.get(store, who.programme)
        language: Language = next((each for each in LANGUAGES if each == wanted), programme.language)
        say = texts(language)
        points = of_day(programme, now)
        first = showing.spot(programme, who.subject) if who.subject else None
        if first and (first.session, first.window) not in points:
            points.insert(0, (first.session, first.window))
        likely = likeliest(points, now)
        named = [
            (showing.name_of(Place(programme.code, session.code, window.code)), session, window)
            for session, window in points
        ]
        chosen = who.subject if first else next((name for name, *point in named if tuple(point) == likely), "")
        return self._template.render(
            say=say,
            other=texts(next(each for each in LANGUAGES if each != language)),
            static=self._static,
            programme=programme.title.in_(language),
            choices=drawing.choices(say, programme, named),
            chosen=chosen,
            greets=showing.greets(programme),
            token=token,
        )

    def _open(self, who: Pass, name: str) -> bool:
        with self._house.database.write() as store:
            at = showing.spot(self._programmes.get(store, who.programme), name)
            if at:
                showing.opened(store, at, self._house.clock.now(), who.person)
        return at is not None

    def _state(self, who: Pass, asked: Mapping[str, str], site: str) -> Json | None:
        now = self._house.clock.now()
        with self._house.database.read() as store:
            programme = self._programmes.get(store, who.programme)
            at = showing.spot(programme, asked.get("place", ""))
            if at is None:
                return None
            say = texts(_language(asked, programme))
            code = showing.code(store, at, now)
            mark = f"{showing.mark(store, programme.code)}-{int(now.timestamp()) // _FRESH}"
            crowd = showing.crowd(store, at) if mark != asked.get("seen") else None
        found: Json = {**drawing.head(say, at, now), "mark": mark, "slot": code.slot if code else 0}
        if code and str(code.slot) != asked.get("slot"):
            found["code"] = drawing.shown_code(say, code, self._house.accounts, site)
        if crowd:
            names = asked.get("names") != "0" and showing.greets(programme)
            found["crowd"] = drawing.crowd(say, crowd, leaving=at.place.what == "out", names=names)
        return found


def _language(asked: Mapping[str, str], programme: Programme) -> Language:
    return next((each for each in LANGUAGES if each == asked.get("lang")), programme.language)
