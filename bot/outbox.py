"""What leaves the house: written with `put` in the transaction that caused it, delivered after commit, swept later.

`sending` is committed before a channel is called. After a crash such a row is sent again only where the channel shows
one key once; elsewhere it is marked uncertain, for people to look at. Delivery's own waiting (leases, back-off) is in
real time; only expiry is by the clock, which may be a rehearsal's.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import RealClock
from bot.errors import Never, Retry
from bot.messages import Outbound
from storage import outbox
from storage.outbox import Message, put


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.clock import Clock
    from bot.messages import Address, Channel
    from storage.db import Database


__all__ = ["Delivery", "put"]

log = logging.getLogger(__name__)

_SEND_SECONDS = 30
_LEASE = timedelta(seconds=4 * _SEND_SECONDS)  # longer than any send: whoever holds a row that long has died
_AT_ONCE = 50
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 900.0  # seconds; doubling in between
_TRIES = 100  # at the longest wait, a day


class Delivery:
    """Sends what is in the outbox. Any number of processes may do so at once."""

    def __init__(
        self, database: Database, clock: Clock, channels: Iterable[Channel], real: Clock | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._channels = {channel.name: channel for channel in channels}
        self._real = real or RealClock()

    async def deliver(self, address: Address) -> None:
        """Send what is due to one address, in order."""
        while claimed := await asyncio.to_thread(self._claim, address):
            for message in claimed:
                await self._send(message)

    async def sweep(self) -> None:
        """Take back what a crash left behind, then send whatever is due to anybody."""
        await asyncio.to_thread(self._recover)
        while claimed := await asyncio.to_thread(self._claim, None):
            for ended in await asyncio.gather(*map(self._through, claimed), return_exceptions=True):
                if isinstance(ended, Exception):
                    log.error("a delivery stopped, the next sweep goes on: %s", type(ended).__name__)

    async def _through(self, message: Message) -> None:
        await self._send(message)
        await self.deliver(message.address)

    def _claim(self, address: Address | None) -> list[Message]:
        if address and address.channel not in self._channels:
            return []
        with self._database.write() as store:
            return outbox.claim(store, self._channels, self._real.now(), _AT_ONCE, address)

    async def _send(self, message: Message) -> None:
        if message.expires_at and message.expires_at <= self._clock.now():
            await asyncio.to_thread(self._finish, message, "dropped", "expired")
            return
        channel = self._channels[message.address.channel]
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                sent = await channel.send(Outbound(message.address, message.reply, message.key))
        except Retry as error:
            await asyncio.to_thread(self._again, message, str(error), error.after)
        except Never as error:
            await asyncio.to_thread(self._finish, message, "failed", str(error))
        except Exception as error:  # noqa: BLE001 - the border: nobody knows whether it went out
            reason = type(error).__name__  # and no more: the error's words may be the person's
            log.warning("message %s on %s: %s", message.id, channel.name, reason)
            await asyncio.to_thread(self._doubt, message, reason)
        else:
            await asyncio.to_thread(self._finish, message, "sent", "", sent.message_id)

    def _finish(self, message: Message, state: outbox.OutboxState, reason: str, message_id: str = "") -> None:
        with self._database.write() as store:
            outbox.finish(store, message.id, state, reason=reason, message_id=message_id)

    def _again(self, message: Message, reason: str, after: float | None = None) -> None:
        if message.attempts >= _TRIES:
            self._finish(message, "failed", reason)
            return
        doubled = _FIRST_WAIT * 2 ** min(message.attempts - 1, 10)
        wait = timedelta(seconds=min(doubled, _LONGEST_WAIT) if after is None else after)
        with self._database.write() as store:
            outbox.postpone(store, message.id, self._real.now() + wait, reason)

    def _doubt(self, message: Message, reason: str) -> None:
        if self._channels[message.address.channel].idempotent:
            self._again(message, reason)
        else:
            self._finish(message, "uncertain", reason)

    def _recover(self) -> None:
        with self._database.write() as store:
            for message in outbox.stuck(store, self._channels, self._real.now() - _LEASE):
                if self._channels[message.address.channel].idempotent:
                    outbox.postpone(store, message.id, self._real.now(), "interrupted")
                else:
                    outbox.finish(store, message.id, "uncertain", reason="interrupted")
