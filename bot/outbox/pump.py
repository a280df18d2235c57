"""One platform's delivery, in the one process that leads it: as fast as the governor lets it, answers first."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Halt, Quota
from bot.outbox.governor import Governor
from storage import sending
from storage.leader import Leader
from storage.sending import Due


if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from bot.clock import Clock
    from bot.outbox.sending import Sending
    from bot.port import Platform
    from storage.db import Database
    from storage.sending import Message


log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.2  # for what other processes write
_STAND_SECONDS = 1.0  # between two tries to take over
_GATHER_SECONDS = 0.02  # between two claims: in a rush each takes several messages, for less than half the work
_AT_ONCE = 100  # calls on their way


class Pump:
    """Any number of processes may run one for the same platform: one of them sends, and another when that one dies."""

    def __init__(
        self,
        database: Database,
        platform: Platform,
        sends: Sending,
        real: Clock,
        alarm: Callable[[str, Halt], None] | None,
    ) -> None:
        self._database = database
        self._platform = platform
        self._sending = sends
        self._real = real
        self._alarm = alarm
        self._leader = Leader(database, f"delivery.{platform.name}")
        self._governor = Governor(platform.pace, platform.is_group)
        self._calls: set[asyncio.Task[None]] = set()
        self._mine: set[int] = set()  # messages on their way from here
        self._news = asyncio.Event()
        self._put = False  # whether there is something new to send, as far as this process knows
        self._unpaid_until = float("-inf")

    def wake(self) -> None:
        """There is something to send."""
        self._put = True
        self._news.set()

    async def run(self) -> None:
        """Deliver until cancelled; then wait for what is on its way, and let another lead."""
        try:
            while True:
                try:
                    await self._lead()
                except Exception as error:  # noqa: BLE001 - the border of what runs by itself: it goes on
                    log.error("delivery to %s: %s", self._platform.name, type(error).__name__)  # noqa: TRY400 - an error of the database may repeat what people said
                await asyncio.sleep(_STAND_SECONDS)
        finally:
            await asyncio.gather(*self._calls, return_exceptions=True)
            await self._database.aside(self._leader.resign)

    async def _lead(self) -> None:
        """Send what is to be sent for as long as this process leads."""
        if not await self._database.aside(self._leader.leads):
            return
        for chat in await self._database.aside(self._take_over):
            self._governor.began([chat])
        calls: list[list[Message]] | None = []
        while calls is not None:
            self._news.clear()
            put, self._put = self._put, False
            room = min(self._governor.room(), _AT_ONCE - len(self._calls))
            calls = await self._database.aside(self._claim, room, look_first=not put)
            for call in calls or []:
                self._governor.began(message.address.chat for message in call)
                self._start(self._send(call))
            if calls is not None and (len(calls) < room or not calls):
                await asyncio.sleep(_GATHER_SECONDS)
                await self._wait()

    def _take_over(self) -> list[str]:
        """What others were sending is taken back: they lead no more. Returns the chats that were served just now."""
        with self._database.write() as store:
            for message in sending.stuck(store, [self._platform.name], self._real.now() + timedelta(days=1)):
                if message.id not in self._mine:
                    self._sending.taken_back(store, self._platform, message)
            return sending.recent(store, self._platform.name, self._real.now() - timedelta(seconds=60))

    def _claim(self, room: int, *, look_first: bool) -> list[list[Message]] | None:
        """What may go now, by calls; None where another process leads."""
        if not self._leader.leads():
            return None
        if room <= 0 or (look_first and not self._waits()):
            return []
        name = self._platform.name
        due = Due(name, room, self._governor.resting(), time.monotonic() < self._unpaid_until, self._platform.most)
        with self._database.write() as store:
            return sending.claim_calls(store, due, self._real.now())

    def _waits(self) -> bool:
        """Whether anything waits: to look costs a fraction of a claim, which on SQLite takes its turn to write."""
        with self._database.read() as store:
            return sending.waits(store, self._platform.name)

    async def _send(self, call: list[Message]) -> None:
        ids = {message.id for message in call}
        self._mine |= ids
        try:
            several = len(call) > 1
            sends = self._sending
            halt = await (sends.many(self._platform, call) if several else sends.one(self._platform, call[0]))
        finally:
            self._mine -= ids
        if isinstance(halt, Quota):
            self._unpaid_until = time.monotonic() + (halt.after or 0)
        elif halt:
            self._governor.rest(halt.after or _STAND_SECONDS)
        if halt and self._alarm:
            await self._database.aside(self._alarm, self._platform.name, halt)

    def _start(self, call: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(call)
        self._calls.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        self._news.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a call to %s was not noted: %s", self._platform.name, type(error).__name__)

    async def _wait(self) -> None:
        """Until there is news, or something may have become due or may go again."""
        if rest := self._governor.wait():
            await asyncio.sleep(min(rest, _STAND_SECONDS))
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS):
                await self._news.wait()
