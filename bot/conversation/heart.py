"""The synchronous heart: every event answered once, in one transaction."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.conversation.tidy import QUESTION, keep
from bot.messages import SILENCE, Address, Inbound, Reading, Reply
from bot.outbox import Answers, carry, put, unsay, unsay_old
from bot.router import Talk, Turn
from bot.services import presence
from bot.texts import texts
from bot.thai.text import cut
from storage import inbox, media, talks
from storage.db import Unavailable, is_deadlock


if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from bot.clock import Clock
    from bot.port import Media
    from bot.router import Router
    from storage.db import Database
    from storage.talks import Kept


log = logging.getLogger(__name__)

_REMEMBERED = timedelta(minutes=10)
_KEPT = timedelta(days=1)  # of what somebody sent, and of what is sealed
_TRIES = 3  # while the store is in trouble; a mistake of ours is not tried again


@dataclass(frozen=True, slots=True)
class Step:
    """What became of the oldest event at an address: its answer, None where there is none.

    `waits`: there is more to be answered. `wanted`: the event is answered once what is attached to it was fetched.
    """

    reply: Reply | None = None
    waits: bool = False
    wanted: Inbound | None = None


class Conversation:
    """The synchronous heart. Safe in many threads and processes: people in parallel, one person one at a time.

    `wants` says whether something will be made of what is attached to an event.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        router: Router,
        wants: Callable[[Turn], bool] = lambda _: False,
    ) -> None:
        self.database = database
        self._clock = clock
        self._router = router
        self._wants = wants

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
        return self.step(address).reply

    def step(self, address: Address, tried: Container[str] | None = None) -> Step:
        """As `answer`; `tried` are the ids of the events of which nothing is fetched (again), None: of none is it.

        At most one answer an event: it is marked done in the transaction that writes the answer. Where the handler
        breaks, nothing of it is kept and the person is told so, kindly.
        """
        waiting: list[tuple[int, Inbound]] = []
        try:
            with self.database.write() as store:
                kept = talks.lock(store, address)
                waiting = inbox.first_two(store, address)
                if not waiting:
                    return Step()
                event, inbound = waiting[0]
                now = self._clock.now()
                talk = Talk(kept.language, kept.programme, _remembered(kept, now))
                if tried is not None and inbound.event_id not in tried and self._unfetched(store, inbound, talk, now):
                    return Step(waits=True, wanted=inbound)
                reply = self._answered(store, event, inbound, talk, now)
                talks.keep(store, address, talks.Kept(talk.language, talk.programme, talk.context, now))
                return Step(reply, len(waiting) > 1)
        except Exception as error:  # the border: a handler may raise anything, and the person waits
            if not waiting:
                raise
            apology = self._apologise(waiting[0], address, error)
            return Step(apology, apology is not None and len(waiting) > 1)

    def _answered(self, store: Session, event: int, inbound: Inbound, talk: Talk, now: datetime) -> Reply:
        """The answer to an event, perhaps silence, which is now in the outbox; and the event is done."""
        address, reply = inbound.address, SILENCE
        meant = presence.meant(store, inbound, now)
        if meant:
            turn = _turn(meant.inbound, talk, now, store)
            reply = self._router.answer(turn)
            if reply != SILENCE:
                reply = replace(reply, replaces=reply.replaces or inbound.kind == "edited")
                # Readings have the person's words, and nobody draws them.
                shown = [replace(each, reading=Reading()) for each in (*turn.before, reply)]
                put(store, address, shown, answers=_answers(event, inbound, meant.replaces))
            for other, said in turn.others:
                put(store, other, [said])
        if reply == SILENCE and inbound.reply_token and inbound.reply_until:
            carry(store, address, inbound.reply_token, inbound.reply_until)
        inbox.finish(store, event)
        if reply.sealed:
            unsay(store, address)  # what was answered by this, too
            inbox.seal(store, event)
        if meant and inbound.group and reply == SILENCE:
            inbox.overheard(store, inbound)
        return reply

    def _unfetched(self, store: Session, event: Inbound, talk: Talk, now: datetime) -> bool:
        if event.attached is None or not self._wants(_turn(event, talk, now, store)):
            return False
        return not media.is_here(store, event.address, event.message_id)

    def keep_media(self, event: Inbound, found: Media) -> None:
        """What was attached to the event is here now."""
        with self.database.write() as store:
            media.keep(store, event.address, event.message_id, found, self._clock.now())

    def sweep(self) -> None:
        """What was fetched a day ago, and nothing was made of, is kept no longer; nor are words that are sealed."""
        with self.database.write() as store:
            media.sweep(store, self._clock.now() - _KEPT)
            unsay_old(store, datetime.now(UTC) - _KEPT)

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
            inbox.seal(store, event)  # it may have been what nobody is to know of them: what it was is not known
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


def _turn(event: Inbound, talk: Talk, now: datetime, store: Session) -> Turn:
    return Turn(
        replace(event, text=cut(event.text, QUESTION)), talk, now, store, texts(talk.language), whole=event.text
    )


def _answers(event: int, inbound: Inbound, replaces: str = "") -> Answers:
    return Answers(event, inbound.reply_token, inbound.reply_until, replaces)


def _remembered(kept: Kept, now: datetime) -> dict[str, Any]:
    """What was said before, while it is fresh; a rehearsal clock may have been set back."""
    fresh = kept.at is not None and timedelta(0) <= now - kept.at <= _REMEMBERED
    return kept.context if fresh else {}
