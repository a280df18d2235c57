"""The web chat's doors: what is said comes in, what is answered goes out as a stream of server-sent events."""

from __future__ import annotations

import asyncio
import json
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.messages import Address, Inbound
from bot.texts import texts
from bot.web.entries import entry, is_bare, language_of
from bot.web.files import attachment
from bot.web.incoming import Rejected, read
from bot.web.lookout import Lookout
from bot.web.page import LONGEST, Page
from bot.web.visitors import chat_of, from_here, welcome
from storage import web
from storage.db import Unavailable
from storage.web import Mark, Said


if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from bot.messages import Language
    from bot.web.house import House
    from bot.web.visitors import Flood
    from storage.web import Entry


_REPLAYED = 100
_BEAT_SECONDS = 15
_UNSCRIPTED = 10  # entries shown to a browser without scripts
_UNSCRIPTED_SECONDS = 5.0


class Chat:
    def __init__(self, house: House, page: Page, flood: Flood) -> None:
        self._house = house
        self._page = page
        self._flood = flood
        self._lookout = Lookout(house)
        self._secure = house.public_url.startswith("https:")

    async def page(self, request: Request) -> Response:
        """GET /: the page. Its talk comes by the stream; the last of it is in it for browsers without scripts."""
        chat = chat_of(request)
        try:
            language, programme, entries = await asyncio.to_thread(self._look, chat, Mark(), _UNSCRIPTED)
        except Unavailable:  # the page says so itself, and comes back by itself
            language, programme, entries = "th", "", []
        entries = [item for item in entries if not is_bare(item)]
        talk = [
            {"mine": True, "text": item.text, "lang": language_of(item.text)}
            if isinstance(item, Said)
            else {"mine": False, "text": item.reply.plain, "lang": language_of(item.reply.plain)}
            for item in entries
        ]
        choices = () if not entries or isinstance(entries[-1], Said) else entries[-1].reply.choices
        response = HTMLResponse(
            self._page.draw(language, programme, talk, choices), headers={"Cache-Control": "no-store"}
        )
        welcome(request, response, secure=self._secure)
        return response

    async def say(self, request: Request) -> Response:
        """POST /chat/messages: into the inbox, then 202; the answer comes by the stream.

        From the form of a page without scripts: waits a little for the answer, and shows the page again.
        """
        chat = chat_of(request)
        if chat is None or not from_here(request, self._house.public_url):
            return await self._refuse(request, Rejected(403, "stranger"))
        try:
            message = await read(request)
        except Rejected as rejected:
            return await self._refuse(request, rejected)
        if wait := self._flood.wait(chat):
            return await self._refuse(request, Rejected(429, "too_fast", retry_after=math.ceil(wait)))
        inbound = Inbound(
            Address(self._house.web.name, chat),
            f"{chat}:{message.id}",
            message.text,
            self._house.clock.now(),
            message.data,
        )
        if not message.by_form:
            await self._house.desk.take([inbound])
            return JSONResponse({}, 202)
        with self._house.web.listen(chat) as news:
            if await self._house.desk.take([inbound]):
                await _happens(news, _UNSCRIPTED_SECONDS)
        return RedirectResponse("/#latest", 303)

    async def events(self, request: Request) -> Response:
        """GET /chat/events: the talk so far (the last 100 entries), then whatever comes.

        After `Last-Event-ID` or `?after=`, where given: ids are the inbox id and the outbox id reached, joined by a
        dash. Events: `state` (language, programme), `entry`, `ready` once all that was there is sent, and `beat`.
        """
        chat = chat_of(request)
        if chat is None:
            return await self._refuse(request, Rejected(403, "stranger"))
        after = _mark(request.headers.get("last-event-id") or request.query_params.get("after", ""))
        stop = anyio.Event()
        return EventSourceResponse(
            self._stream(chat, after, stop),
            ping=_BEAT_SECONDS,
            ping_message_factory=lambda: ServerSentEvent("{}", event="beat"),
            shutdown_event=stop,
            shutdown_grace_period=2 * Lookout.SECONDS,
        )

    async def file(self, request: Request) -> Response:
        """GET /chat/files/{outbox id}/{number}: a picture or file of a reply, for the visitor it was said to."""
        chat = chat_of(request)
        reply = await asyncio.to_thread(self._reply, chat, request.path_params["outbox"]) if chat else None
        found = attachment(reply, request.path_params["number"])
        return found or await self._refuse(request, Rejected(404, "no_file"))

    async def _stream(self, chat: str, mark: Mark, stop: anyio.Event) -> AsyncIterator[ServerSentEvent]:
        """Ends when the server stops (`stop`, or the channel is closed) or the store is away: the page comes back."""
        state: dict[str, Any] = {}
        ready = False
        with self._house.web.listen(chat) as news, suppress(Unavailable):
            while not (self._house.web.closed or stop.is_set()):
                await self._lookout.look()
                if ready and not news.is_set():
                    await _happens(news, Lookout.SECONDS)
                    continue
                news.clear()
                language, programme, entries = await asyncio.to_thread(self._look, chat, mark, _REPLAYED)
                if state != (state := {"language": language, "programme": programme}):
                    yield _event("state", state)
                for item in entries:
                    mark = item.mark
                    if isinstance(item, Said) or not is_bare(item):  # by what was said a page knows that it arrived
                        yield _event("entry", entry(item), mark)
                if not ready:
                    ready = True
                    yield _event("ready", {})

    def _look(self, chat: str | None, after: Mark, limit: int) -> tuple[Language, str, list[Entry]]:
        """The talk's language, the title of its programme, and what was said since `after`."""
        if chat is None:
            return "th", "", []
        address = Address(self._house.web.name, chat)
        with self._house.database.read() as store:
            language, title = web.setting(store, address)
            entries = web.talk(store, address, self._house.clock.now(), after, limit)
        return language, title.in_(language) if title else "", entries

    def _reply(self, chat: str, outbox: int) -> Any:
        with self._house.database.read() as store:
            return web.reply(store, Address(self._house.web.name, chat), outbox)

    async def _refuse(self, request: Request, rejected: Rejected) -> Response:
        """A refusal, said kindly: JSON for the page, plain text for a browser without scripts."""
        language, _, _ = await asyncio.to_thread(self._look, chat_of(request), Mark(), 0)
        words = texts(language)(f"web.{rejected.name}", longest=LONGEST)
        headers = {"Retry-After": str(rejected.retry_after)} if rejected.retry_after else {}
        if request.method == "POST" and not request.headers.get("content-type", "").startswith("application/json"):
            return PlainTextResponse(words, rejected.status, headers)
        return JSONResponse({"message": words}, rejected.status, headers)


def _event(kind: str, data: dict[str, Any], mark: Mark | None = None) -> ServerSentEvent:
    return ServerSentEvent(
        json.dumps(data, ensure_ascii=False), event=kind, id=f"{mark.inbox}-{mark.outbox}" if mark else None
    )


def _mark(text: str) -> Mark:
    """Where to go on; from the beginning, where `text` is none of ours."""
    inbox, _, outbox = text.partition("-")
    known = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (inbox, outbox))  # noqa: PLR2004 - fits 64 bits
    return Mark(int(inbox), int(outbox)) if known else Mark()


async def _happens(news: asyncio.Event, seconds: float) -> None:
    """Return when `news` is set, or after `seconds`."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()
