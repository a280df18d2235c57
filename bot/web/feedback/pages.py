"""Opening a speaker's link, and what is seen by it.

The link's token is in its fragment, which no server is sent; a script posts it, for a cookie that lasts two hours.
Whether the link is still good is asked for each request.
"""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.errors import Refused
from bot.services.programme import Programmes
from bot.services.results import sharing
from bot.services.results.sharing import PATH, SESSION_LASTS
from bot.texts import LANGUAGES, texts
from bot.web.feedback.drawing import drawn
from bot.web.signin import PRIVATE, read_json
from bot.web.templating import template
from bot.web.visitors import Flood, from_here


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.house import House


_LARGEST = 1000  # bytes of a body with a token in it
_WRONG_RATE, _WRONG_BURST = 0.5, 30  # links that are not good, of one address


class FeedbackPages:
    def __init__(self, house: House, static: str, wrong: Flood | None = None) -> None:
        """`wrong` limits how often one address may try links that are not good."""
        self._house, self._static = house, static
        self._programmes = Programmes()
        self._wrong = wrong or Flood(_WRONG_RATE, _WRONG_BURST)

    async def page(self, request: Request) -> Response:
        """GET /feedback: what the browser may see by its cookie; else its script tries what is in the fragment."""
        cookie = request.cookies.get(self._name, "")
        found = await asyncio.to_thread(self._page, request, cookie) if cookie else ""
        return HTMLResponse(found or self._entrance(), headers=PRIVATE)

    async def enter(self, request: Request) -> Response:
        """POST /feedback/enter, `{"token"}`: the cookie; 403 where the link is not good, whyever."""
        body = await read_json(request, _LARGEST) if from_here(request, self._house.public_url) else None
        token = body.get("token") if body else None
        cookie = await self._house.database.aside(self._enter, token) if isinstance(token, str) else None
        if cookie is None:
            if wait := self._wrong.wait(request.client.host if request.client else ""):
                return JSONResponse({}, 429, {**PRIVATE, "Retry-After": str(math.ceil(wait))})
            return JSONResponse({}, 403, PRIVATE)
        response = JSONResponse({"page": PATH}, headers=PRIVATE)
        lasts, secure = int(SESSION_LASTS.total_seconds()), self._is_secure
        response.set_cookie(
            self._name, cookie, max_age=lasts, path="/", httponly=True, samesite="strict", secure=secure
        )
        return response

    def _enter(self, token: str) -> str | None:
        with self._house.database.write() as store:
            return sharing.enter(store, token, self._house.clock.now())

    def _page(self, request: Request, cookie: str) -> str:
        """Nothing for whoever has no good link any more."""
        with self._house.database.read() as store:
            share = sharing.who(store, cookie, self._house.clock.now())
            if share is None:
                return ""
            try:
                programme = self._programmes.get(store, share.programme)
            except Refused:  # it is gone
                return ""
            asked = request.query_params
            language = next((each for each in LANGUAGES if each == asked.get("lang")), programme.language)
            seen = sharing.seen(store, programme, share)
            return drawn(seen, texts(language), asked, self._static)

    def _entrance(self) -> str:
        return template("feedback_enter.html").render(says=[texts(each) for each in LANGUAGES], static=self._static)

    @property
    def _name(self) -> str:
        """By https, browsers take a name that begins so from this very site alone (RFC 6265bis, section 4.1.3.2)."""
        return "__Host-nongnat-feedback" if self._is_secure else "nongnat-feedback"

    @property
    def _is_secure(self) -> bool:
        return self._house.public_url.startswith("https:")
