"""The asynchronous skin: takes events, and answers and delivers in the background."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import TYPE_CHECKING

from bot.conversation.tidy import keep
from bot.errors import Never, Retry
from storage.together import Together


if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from typing import Any

    from bot.conversation.heart import Conversation
    from bot.messages import Address, Inbound
    from bot.outbox import Delivery
    from bot.port import Platform


log = logging.getLogger(__name__)

_AT_ONCE = 2  # answers in the making: more would only wait for each other, and what comes in would wait for them all
_FETCHES = 3  # tries


class Desk:
    """The asynchronous skin: takes events, and answers and delivers in the background.

    Whoever has waited for `patience` seconds is shown that the bot is at it. What cannot be fetched from a platform is
    asked for again after `pause` seconds.
    """

    def __init__(
        self,
        conversation: Conversation,
        delivery: Delivery,
        platforms: Mapping[str, Platform] | None = None,
        patience: float = 1.0,
        pause: float = 1.0,
    ) -> None:
        self._conversation = conversation
        self._inbox = Together(conversation.database)
        self._delivery = delivery
        self._platforms = platforms or {}
        self._patience = patience
        self._pause = pause
        self._answering = asyncio.Semaphore(_AT_ONCE)
        self._serving: Counter[Address] = Counter()
        self._fetching: dict[tuple[Address, str], asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, events: Sequence[Inbound]) -> list[Inbound]:
        """Returns when the events are safe in the inbox, with those that were new; the answers follow by themselves."""
        new = await self._inbox.write(lambda store: keep(store, events))
        for address in dict.fromkeys(event.address for event in new):
            self._start(self._serve(address))
        for event in new:
            if platform := self._platforms.get(event.address.channel):
                self._start(self._hear(platform, event))
        return new

    async def sweep(self) -> None:
        """Answer whatever still waits in the inbox, one address after another; some are being served already."""
        for address in await self._conversation.database.aside(self._conversation.pending):
            if not self._serving[address]:
                await asyncio.wait([self._start(self._serve(address))])

    async def close(self) -> None:
        """Wait for the answers that are being given; what they leave undone is in the store."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, address: Address) -> None:
        self._serving[address] += 1
        platform, heart = self._platforms.get(address.channel), self._conversation
        tried: set[str] = set()
        try:
            waits = True
            while waits:
                async with self._answering:
                    step = await heart.database.aside(heart.step, address, tried if platform else None)
                waits = step.waits
                if platform and step.wanted:
                    tried.add(step.wanted.event_id)
                    await self._fetch_once(platform, step.wanted)
                if step.reply:
                    await self._delivery.deliver(address)
        finally:
            self._serving[address] -= 1
            if not self._serving[address]:
                del self._serving[address]

    async def _fetch_once(self, platform: Platform, event: Inbound) -> None:
        """Returns when what is attached is here, or will not come; whoever else waits for it waits for the same."""
        key = (event.address, event.event_id)
        if key not in self._fetching:
            self._fetching[key] = self._start(self._fetch(platform, event))
            self._fetching[key].add_done_callback(lambda _: self._fetching.pop(key))
        await asyncio.wait([self._fetching[key]])

    async def _fetch(self, platform: Platform, event: Inbound) -> None:
        for left in reversed(range(_FETCHES)):
            try:
                found = await platform.fetch(event)
            except Retry as error:
                log.info("%s: not fetched: %s", platform.name, type(error).__name__)
                await asyncio.sleep(self._pause if left else 0)
            except Never as error:
                log.info("%s: not to be fetched: %s", platform.name, error)
                return
            else:
                await self._conversation.database.aside(self._conversation.keep_media, event, found)
                return

    async def _hear(self, platform: Platform, event: Inbound) -> None:
        """A tap is shown as heard at once, all else only where the answer takes its time: showing is a call, too."""
        if event.kind != "tap":
            await asyncio.sleep(self._patience)
            if not self._serving[event.address]:
                return
        await platform.heard(event)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("answering stopped, the sweep goes on: %s", type(error).__name__)
