"""One platform's delivery, in the one process that leads it: as fast as the governor lets it, answers first."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import Halt, Quota
from bot.outbox.governor import Governor
from bot.outbox.sending import LEASE
from bot.outbox.unpaid import Unpaid
from storage import sending
from storage.leader import Leader
from storage.outbox import ANSWER
from storage.sending import Due


if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.messages import Reply
    from bot.outbox.sending import Sending
    from bot.port import Platform
    from storage.db import Database
    from storage.sending import Message


_T = TypeVar("_T")

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.2  # for what other processes write
_STAND_SECONDS = 1.0  # the longest that nothing is looked for
_GATHER_SECONDS = 0.02  # between two claims: in a rush each takes several messages, for less than half the work
_AHEAD_SECONDS = 0.02  # before something may go it is claimed, which takes about so long
_LEAST_SECONDS = 0.001
_AT_ONCE = 100  # calls on their way


class Pump:
    """Any number of processes may run one for the same platform: one of them sends, and another when that one dies.

    The others try to take over every `patience` seconds.
    """

    def __init__(
        self,
        database: Database,
        platform: Platform,
        sends: Sending,
        real: Clock,
        alarm: Callable[[str, Halt], None] | None,
        patience: float = 1.0,
    ) -> None:
        self._database = database
        self._platform = platform
        self._sending = sends
        self._real = real
        self._alarm = alarm
        self._patience = patience
        self._leader = Leader(database, f"delivery.{platform.name}")
        self._governor = Governor(platform.pace, platform.is_group)
        self._calls: dict[asyncio.Task[None], list[Message]] = {}  # on their way from here
        self._look_back_at = real.now()
        self._news = asyncio.Event()
        self._put = False  # whether there is something new to send, as far as this process knows
        self._unpaid = Unpaid(platform, sends.clock, real)

    @property
    def leads(self) -> bool:
        """Whether it is this process that sends, as far as it knows."""
        return self._leader.led

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
                await asyncio.sleep(self._patience)
        finally:
            await asyncio.gather(*self._calls, return_exceptions=True)
            await self._database.aside(self._leader.resign)

    async def _lead(self) -> None:
        """Send what is to be sent for as long as this process leads."""
        recent = await _whole(self._database.aside(self._take_over))
        if recent is None:
            return
        for chat in recent:
            self._governor.went(chat)
        while True:
            self._news.clear()
            put, self._put = self._put, False
            room = min(self._governor.room(_AHEAD_SECONDS), _AT_ONCE - len(self._calls))
            spare = min(room, self._governor.spare(_AHEAD_SECONDS))
            # What others have put that cannot wait is seen when something may go that can.
            calls = await _whole(self._begin(room if put or spare else 0, spare, look_first=not put))
            if calls is None:
                return
            others = sum(not _answers(call) for call in calls)
            if room <= 0:
                rest = self._governor.wait()
                await self._heard(rest - _AHEAD_SECONDS if rest else _LOOK_SECONDS)
            elif len(calls) == room or (calls and len(calls[-1]) > 1 and not calls[-1][0].token):
                continue  # there may be more
            elif others >= spare:
                await self._heard(self._governor.wait_spare() - _AHEAD_SECONDS)
            else:  # that was all
                await asyncio.sleep(_GATHER_SECONDS)
                await self._heard(_LOOK_SECONDS)

    def _take_over(self) -> list[str] | None:
        """What others were sending is taken back: they lead no more. Returns the chats that were served just now.

        None where another process leads.
        """
        if not self._leader.leads():
            return None
        now = self._real.now()
        self._take_back(now + timedelta(days=1))
        with self._database.read() as store:
            return sending.recent(store, self._platform.name, now - timedelta(seconds=60))

    def _take_back(self, since: datetime) -> None:
        """What has been on its way since before `since`, and not from here, has nobody any more who knows of it."""
        mine = {message.id for call in list(self._calls.values()) for message in call}
        with self._database.write() as store:
            for message in sending.stuck(store, [self._platform.name], since):
                if message.id not in mine:
                    self._sending.taken_back(store, self._platform, message)
        self._look_back_at = self._real.now() + LEASE

    async def _begin(self, room: int, spare: int, *, look_first: bool) -> list[list[Message]] | None:
        """Begin the calls that may go now, and return them; None where another process leads."""
        calls = await self._database.aside(self._claim, room, spare, look_first=look_first)
        for call in calls or []:
            await asyncio.sleep(min(self._governor.wait(), _AHEAD_SECONDS))
            self._start(call)
        return calls

    def _claim(self, room: int, spare: int, *, look_first: bool) -> list[list[Message]] | None:
        """What may go now, by calls; None where another process leads."""
        if not self._leader.leads():
            return None
        now = self._real.now()
        if now >= self._look_back_at:
            self._take_back(now - LEASE)
        if room <= 0 or (look_first and not self._waits()):
            return []
        name = self._platform.name
        resting, most = self._governor.resting(), self._platform.most
        with self._database.write() as store:
            free = self._unpaid.is_now(store)
            if free:
                self._unpaid.see_to(store)
            return sending.claim_calls(store, Due(name, room, spare, resting, free, most, self._fits), now)

    def _fits(self, parts: Sequence[tuple[Reply, int]]) -> int:
        """As the platform says; of what cannot be drawn, nothing goes with anything else."""
        try:
            return self._platform.fits(parts)
        except Exception as error:  # noqa: BLE001 - a mistake of ours in drawing may raise anything
            log.error("a message cannot be drawn on %s: %s", self._platform.name, type(error).__name__)  # noqa: TRY400 - its words may be in the error
            return 1

    def _waits(self) -> bool:
        """Whether anything waits: to look costs a fraction of a claim, which on SQLite takes its turn to write."""
        with self._database.read() as store:
            return sending.waits(store, self._platform.name)

    async def _send(self, call: list[Message], ended: Callable[[], None]) -> None:
        sends, platform = self._sending, self._platform
        try:
            if len(call) == 1:
                halt = await sends.one(platform, call[0], ended)
            else:
                send = sends.together if call[0].token else sends.many
                halt = await send(platform, call, ended)
        finally:
            ended()
        if isinstance(halt, Quota):
            self._unpaid.refused(halt.after or 0)
        elif halt:
            self._governor.rest(halt.after or _STAND_SECONDS)
        if halt and self._alarm:
            await self._database.aside(self._alarm, self._platform.name, halt)

    def _start(self, call: list[Message]) -> None:
        chats = list(dict.fromkeys(message.address.chat for message in call))
        ended = self._governor.began(chats, answers=_answers(call))
        task = asyncio.create_task(self._send(call, ended))
        self._calls[task] = call
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._calls[task]
        self._news.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a call to %s was not noted: %s", self._platform.name, type(error).__name__)

    async def _heard(self, seconds: float) -> None:
        """Until there is news, or something may have become due or may go again: for so long at the most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(min(max(seconds, _LEAST_SECONDS), _STAND_SECONDS)):
                await self._news.wait()


def _answers(call: Sequence[Message]) -> bool:
    return any(message.urgency == ANSWER for message in call)


async def _whole(step: Coroutine[Any, Any, _T]) -> _T:
    """What `step` returns. Whoever is cancelled meanwhile waits for its end: what a thread does cannot be stopped."""
    task = asyncio.create_task(step)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise
