"""What the web needs of the house; the composition root gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol


if TYPE_CHECKING:
    from bot.channels.web import WebChannel
    from bot.clock import Clock
    from bot.conversation import Desk
    from storage.db import Database


class House(Protocol):
    """`public_url` is where people reach the site, or "" where that is not known."""

    @property
    def database(self) -> Database: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def web(self) -> WebChannel: ...
    @property
    def public_url(self) -> str: ...
