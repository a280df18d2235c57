"""The whole bot, served on this machine with all that people reach it by, in front of fakes of both platforms."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import uvicorn

from bot.app import build, platforms_of, running
from bot.clock import SetClock
from bot.config import Settings
from bot.port import Pace
from bot.services import programme
from bot.web.site import site
from storage import health
from storage.leader import Leader
from tests.dialogs.talk import read
from tests.fakes.line import FakeLine
from tests.fakes.telegram import SECRET, FakeTelegram
from tests.stores import in_file


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from starlette.applications import Starlette

    from bot.app import App
    from storage.db import Database


# Telegram lets one message a second into a chat; that this is kept is tested with delivery, and need not be waited for.
_HURRIED = Pace(overall=1000, chat=1000, group=1000)
_PATIENCE = 30  # seconds for whatever is waited for; a machine may be busy


@dataclass(frozen=True)
class House:
    """`url` is the site's. The bot's clock stands still until it is set."""

    url: str
    clock: SetClock
    database: Database
    line: FakeLine
    telegram: FakeTelegram
    polls: bool

    def settled(self) -> None:
        """Returns when everything that was said is answered, and everything that is to leave has left."""
        until = time.monotonic() + _PATIENCE
        while self._waits():
            if time.monotonic() > until:
                raise TimeoutError("something still waits to be answered or to be sent")
            time.sleep(0.005)

    def _waits(self) -> bool:
        if self.polls and self.telegram.courier.pending:
            return True  # not asked for, or not yet stored by who has asked for it
        with self.database.read() as store:
            waiting = health.waiting(store)
        return bool(waiting.inbox or waiting.outbox)


@contextmanager
def house(folder: Path, *about: str, now: str, polls: bool = False, led: str = "") -> Iterator[House]:
    """A house about programme files (from the root of the repository); `polls`: it asks Telegram for updates.

    Another process has the lead in the work `led`: nothing of it is done here.
    """
    with ExitStack() as stack:
        line, telegram = stack.enter_context(FakeLine()), stack.enter_context(FakeTelegram())
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = Settings(
            _env_file=None,
            line_channel_secret=line.secret,
            line_channel_access_token=line.token,
            line_api_url=line.url,
            telegram_bot_token=telegram.token,
            telegram_webhook_secret=SECRET,
            telegram_api_url=telegram.url,
            telegram_mode="polling" if polls else "webhook",
        )
        database = store_about(folder, *about)
        if led:
            leader = Leader(database, led)
            stack.callback(leader.resign)
            assert leader.leads()
        platforms, polled = platforms_of(settings, url)
        for platform in platforms:
            platform.pace = _HURRIED
        clock = SetClock(datetime.fromisoformat(now))
        app = build(database, clock, platforms=platforms)

        @asynccontextmanager
        async def lifespan(_site: Starlette) -> AsyncIterator[None]:
            async with running(app, polled):
                yield

        stack.enter_context(_served(app, uvicorn.Config(site(app, lifespan), log_config=None), listening))
        line.patience = _PATIENCE
        line.hook = f"{url}/hooks/line"
        telegram.hook = None if polls else f"{url}/hooks/telegram"
        yield House(url, clock, database, line, telegram, polls)


def store_about(folder: Path, *about: str) -> Database:
    """A store in `folder` with these programmes in it, and no others."""
    database = in_file(folder / "nongnat.db")
    with database.write() as store:
        for file in about:
            programme.keep(store, read(file))
    return database


@contextmanager
def _served(app: App, config: uvicorn.Config, listening: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the house does not open: see the log")
            time.sleep(0.005)
        yield
    finally:
        app.web.close()
        server.should_exit = True
        thread.join()
