"""What organisers do in the morning of the soak, each at its time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Reply
from bot.services import announce, changes
from bot.services import programme as programmes
from storage.models import NoticeRow, OutboxRow
from tests.soak import morning


if TYPE_CHECKING:
    from bot.clock import RehearsalClock
    from storage.db import Database
    from tests.soak.morning import Member
    from tests.soak.noted import NotedLine, NotedTelegram


_HALF_SECONDS = 180.0


@dataclass(frozen=True)
class Stop:
    """When the announcement was stopped (monotonic, after the store had it), and to whom it was on its way then."""

    at: float
    on_its_way: frozenset[int]


class Play:
    """What organisers do in that morning, each at its time."""

    def __init__(
        self,
        database: Database,
        clock: RehearsalClock,
        members: list[Member],
        line: NotedLine,
        telegram: NotedTelegram,
    ) -> None:
        self._database = database
        self._clock = clock
        self._line = line
        self._telegram = telegram
        self._half = sum(member.first == "telegram" and member.way == "there" for member in members) // 2
        self.stop: Stop | None = None
        self.faults: list[str] = []

    @property
    def minutes(self) -> float:
        """How late it is."""
        return (self._clock.now() - morning.SEVEN) / timedelta(minutes=1)

    def until(self, minutes: float) -> None:
        while self._clock.now() < morning.at(minutes):
            time.sleep(0.02)

    def announced(self, text: str, minutes: float | None = None) -> str:
        """An announcement goes, at its time or now: its key."""
        with self._database.write() as store:
            now = self._clock.now()
            made = announce.draft(store, morning.CODE, None, Reply(text), now)
            if minutes is not None:
                announce.schedule(store, made.id, morning.at(minutes), now)
            programme = programmes.kept(store, morning.CODE)
            return announce.confirm(store, programme, made.id, None, now).announcement.key

    def released(self) -> str:
        """The timetable is changed, and everybody told: the key of that."""
        self.until(morning.CHANGE)
        with self._database.write() as store:
            now = self._clock.now()
            after = morning.changed(programmes.to_edit(store, morning.CODE))
            programmes.change(store, after, now=now)
            found = changes.pending(store, morning.CODE, now)
            assert found
            changes.annotate(store, found.release.id, morning.NOTE)
            assert changes.tell(store, found, None, now, at_once=True)
            return found.release.key

    def stopped(self) -> str:
        """An announcement goes, and is stopped when half of those in Telegram have it: its key."""
        self.until(morning.SECOND)
        key = self.announced(morning.STOPPED)
        ends = time.monotonic() + _HALF_SECONDS
        while self._gone() < self._half:
            if time.monotonic() > ends:
                self.faults.append(f"only {self._gone()} of {self._half} had the announcement that was to be stopped")
                break
            time.sleep(0.01)
        with self._database.write() as store:
            announce.stop(store, int(key.split()[1]), self._clock.now())
            sending = select(NoticeRow.person_id).join(OutboxRow, OutboxRow.id == NoticeRow.outbox_id)
            going = store.scalars(sending.where(NoticeRow.key == key, OutboxRow.state == "sending")).all()
        self.stop = Stop(time.monotonic(), frozenset(going))
        return key

    def _gone(self) -> int:
        return sum(morning.STOPPED in shown.text for shown in self._telegram.noted)
