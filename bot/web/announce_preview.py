"""An announcement as LINE and as Telegram will show it, for whoever makes it: a page at a secret address."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.services import announce
from bot.services.notices import acknowledge_choice
from bot.services.programme import kept
from bot.texts import LANGUAGES, texts
from bot.web.preview import panes
from bot.web.templating import template
from bot.web.visitors import Flood


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.messages import Language, Reply
    from bot.services.announce import Cost
    from bot.web.house import House


_LASTS = timedelta(days=1)
_STATES = ("draft", "approval", "scheduled", "sending")
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}
_WRONG_RATE, _WRONG_BURST = 0.5, 30  # as for calendars: a whole office may be at one address


@dataclass(frozen=True, slots=True)
class _Seen:
    title: str
    programme: str
    to: str
    cost: Cost
    reply: Reply
    language: Language


class AnnouncePreview:
    def __init__(self, house: House, static: str, wrong: Flood | None = None) -> None:
        """`wrong` limits how often one address may ask for what is not there."""
        self._house = house
        self._static = static
        self._wrong = wrong or Flood(_WRONG_RATE, _WRONG_BURST)
        self._template = template("announce_preview.html")

    async def page(self, request: Request) -> Response:
        """GET /preview/{secret}: 404 where there is none, or none any more: it has gone, or a newer one was made."""
        drawn = await asyncio.to_thread(self._draw, request.path_params["secret"])
        if drawn is None:
            if wait := self._wrong.wait(request.client.host if request.client else ""):
                return _refused("announce.preview_slow", 429, {"Retry-After": str(math.ceil(wait))})
            return _refused("announce.preview_gone", 404, {})
        content, policy = drawn
        return HTMLResponse(content, headers={**_HEADERS, "Content-Security-Policy": policy})

    def _draw(self, secret: str) -> tuple[str, str] | None:
        seen = self._look(secret)
        if seen is None:
            return None
        shown = panes(self._house.drawn(seen.reply), seen.language)
        return self._template.render(
            say=texts(seen.language), seen=seen, shown=shown, static=self._static
        ), shown.policy

    def _look(self, secret: str) -> _Seen | None:
        with self._house.database.read() as store:
            found = announce.by_secret(store, secret)
            if found is None or found.state not in _STATES:
                return None
            if found.state == "draft" and self._house.clock.now() - found.made_at > _LASTS:
                return None
            programme = kept(store, found.programme)
            say = texts(programme.language)
            return _Seen(
                say("announce.preview_title", number=found.id),
                programme.title.in_(programme.language),
                announce.described(store, programme, found.audience, say),
                announce.cost(store, found),
                announce.shown(store, found, programme.language, acknowledge_choice),
                programme.language,
            )


def _refused(message: str, status: int, headers: dict[str, str]) -> Response:
    """In each language: nobody knows whose it is."""
    words = "\n".join(texts(language)(message) for language in LANGUAGES)
    return PlainTextResponse(words, status, {**_HEADERS, **headers})
