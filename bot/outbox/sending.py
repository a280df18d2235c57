"""One call to a channel, and what is noted of how it ended."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Gone, Halt, Moved, Never, Quota, Retry, Spent
from bot.port import Outbound, Sent
from storage import addresses, notices, outbox, sending
from storage.db import Unavailable
from storage.together import Together


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy.orm import Session

    from bot.clock import Clock
    from bot.messages import Reply
    from bot.port import Channel, Platform
    from storage.db import Database
    from storage.models import OutboxState
    from storage.sending import Message

    Note = Callable[[Session, Message], None]
    """Writes down what became of one message."""


log = logging.getLogger(__name__)

_SEND_SECONDS = 30
LEASE = timedelta(seconds=4 * _SEND_SECONDS)
"""Longer than any send and the note of it: whoever holds a message that long has died."""

_FIRST_WAIT, _LONGEST_WAIT = 2.0, 900.0  # seconds; doubling in between
_GATHER_SECONDS = 0.02  # between two notes of what became of messages: nobody waits for them
_NOTE_SECONDS = 60  # for which a store that is away is tried again
_TRIES = 100  # at the longest wait, a day
# LINE knows a retry key for 24 hours (Messaging API, "Retry failed API requests"); then a repeat is a new message.
_REMEMBERED = timedelta(hours=23)


class Sending:
    """Sends what has been claimed. Waiting is in real time; only expiry is by the clock, which may be a rehearsal's.

    A store that is away is tried again after `patience` seconds.
    """

    def __init__(self, database: Database, clock: Clock, real: Clock, patience: float = 1.0) -> None:
        self._together = Together(database, _GATHER_SECONDS)
        self.clock = clock
        self._real = real
        self._patience = patience

    async def one(self, channel: Channel, message: Message, ended: Callable[[], object] = bool) -> Halt | None:
        """Send one message, or the part of it that is next. Returns why the channel must rest now, where it must.

        `ended` is called as soon as the channel has nothing more to do with it, and what became of it is not noted yet.
        """
        if self._is_late(message):
            return await self._write([message], _expired)
        young = self._is_young(message)
        if message.doubted and channel.idempotent and self._is_forgotten(message, young=young):
            return await self._write([message], _finished("uncertain", "nobody knows"))
        if not young:
            message = replace(message, token="")
        try:
            sent = await _within(channel.send(_outbound(message)), ended)
        except Spent as error:
            return await self._write([message], self._spent(channel, str(error)))
        except Exception as error:  # noqa: BLE001 - the border: whatever a channel raises is noted
            return await self._write([message], self._failed(channel, message, error), error)
        return await self._write([message], _arrived(channel, sent))

    async def together(
        self, platform: Platform, call: Sequence[Message], ended: Callable[[], object] = bool
    ) -> Halt | None:
        """Send several messages to one chat by the one reply token that they have; each comes to its own end."""
        late = [message for message in call if self._is_late(message)]
        if late:
            await self._write(late, _expired)
        going = [message for message in call if message not in late]
        if len(going) < 2:  # noqa: PLR2004 - several
            return await self.one(platform, going[0], ended) if going else None
        first, *others = going
        if not self._is_young(first):
            return await self._write(going, self._postponed("", 0))
        outbound = replace(_outbound(first), along=tuple(_outbound(message) for message in others))
        try:
            sent = await _within(platform.send(outbound), ended)
        except Spent as error:
            return await self._write(going, self._spent(platform, str(error)))
        except Exception as error:  # noqa: BLE001 - as above
            if isinstance(error, Never) and not isinstance(error, Gone):
                return await self._write(going, self._apart(first, str(error)))
            return await self._write(going, self._failed(platform, first, error), error)
        # Without an id of its own, where the platform gave none: it has taken the call all the same.
        ids = dict(zip((message.id for message in going), (sent.message_id, *sent.along), strict=False))
        return await self._write(
            going, lambda store, message: _arrived(platform, Sent(ids.get(message.id, "")))(store, message)
        )

    async def many(
        self, platform: Platform, call: Sequence[Message], ended: Callable[[], object] = bool
    ) -> Halt | None:
        """Send the same to several addresses by one call."""
        first = call[0]
        if self._is_late(first):
            return await self._write(call, _expired)
        if first.doubted and self._is_forgotten(first, young=False):
            return await self._write(call, _finished("uncertain", "nobody knows"))
        try:
            outbound = Outbound(first.address, first.reply, first.key, first.part)
            chats = [message.address.chat for message in call]
            sent = await _within(platform.send_many(chats, outbound), ended)
        except Exception as error:  # noqa: BLE001 - as above
            return await self._write(call, self._failed(platform, first, error), error)
        if first.part + 1 < _parts(platform, first.reply):
            return await self._write(call, _arrived(platform, sent))
        await self._note(lambda store: sending.finish_all(store, call, "sent", message_id=sent.message_id))
        return None

    def taken_back(self, store: Session, channel: Channel, message: Message) -> None:
        """What a process that has died was sending: perhaps it went, perhaps it did not."""
        self._doubted(channel, "interrupted", 0)(store, message)

    def _is_late(self, message: Message) -> bool:
        return bool(message.expires_at and message.expires_at <= self.clock.now() and not message.part)

    def _is_young(self, message: Message) -> bool:
        return bool(message.token and message.token_until and self._real.now() < message.token_until)

    def _is_forgotten(self, message: Message, *, young: bool) -> bool:
        """Whether the platform no longer tells a repeat of this message from a new one."""
        if message.token:
            return not young
        return message.tried_at is not None and self._real.now() - message.tried_at > _REMEMBERED

    def _failed(self, channel: Channel, message: Message, error: Exception) -> Note:
        wait = min(_FIRST_WAIT * 2 ** min(message.attempts - 1, 10), _LONGEST_WAIT)
        last = message.attempts >= _TRIES
        reason = str(error)
        match error:
            case Moved():
                note = self._moved(error.chat)
            case Quota():  # how long nothing goes that is paid for is not the message's affair: see bot.outbox.unpaid
                note = self._postponed(reason, _FIRST_WAIT)
            case Halt():
                note = self._postponed(reason, error.after or _FIRST_WAIT)
            case Retry() if last:
                note = _finished("failed", reason)
            case Retry():
                note = self._postponed(reason, wait if error.after is None else error.after, counts=True)
            case Gone():
                note = self._gone(reason)
            case Never():
                log.error("message %s can never be sent on %s: %s", message.id, channel.name, reason)
                note = _finished("failed", reason)
            case _:
                reason = type(error).__name__  # and no more: the error's words may be the person's
                log.warning("message %s on %s: %s", message.id, channel.name, reason)
                note = _finished("uncertain", reason) if last else self._doubted(channel, reason, wait)
        return note

    def _doubted(self, channel: Channel, reason: str, wait: float) -> Note:
        """Nobody knows whether it went: again under the same key where that shows nothing twice, else it stays so."""
        if not channel.idempotent:
            return _passed(channel, "uncertain", Sent(), reason)
        due = self._real.now() + timedelta(seconds=wait)
        return lambda store, message: sending.postpone(store, message, due, reason, doubted=True)

    def _spent(self, channel: Channel, reason: str) -> Note:
        """The token is taken no more: by the try of which nobody knew, if there was one, and else it goes without."""

        def note(store: Session, message: Message) -> None:
            if message.doubted:
                _arrived(channel, Sent())(store, message)
            else:
                self._postponed(reason, 0)(store, replace(message, token=""))

        return note

    def _apart(self, first: Message, reason: str) -> Note:
        """One of several can never be sent, nobody knows which: the first again with the token, the others alone."""

        def note(store: Session, message: Message) -> None:
            if message is first:
                self._postponed(reason, 0)(store, message)
            else:
                self._postponed(reason, 0, counts=True)(store, replace(message, token=""))

        return note

    def _postponed(self, reason: str, wait: float, *, counts: bool = False) -> Note:
        """It certainly did not go, and is to be tried again."""
        due = self._real.now() + timedelta(seconds=wait)
        return lambda store, message: sending.postpone(
            store, message, due, reason, doubted=message.doubted, counts=counts
        )

    def _moved(self, chat: str) -> Note:
        def note(store: Session, message: Message) -> None:
            self._postponed("moved", 0)(store, message)
            addresses.move(store, message.address, chat)

        return note

    def _gone(self, reason: str) -> Note:
        """Nobody is there: nor is anything else to be sent to them, until they come back; elsewhere, perhaps."""

        def note(store: Session, message: Message) -> None:
            sending.finish(store, message, "dropped", reason=reason)
            addresses.close(store, message.address, "blocked" if reason == "blocked" else "gone")
            outbox.drop(store, message.address, reason)
            notices.fall_back(store, message.address, self.clock.now())

        return note

    async def _write(self, call: Sequence[Message], note: Note, error: Exception | None = None) -> Halt | None:
        def work(store: Session) -> None:
            for message in call:
                note(store, message)

        await self._note(work)
        return error if isinstance(error, Halt) else None

    async def _note(self, work: Callable[[Session], None]) -> None:
        until = time.monotonic() + _NOTE_SECONDS
        while not await self._written(work, until):  # noqa: ASYNC110 - nobody here knows when the store is back
            await asyncio.sleep(self._patience)

    async def _written(self, work: Callable[[Session], None], until: float) -> bool:
        """Whether it is in the store; raises Unavailable where that is still away at `until`."""
        try:
            await self._together.write(work)
        except Unavailable:
            if time.monotonic() >= until:
                raise
            return False
        return True


async def _within(call: Awaitable[Sent], ended: Callable[[], object]) -> Sent:
    try:
        async with asyncio.timeout(_SEND_SECONDS):
            return await call
    finally:
        ended()


def _outbound(message: Message) -> Outbound:
    return Outbound(message.address, message.reply, message.key, message.part, message.token, message.replaces)


def _finished(state: OutboxState, reason: str) -> Note:
    return lambda store, message: sending.finish(store, message, state, reason=reason)


def _expired(store: Session, message: Message) -> None:
    sending.finish(store, message, "uncertain" if message.doubted else "dropped", reason="expired")


def _arrived(channel: Channel, sent: Sent) -> Note:
    return _passed(channel, "sent", sent, "")


def _passed(channel: Channel, state: OutboxState, sent: Sent, reason: str) -> Note:
    """A part is through, or as good as it will be; what is known of the whole is no better than of any part."""

    def note(store: Session, message: Message) -> None:
        doubted = not channel.idempotent and (message.doubted or state == "uncertain")
        if message.part + 1 < _parts(channel, message.reply):
            sending.advance(store, message, doubted=doubted, reason=reason, message_id=sent.message_id)
        else:
            ended: OutboxState = "uncertain" if doubted else state
            sending.finish(store, message, ended, reason=reason, message_id=sent.message_id)

    return note


def _parts(channel: Channel, reply: Reply) -> int:
    """What cannot be drawn at all has no part that could follow; the platform must not stand still for it."""
    try:
        return channel.parts(reply)
    except Exception as error:  # noqa: BLE001 - a mistake of ours in drawing may raise anything
        log.error("a message cannot be drawn on %s: %s", channel.name, type(error).__name__)  # noqa: TRY400 - its words may be in the error
        return 0
