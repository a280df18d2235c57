"""Looking out for what other processes write: one small query a second for all open pages together."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from storage import web


if TYPE_CHECKING:
    from bot.web.house import House
    from storage.web import Seen


class Lookout:
    """Every open page asks; the store is asked once in `SECONDS`, and the pages with news are woken.

    (300 open pages that each asked the store took half a core.)
    """

    SECONDS = 1.0

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = asyncio.Lock()
        self._asked = float("-inf")
        self._seen: Seen | None = None

    async def look(self) -> None:
        """Returns when there was a look at most a second ago: whatever is written after it will wake its page."""
        async with self._lock:
            if time.monotonic() - self._asked < self.SECONDS:
                return
            chats = await asyncio.to_thread(self._news)
            self._asked = time.monotonic()
        for chat in chats:
            self._house.web.wake(chat)

    def _news(self) -> set[str]:
        channel = self._house.web.name
        with self._house.database.read() as store:
            if self._seen is None:
                self._seen, chats = web.seen(store, channel), set[str]()
            else:
                self._seen, chats = web.news(store, channel, self._seen)
        return chats
