"""A person's calendar: the feed that calendar programs ask for, and the page on which it is added to one of them."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.services import calendar
from bot.services.calendar import Calendars
from bot.texts import LANGUAGES, texts
from bot.web.templating import template
from bot.web.visitors import Flood


if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session as Store
    from starlette.requests import Request

    from bot.web.house import House

    _T = TypeVar("_T")


_GOOGLE = "https://calendar.google.com/calendar/r?cid="  # takes webcal: alone, and 256 letters of it
_SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}  # the address is known to one person
_FEED = {**_SECRET, "Cache-Control": "private, no-cache"}  # asked for again each time, so that what is revoked is gone
_PAGE = {**_SECRET, "Cache-Control": "private, no-store"}
_WRONG_RATE, _WRONG_BURST = 0.5, 30  # links that are none: of one address, where a whole office may be


class CalendarPages:
    def __init__(self, house: House, static: str, wrong: Flood | None = None) -> None:
        """`wrong` limits how often one address may ask for what is not there."""
        self._house = house
        self._static = static
        self._wrong = wrong or Flood(_WRONG_RATE, _WRONG_BURST)
        self._calendars = Calendars()
        self._template = template("calendar.html")

    async def feed(self, request: Request) -> Response:
        """GET /calendar/{secret}.ics: 304 for whoever has it as it is; 404 where there is none, or none any more."""
        content, wait = await self._find(request, self._calendars.content)
        if content is None:
            return _refused(wait)
        tag = f'W/"{content.tag}"'  # weak: it may be sent packed and unpacked
        headers = {**_FEED, "ETag": tag, "Content-Disposition": 'inline; filename="nongnat.ics"'}
        if _has(request.headers.get("if-none-match", ""), content.tag):
            return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
        return Response(content.ics, media_type="text/calendar", headers=headers)

    async def page(self, request: Request) -> Response:
        """GET /calendar/{secret}: how to add it, as buttons."""
        seen, wait = await self._find(request, calendar.look)
        if wait:
            return _refused(wait)
        site = self._house.public_url or str(request.base_url).rstrip("/")
        address = f"{site}/calendar/{request.path_params['secret']}.ics"
        follow = "webcal:" + address.partition(":")[2]
        drawn = self._template.render(
            seen=seen,
            says=[texts(seen.language)] if seen else [texts(language) for language in LANGUAGES],
            static=self._static,
            address=address,
            follow=follow,
            google=_GOOGLE + quote(follow, safe=""),
        )
        return HTMLResponse(drawn, 200 if seen else 404, _PAGE)

    async def _find(self, request: Request, look: Callable[[Store, str], _T | None]) -> tuple[_T | None, float]:
        """What `look` finds; else the seconds for which whoever asked too often for what is not there must wait.

        What is there is found whatever else was asked for from that address: a proxy or a calendar service asks for
        many people.
        """
        found = await asyncio.to_thread(self._read, look, request.path_params["secret"])
        return found, 0 if found else self._wrong.wait(request.client.host if request.client else "")

    def _read(self, look: Callable[[Store, str], Any], secret: str) -> Any:
        with self._house.database.read() as store:
            return look(store, secret)


def _refused(wait: float) -> Response:
    """In each language: nobody knows whose it is."""
    words = "\n".join(texts(language)("calendar.slow" if wait else "calendar.gone") for language in LANGUAGES)
    headers = {**_PAGE, "Retry-After": str(math.ceil(wait))} if wait else _PAGE
    return PlainTextResponse(words, 429 if wait else 404, headers)


def _has(header: str, tag: str) -> bool:
    """Whether `If-None-Match` names the tag, weak or strong."""
    return any(each.strip().removeprefix("W/") in (f'"{tag}"', "*") for each in header.split(","))
