"""`nongnat serve`: the site, the platforms and the ticks, until the process is told to stop."""

from __future__ import annotations

import socket
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.alone import alone
from bot.app.building import build, clock_of, open_store, platforms_of
from bot.app.working import running
from bot.errors import Refused


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.applications import Starlette

    from bot.config import Settings


def serve(settings: Settings, tell: Callable[[str], object]) -> None:
    """Serve the web chat and the platforms until the process is told to stop.

    `tell` is told the address of the chat once it can be reached.

    Raises Refused where another process serves the same SQLite file, or HOST and PORT cannot be listened on.
    """
    with alone(settings.database_url):
        _serve(settings, tell)


def _serve(settings: Settings, tell: Callable[[str], object]) -> None:
    import uvicorn  # noqa: PLC0415 - only this command is a server

    from bot.web.site import site  # noqa: PLC0415 - as above

    listening = _listen(settings.host, settings.port)
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    platforms, polled = platforms_of(settings, address)
    database = open_store(settings.database_url)
    built = build(database, clock_of(settings), public_url=settings.public_url, platforms=platforms)
    names = {"line": settings.line_basic_id, "telegram": settings.telegram_username}
    accounts = {platform: name for platform, name in names.items() if platform in built.platforms and name}
    app = replace(built, accounts=accounts, reserve=settings.line_reserve)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            tell(address)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.web.close()  # ends the open streams, for which the server would wait
            await super().shutdown(sockets)

    @asynccontextmanager
    async def lifespan(_site: Starlette) -> AsyncIterator[None]:
        async with running(app, polled):
            yield

    Server(uvicorn.Config(site(app, lifespan), log_level="warning", access_log=False)).run([listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise Refused("cli.address", host=host, port=str(port), reason=error.strerror or str(error)) from error
    # asyncio does so itself only where the socket names its protocol; without it an answer waits some 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
