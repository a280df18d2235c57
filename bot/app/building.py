"""Who is who in this process: the house put together, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.channels.web import WebChannel
from bot.clock import Clock, RealClock, RehearsalClock
from bot.conversation import Conversation, Desk
from bot.errors import Refused
from bot.handlers import routes, telling, wants
from bot.outbox import Delivery
from bot.router import Router
from bot.services import alarms, changes, programme
from bot.services.people import Access
from bot.services.programme import Programmes, install_samples
from bot.services.reminders import Planner
from bot.thai.text import words
from storage.db import Database, Unavailable, exists


if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from bot.config import Settings
    from bot.errors import Halt
    from bot.messages import Inbound, Reply
    from bot.port import Channel, Platform
    from bot.web.preview import Drawn
    from storage.leader import Leader
    from storage.programme import Programme


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
    planner: Planner
    accounts: Mapping[str, str] = field(default_factory=dict)  # their public names, by the platforms'
    reserve: int | None = None  # of a platform's paid messages, see bot.services.alarms.watch
    leaders: list[Leader] = field(default_factory=list)  # of what this process does alone, to be given up at its end
    ticks: dict[str, datetime] = field(default_factory=dict)  # by when each is to have come to a good end again

    def drawn(self, reply: Reply) -> Drawn:
        """`reply` as the platforms that are switched on would be sent it, or all where none is."""
        from bot.app.previewing import drawn  # noqa: PLC0415 - what draws it is seldom needed

        return drawn(reply, self.platforms, self.public_url)


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
    conversation = Conversation(database, clock, Router(routes(programmes, access, public_url)), wants(programmes))
    real = RealClock()

    def alarm(platform: str, halt: Halt) -> None:
        with database.write() as store:
            alarms.ring(store, platform, halt, real.now())

    delivery = Delivery(database, clock, (web, *channels), real, platforms, alarm)
    named = {platform.name: platform for platform in platforms}
    desk = Desk(conversation, delivery, named)
    planner = Planner(database, programmes.get, (changes.due,), telling(programmes).draw)
    return App(database, clock, programmes, conversation, delivery, desk, web, public_url, named, planner)


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
