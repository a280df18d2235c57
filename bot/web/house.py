"""What the web needs of the house; the composition root gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol


if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.clock import Clock
    from bot.conversation import Desk
    from bot.messages import Reply
    from bot.outbox import Delivery
    from bot.port import Platform
    from bot.web.preview import Drawn
    from storage.db import Database


class Pages(Protocol):
    """The channel's side of the open pages: bot/channels/web.py, which the web does not know."""

    @property
    def name(self) -> str: ...
    @property
    def closed(self) -> bool:
        """Whether the server stops: streams end."""
        ...

    def wake(self, chat: str) -> None:
        """Have the open pages of `chat` look at the store again."""
        ...

    def listen(self, chat: str) -> AbstractContextManager[asyncio.Event]:
        """An event that is set whenever there may be something new for `chat`; whoever waits clears it."""
        ...


class House(Protocol):
    """`public_url` is where people reach the site, or "" where that is not known."""

    @property
    def database(self) -> Database: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def platforms(self) -> Mapping[str, Platform]:
        """The platforms that are switched on, by their names."""
        ...

    @property
    def accounts(self) -> Mapping[str, str]:
        """The bot's public names on those platforms, as far as they are known."""
        ...

    @property
    def delivery(self) -> Delivery: ...
    @property
    def ticks(self) -> Mapping[str, datetime]:
        """By when (real time) each tick of this process is to have come to a good end again."""
        ...

    def drawn(self, reply: Reply) -> Drawn:
        """`reply` as the platforms that are switched on would be sent it, or all where none is."""
        ...

    @property
    def web(self) -> Pages: ...
    @property
    def public_url(self) -> str: ...
