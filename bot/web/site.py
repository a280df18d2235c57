"""The web site: the chat, people's calendars, announcements to be looked at, and what watchers ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from bot.web.announce_preview import AnnouncePreview
from bot.web.board import BoardPages
from bot.web.calendar import CalendarPages
from bot.web.chat import Chat
from bot.web.console import routes as console_routes
from bot.web.feedback import FeedbackPages
from bot.web.files import Files
from bot.web.headers import SecurityHeaders
from bot.web.health import Health
from bot.web.hooks import Hooks
from bot.web.metrics import Metrics
from bot.web.page import Page, Static
from bot.web.scanner import routes as scanner_routes
from bot.web.sheet import SheetPages
from bot.web.signin import SignIn
from bot.web.visitors import Flood
from storage.db import Unavailable


if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import StatelessLifespan

    from bot.web.house import House


def site(house: House, lifespan: StatelessLifespan[Starlette] | None = None, flood: Flood | None = None) -> Starlette:
    """The site over `house`. `lifespan` is what runs beside it, for as long as it is served; `flood` its limit."""
    static = Static()
    chat = Chat(house, Page(static.root), flood or Flood())
    files, hooks = Files(house), Hooks(house)
    calendars = CalendarPages(house, static.root)
    signing, board = SignIn(house, static.root), BoardPages(house, static.root)
    sheets, feedback = SheetPages(house, static.root), FeedbackPages(house, static.root)
    return Starlette(
        routes=[
            Route("/", chat.page),
            Route("/chat/messages", chat.say, methods=["POST"]),
            Route("/chat/events", chat.events),
            Route("/chat/files/{outbox:int}/{number:int}", chat.file),
            Route("/files/{key}/{number:int}", files.file),
            Route("/calendar/{secret}.ics", calendars.feed, middleware=[Middleware(GZipMiddleware, compresslevel=5)]),
            Route("/calendar/{secret}", calendars.page),
            Route("/enter", signing.page),
            Route("/enter", signing.enter, methods=["POST"]),
            Route("/board", board.page),
            Route("/board/state", board.state),
            Route("/board/open", board.open, methods=["POST"]),
            Route("/board/leave", board.leave, methods=["POST"]),
            *scanner_routes(house, static.root),
            *console_routes(house, static.root),
            Route("/feedback", feedback.page),
            Route("/feedback/enter", feedback.enter, methods=["POST"]),
            Route("/sheet", sheets.page),
            Route("/sheet/pdf", sheets.pdf),
            Route("/preview/{secret}", AnnouncePreview(house, static.root).page),
            Route("/hooks/{channel}", hooks.take, methods=["POST"]),
            Route("/health", Health(house).health),
            Route("/metrics", Metrics(house).metrics),
            Mount(static.root, static),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={Unavailable: _unavailable},
        lifespan=lifespan,
    )


async def _unavailable(_request: Request, _error: Exception) -> Response:
    """The store is busy or away: the page tries again by itself."""
    return JSONResponse({}, 503, {"Retry-After": "2"})
