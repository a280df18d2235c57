"""The scanner's page, and what its script asks for: judged each time by who is signed in, and by their role now."""

from __future__ import annotations

import asyncio
import math
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.errors import Refused
from bot.services.checkin import finding, personal, questions, scanning, settings_of, showing, today
from bot.services.checkin.scanning import Scan
from bot.services.programme import Programmes
from bot.texts import LANGUAGES, texts
from bot.web.scanner import page, saying
from bot.web.scanner.reading import LARGEST, read
from bot.web.signin import PRIVATE, form_token, is_ours, read_json, sign_out, signed_in, turned_away
from bot.web.visitors import Flood


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from bot.services.signin import Pass
    from bot.texts import Texts
    from bot.web.house import House

    Json = dict[str, Any]


_HEADERS = {**PRIVATE, "Permissions-Policy": "camera=(self), geolocation=(), microphone=()"}
_BODY = 16_000  # bytes of what is posted, pictures aside: some twenty answers in Thai
_NONCE = re.compile(r"[\w-]{8,64}", re.ASCII)
_OLDEST = 366 * 24 * 3600 * 1000  # milliseconds: a telephone that lay in a drawer
_AT_ONCE = 2  # pictures that are read at the same time
_OWN_WORDS = {"checkin.no_answer": "scanner.no_answer", "checkin.no_question": "scanner.no_question"}
_SCANS, _PICTURES, _SEARCHES = (5, 60), (6, 12), (1, 10)  # a second, and at once, of one who is signed in


class Scanner:
    def __init__(self, house: House, static: str) -> None:
        self._house = house
        self._static = static
        self._programmes = Programmes()
        self._scans, self._pictures, self._searches = (Flood(*each) for each in (_SCANS, _PICTURES, _SEARCHES))
        self._reading = asyncio.Semaphore(_AT_ONCE)

    async def page(self, request: Request) -> Response:
        """GET /scanner; `?lang` other than the person's own."""
        who = await signed_in(request, self._house, "scanner")
        if who is None:
            return turned_away(self._static)
        token, wanted = form_token(request, self._house, "scanner"), request.query_params.get("lang", "")
        drawn = await self._house.database.aside(self._draw, who, token, wanted)
        return HTMLResponse(drawn, headers=_HEADERS)

    async def state(self, request: Request) -> Response:
        """GET /scanner/state?place&lang: how many are there."""
        who = await signed_in(request, self._house, "scanner")
        if who is None:
            return JSONResponse({}, 403, PRIVATE)
        say, place = _say(request.query_params.get("lang")), request.query_params.get("place", "")
        crowd = await asyncio.to_thread(self._crowd, who, place, say)
        return JSONResponse({"crowd": crowd}, 200 if crowd else 404, PRIVATE)

    async def scan(self, request: Request) -> Response:
        """POST /scanner/checkins: somebody came or left, see `_scan`; 422 with the reason where nobody may do that."""
        return await self._posted(request, self._scans, self._scan)

    async def search(self, request: Request) -> Response:
        """POST /scanner/people, `{"text"}`: who is called so, by handles that are good for this browser alone."""
        return await self._posted(request, self._searches, self._search)

    async def undo(self, request: Request) -> Response:
        """POST /scanner/undo, `{"nonce"}`: what was noted by that scan is taken back."""
        return await self._posted(request, self._scans, self._undo)

    async def picture(self, request: Request) -> Response:
        """POST /scanner/pictures, a JPEG: what the QR code on it says, `{"code"}`, "" where there is none."""
        who = await signed_in(request, self._house, "scanner")
        if who is None or not is_ours(request, self._house, "scanner"):
            return JSONResponse({}, 403, PRIVATE)
        if wait := self._pictures.wait(form_token(request, self._house, "scanner")):
            return _slow(wait)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return JSONResponse({}, 413, PRIVATE)
        async with self._reading:
            code = await asyncio.to_thread(read, bytes(body))
        return JSONResponse({} if code is None else {"code": code}, 422 if code is None else 200, PRIVATE)

    async def leave(self, request: Request) -> Response:
        """POST /scanner/leave: this browser is signed in no more."""
        if not is_ours(request, self._house, "scanner"):
            return JSONResponse({}, 403, PRIVATE)
        await sign_out(request, self._house, "scanner")
        return JSONResponse({}, headers=PRIVATE)

    async def _posted(self, request: Request, flood: Flood, work: Callable[[Pass, Json, str], Json]) -> Response:
        """What `work` makes of the fields that were posted, for whoever is signed in; ValueError: they are no such."""
        who = await signed_in(request, self._house, "scanner")
        if who is None or not is_ours(request, self._house, "scanner"):
            return JSONResponse({}, 403, PRIVATE)
        token = form_token(request, self._house, "scanner")
        if wait := flood.wait(token):
            return _slow(wait)
        body = await read_json(request, _BODY)
        if body is None:
            return JSONResponse({}, 400, PRIVATE)
        doing: Awaitable[Json] = self._house.database.aside(work, who, body, token)
        try:
            return JSONResponse(await doing, headers=PRIVATE)
        except Refused as refused:
            code = _OWN_WORDS.get(refused.code, refused.code)
            message = _say(body.get("lang"))(code, **{"most": str(questions.LONGEST), **refused.values})
            return JSONResponse({"message": message}, 422, PRIVATE)
        except ValueError:
            return JSONResponse({}, 400, PRIVATE)

    def _draw(self, who: Pass, token: str, wanted: str) -> str:
        now = self._house.clock.now()
        with self._house.database.write() as store:
            programme = self._programmes.get(store, who.programme)
            language = page.language(store, who.person, wanted)
            owner = personal.handle(personal.secret(store), who.person, f"page {programme.code}")
            may_force = scanning.may_force(store, who.person, programme.code)
        points = today.of_day(programme, now)
        return page.drawn(
            programme, points, today.likeliest(points, now), language,
            static=self._static, token=token, owner=owner, least=_least(may_force=may_force),
        )  # fmt: skip

    def _crowd(self, who: Pass, place: str, say: Texts) -> str:
        with self._house.database.read() as store:
            spot = showing.spot(self._programmes.get(store, who.programme), place)
            return saying.crowd(store, say, spot) if spot else ""

    def _scan(self, who: Pass, body: Json, token: str) -> Json:
        """`place`, `nonce`, how many milliseconds `ago` that was by the page's own clock, and a `code` or a handle.

        `answers` are `{"question", "text"}`, no more of them than the programme asks.
        """
        say, now = _say(body.get("lang")), self._house.clock.now()
        nonce, ago = _text(body, "nonce"), body.get("ago", 0)
        if not _NONCE.fullmatch(nonce) or not isinstance(ago, int | float) or not 0 <= ago <= _OLDEST:
            raise ValueError(nonce)
        at = now - timedelta(milliseconds=ago)
        with self._house.database.write() as store:
            programme = self._programmes.get(store, who.programme)
            answers = _answers(body, len(settings_of(programme).questions))
            place = scanning.place_of(programme, _text(body, "place"))
            if place is None:
                raise Refused("scanner.no_point")
            new = Scan(
                who.person, place, at, now, nonce,
                _text(body, "code"), _text(body, "chosen"), token,
                body.get("moves") is True, body.get("force") is True, _text(body, "reason"), answers,
            )  # fmt: skip
            found = scanning.scan(store, self._programmes.get, new)
            may_force = scanning.may_force(store, who.person, programme.code)
            crowd = saying.crowd(store, say, found.spot) if found.spot else ""
            return {**saying.scanned(say, found, may_force=may_force), "crowd": crowd}

    def _search(self, who: Pass, body: Json, token: str) -> Json:
        with self._house.database.write() as store:
            least = _least(may_force=scanning.may_force(store, who.person, who.programme))
            found = finding.find(store, who.programme, _text(body, "text"), token, least)
        if found is None:
            raise Refused("scanner.letters", least=str(least))
        return {"people": [each._asdict() for each in found[: finding.MOST]], "more": len(found) > finding.MOST}

    def _undo(self, who: Pass, body: Json, _token: str) -> Json:
        with self._house.database.write() as store:
            scanning.take_back(store, who.person, _text(body, "nonce"), self._house.clock.now())
        return {"title": _say(body.get("lang"))("scanner.undone")}


def _least(*, may_force: bool) -> int:
    """Letters of a name that whoever may set rules aside, or may not, must know."""
    return 1 if may_force else finding.LETTERS


def _text(body: Json, name: str) -> str:
    """A field that is text, or is not there. Raises ValueError where it is anything else, or no store keeps it."""
    found = body.get(name, "")
    if not isinstance(found, str) or "\0" in found:
        raise ValueError(name)
    return found


def _answers(body: Json, most: int) -> tuple[tuple[str, str], ...]:
    """What was answered to which questions; none where the field is not there.

    Raises ValueError as `_text` does, and Refused where there are more of them than questions.
    """
    found = body.get("answers", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError("answers")
    answers = tuple((_text(each, "question"), _text(each, "text")) for each in found)
    if len(answers) > most:
        raise Refused("scanner.no_question")
    return answers


def _say(language: object) -> Texts:
    return texts(next((each for each in LANGUAGES if each == language), LANGUAGES[0]))


def _slow(wait: float) -> Response:
    return JSONResponse({}, 429, {**PRIVATE, "Retry-After": str(math.ceil(wait))})
