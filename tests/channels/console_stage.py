"""The terminal, and what it printed."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.channels.console import Console
from bot.messages import Address, Choice, Reply
from bot.port import Outbound


if TYPE_CHECKING:
    from collections.abc import Iterator


class Terminal:
    def __init__(self) -> None:
        self.printed: list[str] = []
        self.channel = Console(self.printed.append)

    def send(self, reply: Reply, key: str, chat: str = "me") -> None:
        asyncio.run(self.channel.send(Outbound(Address("console", chat), reply, key)))

    def shown(self) -> str:
        return "\n".join(self.printed)

    def typed(self, words: str) -> Choice:
        return self.channel.chosen(words)


@contextmanager
def stage() -> Iterator[Terminal]:
    yield Terminal()
