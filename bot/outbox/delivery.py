"""Delivery: what waits in the outbox goes to its channel.

`sending` is committed before a channel is called. After a crash such a message is sent again only where the channel
shows one key once; elsewhere it is marked uncertain, for people to look at.

A channel of this house's own (the web page, the terminal) is served by every process that has something for it. A
platform is served by one process at a time, see bot/outbox/pump.py.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.clock import RealClock
from bot.outbox.pump import Pump
from bot.outbox.sending import LEASE, Sending
from storage import sending


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from bot.clock import Clock
    from bot.errors import Halt
    from bot.messages import Address
    from bot.port import Channel, Platform
    from storage.db import Database
    from storage.sending import Message


log = logging.getLogger(__name__)

_AT_ONCE = 50


class Delivery:
    """Sends what is in the outbox. Any number of processes may do so at once.

    `alarm` is told, in a thread, when a platform will take nothing (or nothing that is paid for) for a while. After
    `patience` seconds a store that is away is tried again, and so is the lead that another process has.
    """

    def __init__(  # noqa: PLR0913 - what the house has, and how long it waits
        self,
        database: Database,
        clock: Clock,
        channels: Iterable[Channel],
        real: Clock | None = None,
        platforms: Iterable[Platform] = (),
        alarm: Callable[[str, Halt], None] | None = None,
        *,
        patience: float = 1.0,
    ) -> None:
        self._database = database
        self._channels = {channel.name: channel for channel in channels}
        self._real = real or RealClock()
        self._sending = Sending(database, clock, self._real, patience)
        self._pumps = {
            platform.name: Pump(database, platform, self._sending, self._real, alarm, patience)
            for platform in platforms
        }

    def leads(self) -> dict[str, bool]:
        """The platforms by name, each with whether it is this process that sends to it."""
        return {name: pump.leads for name, pump in self._pumps.items()}

    async def deliver(self, address: Address) -> None:
        """Send what is due to one address, in order; on a platform it will soon have gone, where this process leads."""
        if pump := self._pumps.get(address.channel):
            pump.wake()
        elif address.channel in self._channels:
            await self._deliver(address)

    async def _deliver(self, address: Address) -> None:
        while claimed := await self._database.aside(self._claim_at, address):
            for message in claimed:
                await self._sending.one(self._channels[address.channel], message)

    async def sweep(self) -> None:
        """Take back what a crash left behind, then send whatever is due to anybody; platforms' pumps see to theirs."""
        await self._database.aside(self._recover)
        while claimed := await self._database.aside(self._claim):
            for ended in await asyncio.gather(*map(self._through, claimed), return_exceptions=True):
                if isinstance(ended, Exception):
                    log.error("a delivery stopped, the next sweep goes on: %s", type(ended).__name__)

    @asynccontextmanager
    async def pumping(self) -> AsyncIterator[None]:
        """Deliver to the platforms for as long as the context lasts; what is on its way then is waited for."""
        tasks = [asyncio.create_task(pump.run()) for pump in self._pumps.values()]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _through(self, message: Message) -> None:
        await self._sending.one(self._channels[message.address.channel], message)
        await self.deliver(message.address)

    def _claim_at(self, address: Address) -> list[Message]:
        with self._database.write() as store:
            return sending.claim_at(store, address, self._real.now(), _AT_ONCE)

    def _claim(self) -> list[Message]:
        with self._database.write() as store:
            return sending.claim(store, self._channels, self._real.now(), _AT_ONCE)

    def _recover(self) -> None:
        with self._database.write() as store:
            for message in sending.stuck(store, self._channels, self._real.now() - LEASE):
                self._sending.taken_back(store, self._channels[message.address.channel], message)
