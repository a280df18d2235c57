"""What everybody was told in that morning, by the platforms' own records, held against what they should have been."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.models import NoticeRow, OutboxRow, ReminderRow
from tests.soak import morning


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.clock import RehearsalClock
    from storage.db import Database
    from tests.soak.crowd import Crowd
    from tests.soak.morning import Member, What
    from tests.soak.noted import Shown
    from tests.soak.organisers import Stop


_GREETING = "สวัสดี"
_IN_FLIGHT = 5.0  # seconds that a call to a platform may take
_TO_DO = ("waiting", "sending")


@dataclass(frozen=True)
class Ended:
    """What the store says of one notice; `claimed_at` is when it was last taken to be sent, in real time."""

    channel: str
    state: str
    reason: str
    claimed_at: datetime | None


@dataclass
class Row:
    """Of one thing that was told: to how many people it came, by what it ended with for them. Times are in seconds."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    after: list[float] = field(default_factory=list)


@dataclass
class Tally:
    """`faults` are the promises that were not kept; `slowest` is how long a bot took to start, in seconds."""

    database: Database
    clock: RehearsalClock
    speed: float
    slowest: float
    kills: int
    members: Sequence[Member]
    whats: Sequence[What]
    noted: Sequence[Shown]
    crowd: Crowd
    answers: Mapping[str, str]
    stop: Stop | None
    rows: list[Row] = field(default_factory=list)
    lateness: list[float] = field(default_factory=list)
    asked: int = 0
    unanswered: int = 0
    faults: list[str] = field(default_factory=list)
    _mark: float = field(init=False)
    _expired: set[str] = field(init=False)
    _wall: datetime = field(init=False)
    _now: datetime = field(init=False)

    def count(self) -> None:
        self._mark, self._wall, self._now = time.monotonic(), datetime.now(UTC), self.clock.now()
        self._late()
        whose = {(channel, chat): each for each in self.members for channel, chat in each.chats.items()}
        heard: defaultdict[tuple[str, int], list[Shown]] = defaultdict(list)
        for shown in self.noted:
            member = whose.get((shown.channel, shown.chat))
            for what in self.whats:
                if member and what.words.search(shown.text):
                    heard[what.name, member.person].append(shown)
        for what in self.whats:
            row = Row(what.name)
            self.rows.append(row)
            ended = self._ended(what)
            for member in self.members:
                mine = heard[what.name, member.person]
                row.counts[self._one(what, member, mine, ended.get(member.person))] += 1
                row.after += [(self._at(shown) - morning.at(what.due)).total_seconds() / self.speed for shown in mine]
        self._answered()

    def table(self) -> str:
        """For people to read."""
        names = sorted({name for row in self.rows for name in row.counts})
        head = ["", *names, "first s", "last s"]
        lines = [head]
        for row in self.rows:
            times = [f"{min(row.after):.1f}", f"{max(row.after):.1f}"] if row.after else ["", ""]
            lines.append([row.name, *(str(row.counts[name] or "") for name in names), *times])
        wide = [max(len(line[at]) for line in lines) for at in range(len(head))]
        shown = [
            "  ".join(
                cell.rjust(width) if at else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(line, wide, strict=True))
            )
            for line in lines
        ]
        late = f"{median(self.lateness):.2f} s, at worst {max(self.lateness):.2f} s" if self.lateness else "none"
        return "\n".join(
            [
                *shown,
                f"{self.kills} kills; a start took up to {self.slowest:.1f} s",
                f"the clock ran {self.speed:.0f} times as fast as it does",
                f"planned after they were due, in the median: {late}",
                f"{self.asked} questions, {self.unanswered} answers missing",
                *self.faults,
            ]
        )

    def _one(self, what: What, member: Member, mine: Sequence[Shown], ended: Ended | None) -> str:
        """How it ended with one person."""
        if len(mine) > 1:
            return self._fault("twice", what, member, ended, [f"{each.channel} {each.at:.2f}" for each in mine])
        if mine and (what.never or member.way == "stopped" or not member.chats):
            return self._fault("needless", what, member, ended)
        if mine:
            return self._in_time(what, member, mine[0], ended)
        if what.never or not member.reached:
            return ""
        return self._silent(what, member, ended)

    def _in_time(self, what: What, member: Member, shown: Shown, ended: Ended | None) -> str:
        if what.begins is not None and ended and ended.state == "sent" and ended.claimed_at:
            claimed = self._now - (self._wall - ended.claimed_at) * self.speed
            late = (claimed - morning.at(what.begins)).total_seconds() / self.speed
            if late > self.slowest:  # by which the clock of a bot may be behind
                return self._fault("after it began", what, member, ended, [f"{late:.1f} s"])
        if what.words.pattern == morning.STOPPED and self.stop and shown.at > self.stop.at:
            going = member.person in self.stop.on_its_way and shown.at < self.stop.at + _IN_FLIGHT
            if not going:
                return self._fault("after the stop", what, member, ended, [f"{shown.at - self.stop.at:.2f} s"])
        if ended is None or ended.state not in ("sent", "uncertain"):
            return self._fault("told, and not known to be", what, member, ended)
        return f"told in {shown.channel}"

    def _silent(self, what: What, member: Member, ended: Ended | None) -> str:
        """Nothing came to somebody who should have been told."""
        if ended is None:
            return "expired" if what.key in self._expired else self._fault("missed", what, member, ended)
        stopped = what.words.pattern == morning.STOPPED
        excused = {
            "uncertain": ended.state == "uncertain" and (ended.channel == "telegram" or ended.reason == "expired"),
            # LINE takes what nobody sees.
            "gone meanwhile": ended.channel == "line" and member.way == "leaves" and ended.state != "dropped",
            "expired": ended.reason == "expired" and (what.begins is not None or stopped),
            "stopped": ended.reason == "cancelled" and stopped,
        }
        return next((name for name, is_so in excused.items() if is_so), "") or self._fault("lost", what, member, ended)

    def _fault(self, name: str, what: What, member: Member, ended: Ended | None, more: Sequence[str] = ()) -> str:
        self.faults.append(f"{name}: {what.name} for {member}, {ended} {' '.join(more)}")
        return name.upper()

    def _ended(self, what: What) -> dict[int, Ended]:
        found = select(NoticeRow.person_id, OutboxRow.channel, OutboxRow.state, OutboxRow.reason, OutboxRow.claimed_at)
        told = found.join(OutboxRow, OutboxRow.id == NoticeRow.outbox_id)
        with self.database.read() as store:
            rows = store.execute(told.where(NoticeRow.key.startswith(what.key, autoescape=True))).all()
        return {row.person_id: Ended(row.channel, row.state, row.reason, row.claimed_at) for row in rows}

    def _at(self, shown: Shown) -> datetime:
        """When it was, in that morning."""
        return self._now - timedelta(seconds=(self._mark - shown.at) * self.speed)

    def _late(self) -> None:
        expired = select(ReminderRow.key).where(ReminderRow.state == "expired")
        with self.database.read() as store:
            keys = store.scalars(expired).all()
        self._expired = {what.key for what in self.whats if any(key.startswith(what.key) for key in keys)}
        with self.database.read() as store:
            rows = store.execute(
                select(ReminderRow.due_at, ReminderRow.planned_at).where(
                    ReminderRow.state == "planned", ReminderRow.people > 0
                )
            ).all()
        self.lateness = [(row.planned_at - row.due_at).total_seconds() / self.speed for row in rows]

    def _answered(self) -> None:
        """Whoever asked is answered once."""
        answers = set(self.answers.values())
        got: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for shown in self.noted:
            first = shown.text.split("\n")[0]
            if first in answers:
                got[shown.chat][first] += 1
        with self.database.read() as store:
            uncertain = store.execute(select(OutboxRow.chat, OutboxRow.reply).where(OutboxRow.state == "uncertain"))
            doubted = Counter((row.chat, row.reply.text.split("\n")[0]) for row in uncertain)
        for person in [*self.crowd.on_line, *self.crowd.on_telegram]:
            wanted = Counter(self.answers[question] for question in person.asked)
            self.asked += len(person.asked)
            for text in wanted | got[str(person.chat)]:
                missing = wanted[text] - got[str(person.chat)][text]
                self.unanswered += max(0, missing)
                if not 0 <= missing <= doubted[str(person.chat), text]:
                    self.faults.append(f"{person.chat}: {missing} answers missing: {text}")
