"""Signing in to a page by a link from the chat, and who is signed in.

A page asks `signed_in` for each request, and shows `turned_away` where that is nobody. What changes something is
also asked whether a page of ours sent it: see `is_ours`.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import math
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.services import signin
from bot.services.signin import LASTS, ROSTER, UNJOINED, Pass
from bot.texts import LANGUAGES, texts
from bot.web.templating import template
from bot.web.visitors import Flood, from_here


if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from bot.services.signin import Purpose
    from bot.web.house import House


PAGES: Mapping[Purpose, str] = {"board": "/board", "console": "/console", "scanner": "/scanner", "sheet": "/sheet"}
"""Where a link of each purpose leads."""
_LISTS = {ROSTER: "people", UNJOINED: "people?joined=no"}
PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}
"""The headers of a page that somebody is signed in to."""
FORM_HEADER = "x-form-token"

_LARGEST = 1000  # bytes of a body with a token in it
_WRONG_RATE, _WRONG_BURST = 0.5, 30  # links that are not good: of one address, where a whole office may be


class SignIn:
    def __init__(self, house: House, static: str, wrong: Flood | None = None) -> None:
        """`wrong` limits how often one address may try links that are not good."""
        self._house = house
        self._static = static
        self._wrong = wrong or Flood(_WRONG_RATE, _WRONG_BURST)

    async def page(self, _request: Request) -> Response:
        """GET /enter: its script posts what is in the link's fragment, which does not come here by itself."""
        return HTMLResponse(_drawn(self._static, gone=False), headers=PRIVATE)

    async def enter(self, request: Request) -> Response:
        """POST /enter, `{"token"}`: the cookie, and where to go, `{"page"}`; 403 where the link is not good, whyever.

        A good link is good whatever else was tried from that address.
        """
        body = await read_json(request, _LARGEST) if from_here(request, self._house.public_url) else None
        token = body.get("token") if body else None
        found = await self._house.database.aside(self._enter, token) if isinstance(token, str) else None
        if found is None:
            if wait := self._wrong.wait(request.client.host if request.client else ""):
                return JSONResponse({}, 429, {**PRIVATE, "Retry-After": str(math.ceil(wait))})
            return JSONResponse({}, 403, PRIVATE)
        cookie, what = found
        secure = _secure(self._house)
        response = JSONResponse({"page": _page(what)}, headers=PRIVATE)
        lasts = int(LASTS[what.purpose].total_seconds())
        name = cookie_name(self._house, what.purpose)
        response.set_cookie(name, cookie, max_age=lasts, path="/", httponly=True, samesite="strict", secure=secure)
        return response

    def _enter(self, token: str) -> tuple[str, Pass] | None:
        with self._house.database.write() as store:
            return signin.enter(store, token, self._house.clock.now())


def _page(what: Pass) -> str:
    """Where a link leads: to its purpose's page, or to the list in the console that it is for."""
    if what.purpose == "console" and what.subject in _LISTS:
        return f"/console/{quote(what.programme, safe='')}/{_LISTS[what.subject]}"
    return PAGES[what.purpose]


async def signed_in(request: Request, house: House, purpose: Purpose) -> Pass | None:
    """What the browser may open that asks, by its cookie; None where nothing: show it `turned_away`."""
    cookie = _cookie(request, house, purpose)
    return await asyncio.to_thread(_who, house, cookie, purpose) if cookie else None


async def sign_out(request: Request, house: House, purpose: Purpose) -> None:
    """The browser is signed in no more."""
    await house.database.aside(_leave, house, _cookie(request, house, purpose))


def turned_away(static: str) -> Response:
    """For whoever is not signed in, or no more: how to be. In each language: nobody knows who it is."""
    return HTMLResponse(_drawn(static, gone=True), 403, PRIVATE)


def form_token(request: Request, house: House, purpose: Purpose) -> str:
    """What a page of whoever is signed in sends along with what is to change something; "" for nobody.

    Only a page of ours can know it: it is made of the cookie, which no script reads.
    """
    cookie = _cookie(request, house, purpose)
    return hmac.new(cookie.encode(), b"nongnat form", hashlib.sha256).hexdigest() if cookie else ""


def is_ours(request: Request, house: House, purpose: Purpose, token: str | None = None) -> bool:
    """Whether a page of ours made a request that is to change something.

    `token` is what a form brought; None: it is in the header `X-Form-Token`.
    """
    given = request.headers.get(FORM_HEADER, "") if token is None else token
    wanted = form_token(request, house, purpose)
    same = hmac.compare_digest(given.encode(), wanted.encode())
    return bool(wanted) and same and from_here(request, house.public_url)


async def read_json(request: Request, most: int) -> dict[str, Any] | None:
    """The fields that were posted; None where that is anything else, or has more bytes than `most`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    try:
        found = json.loads(bytes(body))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def cookie_name(house: House, purpose: Purpose) -> str:
    """By https, browsers take a name that begins so from this very site alone (RFC 6265bis, section 4.1.3.2)."""
    return f"__Host-nongnat-{purpose}" if _secure(house) else f"nongnat-{purpose}"


def _secure(house: House) -> bool:
    return house.public_url.startswith("https:")


def _cookie(request: Request, house: House, purpose: Purpose) -> str:
    return request.cookies.get(cookie_name(house, purpose), "")


def _who(house: House, cookie: str, purpose: Purpose) -> Pass | None:
    with house.database.read() as store:
        return signin.who(store, cookie, purpose, house.clock.now())


def _leave(house: House, cookie: str) -> None:
    with house.database.write() as store:
        signin.leave(store, cookie, house.clock.now())


def _drawn(static: str, *, gone: bool) -> str:
    return template("enter.html").render(says=[texts(language) for language in LANGUAGES], static=static, gone=gone)
