"""The composition root: the one file that knows everybody."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from bot.channels.console import Console
from bot.channels.web import WebChannel
from bot.clock import Clock, RealClock, RehearsalClock
from bot.conversation import Conversation, Desk
from bot.errors import Refused
from bot.handlers import routes
from bot.messages import Address, Inbound
from bot.outbox import Delivery
from bot.router import Router
from bot.services import alarms, programme
from bot.services.people import Access
from bot.services.programme import Programmes, install_samples
from bot.texts import texts
from bot.thai.text import words
from storage.db import Database, Unavailable, exists
from storage.leader import Leader


if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from starlette.applications import Starlette

    from bot.config import Settings
    from bot.errors import Halt
    from bot.port import Channel, Platform
    from storage.programme import Programme


log = logging.getLogger(__name__)

_SWEEP_SECONDS = 5
_GARBAGE = 10_000  # new objects before they are looked through; by Python's own 700, a tenth of all work in a rush
_STAND_SECONDS = 1  # between two tries to take over, or to store


@dataclass(frozen=True, slots=True)
class App:
    """The whole house, put together."""

    database: Database
    clock: Clock
    programmes: Programmes
    conversation: Conversation
    delivery: Delivery
    desk: Desk
    web: WebChannel
    public_url: str
    platforms: Mapping[str, Platform]


def build(
    database: Database,
    clock: Clock,
    *,
    public_url: str = "",
    channels: tuple[Channel, ...] = (),
    platforms: tuple[Platform, ...] = (),
    trusted: AbstractSet[str] = frozenset(),
) -> App:
    """The house over `database`, with the web chat, `channels` of its own and `platforms`.

    Over channels in `trusted`, where only the operator talks, every programme may be asked about.
    """
    programmes = Programmes()
    web = WebChannel()
    access = Access(trusted | {""})  # that of nobody, who only gets the programmes ready: see Conversation.warm
    conversation = Conversation(database, clock, Router(routes(programmes, access)))
    real = RealClock()

    def alarm(platform: str, halt: Halt) -> None:
        with database.write() as store:
            alarms.ring(store, platform, halt, real.now())

    delivery = Delivery(database, clock, (web, *channels), real, platforms, alarm)
    named = {platform.name: platform for platform in platforms}
    desk = Desk(conversation, delivery, named)
    return App(database, clock, programmes, conversation, delivery, desk, web, public_url, named)


class Polled(Protocol):
    """A platform that is asked for what happens there, where it cannot bring it. `poll` goes on for ever."""

    name: str

    def poll(self) -> AsyncGenerator[list[Inbound], None]: ...


def platforms_of(settings: Settings, address: str) -> tuple[tuple[Platform, ...], tuple[Polled, ...]]:
    """The platforms that the settings switch on, and those of them to be polled.

    `address` is where people reach the site. The platforms' kits take a second to load, and are only loaded here.
    """
    found: list[Platform] = []
    polled: list[Polled] = []
    if settings.line_channel_access_token:
        from bot.channels.line import LineChannel  # noqa: PLC0415 - see above

        secret, token = settings.line_channel_secret, settings.line_channel_access_token
        found.append(LineChannel(secret, token, settings.line_api_url, f"{address}/files", words))
    if settings.telegram_bot_token:
        from bot.channels.telegram import TelegramChannel  # noqa: PLC0415 - see above

        secret, token = settings.telegram_webhook_secret, settings.telegram_bot_token
        telegram = TelegramChannel(token, secret, settings.telegram_api_url, words)
        found.append(telegram)
        if settings.telegram_mode == "polling":
            polled.append(telegram)
    return tuple(found), tuple(polled)


def open_store(url: str, *, samples: bool = True) -> Database:
    """The store at `url`, brought up to date; with `samples`, those are in it where it has no programme at all.

    Raises Refused where there is no such store to be had.
    """
    database = Database(url)
    try:
        database.migrate()
        if samples:
            with database.write() as store:
                install_samples(store)
    except Unavailable as error:
        raise Refused("cli.database", reason=str(error.orig).partition("\n")[0]) from error
    return database


def stored(settings: Settings) -> list[Programme]:
    """Every programme in the store, or the samples where there is no store yet; makes none."""
    database = open_store(settings.database_url if exists(settings.database_url) else "sqlite://")
    with database.read() as store:
        return [programme.kept(store, listed.code) for listed in programme.listed(store)]


def clock_of(settings: Settings) -> Clock:
    if settings.nongnat_now is None:
        return RealClock()
    return RehearsalClock(settings.nongnat_now, settings.nongnat_speed)


def serve(settings: Settings, tell: Callable[[str], object]) -> None:
    """Serve the web chat and the platforms until the process is told to stop.

    `tell` is told the address of the chat once it can be reached.

    Raises Refused where HOST and PORT cannot be listened on.
    """
    import uvicorn  # noqa: PLC0415 - only this command is a server

    from bot.web.site import site  # noqa: PLC0415 - as above

    listening = _listen(settings.host, settings.port)
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    platforms, polled = platforms_of(settings, address)
    database = open_store(settings.database_url)
    app = build(database, clock_of(settings), public_url=settings.public_url, platforms=platforms)

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


@contextmanager
def loading() -> Iterator[None]:
    """Load what stays for good, such as the words of a language: a million objects.

    Looking through them for garbage over and over would double the time; afterwards they are passed over for good.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_GARBAGE, 20, 20)
        gc.enable()


def warm(app: App) -> None:
    """Load what the first question would otherwise wait for. Once a process: see `loading`."""
    with loading():
        read_programmes(app)


def read_programmes(app: App) -> None:
    """Get every programme ready to be asked about; next to nothing where they are."""
    app.conversation.warm(texts("th")("start.button_tomorrow"))


@asynccontextmanager
async def running(app: App, polled: Sequence[Polled] = ()) -> AsyncIterator[None]:
    """Take, answer and deliver for as long as the context lasts; what a crash left behind is done after all."""
    from bot.scheduler import Tick, ticking  # noqa: PLC0415 - only the server ticks

    async def programmes() -> None:
        await asyncio.to_thread(read_programmes, app)  # after an import, lest somebody wait for a large one to be read

    await asyncio.to_thread(warm, app)
    ticks = [
        Tick("programmes", _SWEEP_SECONDS, programmes),
        Tick("inbox", _SWEEP_SECONDS, app.desk.sweep),
        Tick("outbox", _SWEEP_SECONDS, app.delivery.sweep),
    ]
    for platform in app.platforms.values():
        await platform.open()
    polling = [asyncio.create_task(_poll(app, platform)) for platform in polled]
    async with app.delivery.pumping():
        async with ticking(ticks):
            yield
        for task in polling:
            task.cancel()
        await asyncio.gather(*polling, return_exceptions=True)
        await app.desk.close()
    for platform in app.platforms.values():
        await platform.close()
    app.database.close()


async def _poll(app: App, platform: Polled) -> None:
    """Take what a platform has, in one process at a time; a batch that cannot be stored now is stored later."""
    leader = Leader(app.database, f"polling.{platform.name}")
    try:
        while True:
            try:
                if await asyncio.to_thread(leader.leads):
                    await _poll_as(leader, app, platform)
            except Exception as error:  # noqa: BLE001 - the border of what runs by itself: it goes on
                log.error("polling %s: %s", platform.name, type(error).__name__)  # noqa: TRY400 - an error may repeat what people said
            await asyncio.sleep(_STAND_SECONDS)
    finally:
        await asyncio.to_thread(leader.resign)


async def _poll_as(leader: Leader, app: App, platform: Polled) -> None:
    """For as long as the lead, which goes with the store's connection, is not lost to another process."""
    async with aclosing(platform.poll()) as batches:
        async for events in batches:
            await _take(app, events)
            if not await asyncio.to_thread(leader.leads):
                return


async def _take(app: App, events: Sequence[Inbound]) -> list[Inbound]:
    """As soon as the store has room for them: the platform will not bring them again."""
    while True:
        with suppress(Unavailable):
            return await app.desk.take(events)
        await asyncio.sleep(_STAND_SECONDS)


def chat(settings: Settings, listen: Callable[[], str], write: Callable[[str], object]) -> None:
    """Talk in the terminal until `listen` raises EOFError."""
    console = Console(write)
    app = build(open_store(settings.database_url), clock_of(settings), channels=(console,), trusted={console.name})
    me = Address(console.name, "terminal")
    warm(app)
    while True:
        try:
            chosen = console.chosen(listen())
        except EOFError:
            return
        if chosen.says.strip():
            app.conversation.receive([Inbound(me, str(uuid4()), chosen.says, app.clock.now(), chosen.data)])
            while app.conversation.answer(me):
                asyncio.run(app.delivery.deliver(me))
