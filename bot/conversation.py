"""One inbound message through the house: into the inbox, answered in one transaction, its answer in the outbox."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.messages import SILENCE, Address, Inbound, Reading, Reply
from bot.outbox import Answers, put
from bot.router import Talk, Turn
from bot.services import presence
from bot.texts import texts
from bot.thai.text import cut
from storage import inbox, talks
from storage.db import Unavailable, is_deadlock
from storage.together import Together


if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from bot.clock import Clock
    from bot.outbox import Delivery
    from bot.port import Platform
    from bot.router import Router
    from storage.db import Database
    from storage.talks import Kept


log = logging.getLogger(__name__)

_LONGEST_ID = 300  # PostgreSQL's indexes take 2,704 bytes; no platform's ids are near either
_LONGEST_DATA = 1000  # of a button in the web chat, where it is a session's own code
_LONGEST = 500  # characters of one message that are kept; no question needs more
_REMEMBERED = timedelta(minutes=10)
_PATIENCE = 1.0  # seconds after which somebody who waits is shown that the bot is at it
_AT_ONCE = 2  # answers in the making: more would only wait for each other, and what comes in would wait for them all
_TRIES = 3  # while the store is in trouble; a mistake of ours is not tried again


class Conversation:
    """The synchronous heart. Safe in many threads and processes: people in parallel, one person one at a time."""

    def __init__(self, database: Database, clock: Clock, router: Router) -> None:
        self.database = database
        self._clock = clock
        self._router = router

    def receive(self, events: Sequence[Inbound]) -> list[Inbound]:
        """Commit the events to the inbox; says which were new, in order. Only then may the platform be told so."""
        while True:
            try:
                with self.database.write() as store:
                    return keep(store, events)
            except Unavailable as error:
                if not is_deadlock(error):  # with another delivery of the same events in another order: theirs go first
                    raise

    def answer(self, address: Address) -> Reply | None:
        """Answer the oldest event that waits at `address`, perhaps by silence; None where there is none."""
        return self.answer_one(address)[0]

    def answer_one(self, address: Address) -> tuple[Reply | None, bool]:
        """As `answer`, and whether another event waits there.

        At most one answer an event: it is marked done in the transaction that writes the answer. Where the handler
        breaks, nothing of it is kept and the person is told so, kindly.
        """
        waiting: list[tuple[int, Inbound]] = []
        try:
            with self.database.write() as store:
                kept = talks.lock(store, address)
                waiting = inbox.first_two(store, address)
                if not waiting:
                    return None, False
                event, inbound = waiting[0]
                now = self._clock.now()
                talk = Talk(kept.language, kept.programme, _remembered(kept, now))
                reply = SILENCE
                meant = presence.meant(store, inbound, now)
                if meant:
                    turn = Turn(meant.inbound, talk, now, store, texts(talk.language))
                    reply = self._router.answer(turn)
                    if reply != SILENCE:
                        reply = replace(reply, replaces=reply.replaces or inbound.kind == "edited")
                        shown = replace(reply, reading=Reading())  # that has the person's words, and nobody draws it
                        put(store, address, [shown], answers=_answers(event, inbound, meant.replaces))
                    for other, said in turn.others:
                        put(store, other, [said])
                inbox.finish(store, event)
                if meant and inbound.group and reply == SILENCE:
                    inbox.overheard(store, inbound)
                talks.keep(store, address, talks.Kept(talk.language, talk.programme, talk.context, now))
                return reply, len(waiting) > 1
        except Exception as error:  # the border: a handler may raise anything, and the person waits
            if not waiting:
                raise
            apology = self._apologise(waiting[0], address, error)
            return apology, apology is not None and len(waiting) > 1

    def _apologise(self, waiting: tuple[int, Inbound], address: Address, error: Exception) -> Reply | None:
        event, inbound = waiting
        with self.database.write() as store:
            kept = talks.lock(store, address)
            attempts = inbox.count_attempt(store, event)
            if attempts is None:
                return None  # somebody else has answered it since
            # What a person said may be in the error's message, so only its type and its place are logged.
            log.error(
                "event %s (try %s) could not be answered: %s\n%s",
                event,
                attempts,
                type(error).__name__,
                "".join(traceback.format_tb(error.__traceback__)),
            )
            if isinstance(error, Unavailable) and attempts < _TRIES:
                return None
            reply = Reply(texts(kept.language)("conversation.sorry"))
            put(store, address, [reply], answers=_answers(event, inbound))
            inbox.fail(store, event)
            return reply

    def warm(self, question: str) -> None:
        """Answer `question` to nobody, so that words and programmes are loaded before somebody waits for them."""
        now = self._clock.now()
        with self.database.read() as store:
            nobody = Inbound(Address("", ""), "", question, now)
            self._router.answer(Turn(nobody, Talk(), now, store, texts("th")))
            store.rollback()

    def pending(self) -> list[Address]:
        """Everybody who waits for an answer, after a restart for example; the longest waiting first."""
        with self.database.read() as store:
            return inbox.pending(store)


class Desk:
    """The asynchronous skin: takes events, and answers and delivers in the background."""

    def __init__(
        self, conversation: Conversation, delivery: Delivery, platforms: Mapping[str, Platform] | None = None
    ) -> None:
        self._conversation = conversation
        self._inbox = Together(conversation.database)
        self._delivery = delivery
        self._platforms = platforms or {}
        self._answering = asyncio.Semaphore(_AT_ONCE)
        self._serving: Counter[Address] = Counter()
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
        try:
            waits = True
            while waits:
                async with self._answering:
                    reply, waits = await self._conversation.database.aside(self._conversation.answer_one, address)
                if reply:
                    await self._delivery.deliver(address)
        finally:
            self._serving[address] -= 1
            if not self._serving[address]:
                del self._serving[address]

    async def _hear(self, platform: Platform, event: Inbound) -> None:
        """A tap is shown as heard at once, all else only where the answer takes its time: showing is a call, too."""
        if event.kind != "tap":
            await asyncio.sleep(_PATIENCE)
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


def keep(store: Session, events: Sequence[Inbound]) -> list[Inbound]:
    """Put the events into the inbox; says which were new, in order."""
    return inbox.add(store, [_tidy(event) for event in events])


def _answers(event: int, inbound: Inbound, replaces: str = "") -> Answers:
    return Answers(event, inbound.reply_token, inbound.reply_until, replaces)


def _remembered(kept: Kept, now: datetime) -> dict[str, Any]:
    """What was said before, while it is fresh; a rehearsal clock may have been set back."""
    fresh = kept.at is not None and timedelta(0) <= now - kept.at <= _REMEMBERED
    return kept.context if fresh else {}


def _tidy(event: Inbound) -> Inbound:
    """What a database can hold, and no more than a question needs."""
    return replace(
        event,
        address=Address(event.address.channel, _id(event.address.chat)),
        text=cut(_storable(event.text), _LONGEST),
        data=_storable(event.data)[:_LONGEST_DATA],
        event_id=_id(event.event_id),
        message_id=_id(event.message_id),
        quoted=_id(event.quoted),
        sender=_id(event.sender),
        reply_token=_id(event.reply_token),
    )


def _id(text: str) -> str:
    """An id of a platform's as it can be stored and found again: none that is real is changed."""
    kept = _storable(text)
    return kept if len(kept) <= _LONGEST_ID else sha256(kept.encode()).hexdigest()


def _storable(text: str) -> str:
    """Without the zero character, which PostgreSQL refuses, and without halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
