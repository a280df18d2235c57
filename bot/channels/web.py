"""The web chat as a channel: the outbox row is the message, and to send it is to wake the pages that show it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.port import Sent


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Reply
    from bot.port import Outbound


class WebChannel:
    """Pages read the outbox themselves: to send twice shows nothing twice, and a page that is closed misses nothing."""

    name = "web"
    idempotent = True

    def __init__(self) -> None:
        self._pages: defaultdict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = defaultdict(set)
        self.closed = False

    def parts(self, reply: Reply) -> int:  # noqa: ARG002 - whatever it is, it is shown at once
        return 1

    async def send(self, message: Outbound) -> Sent:
        self.wake(message.address.chat)
        return Sent(message.key)

    def wake(self, chat: str) -> None:
        """Have the open pages of `chat` look at the store again. From any thread."""
        for loop, news in tuple(self._pages.get(chat, ())):
            loop.call_soon_threadsafe(news.set)

    def close(self) -> None:
        """The server stops: wake every page, to find `closed` true and end its stream. From any thread."""
        self.closed = True
        for chat in tuple(self._pages):
            self.wake(chat)

    @contextmanager
    def listen(self, chat: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new for `chat`; whoever waits clears it."""
        page = (asyncio.get_running_loop(), asyncio.Event())
        self._pages[chat].add(page)
        try:
            yield page[1]
        finally:
            self._pages[chat].discard(page)
            if not self._pages[chat]:
                del self._pages[chat]
