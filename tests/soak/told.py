"""A morning on which much is told by bots that are killed over and over, and what everybody has heard at its end."""

from __future__ import annotations

import random
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx

from bot.asking import Asking
from bot.clock import RehearsalClock
from storage import health
from storage.db import Database
from tests.soak import morning
from tests.soak.bots import Bot
from tests.soak.crowd import QUESTIONS, Crowd
from tests.soak.noted import NotedLine, NotedTelegram
from tests.soak.organisers import Play
from tests.soak.tally import Tally


if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.line_state import FaultKind as LineFault
    from tests.fakes.telegram_http import FaultKind as TelegramFault


_MINUTES = morning.KILLED_TO  # of the morning, in which the bot is killed
_SHORTEST = 28.0  # seconds that those take at least
_UP = (0.05, 5.0)  # seconds for which a bot works until it is killed
_PAUSE = 3.0  # seconds between two questions of one person; Telegram takes one message a second in a chat
_LINE_FAULTS: tuple[LineFault, ...] = ("before", "after", "drop", "rate", "empty")
_TELEGRAM_FAULTS: tuple[TelegramFault, ...] = ("before", "after", "drop", "flood", "empty")
_TOLD_AGAIN = 3  # minutes of the morning
_SETTLE_SECONDS = 120


@dataclass(frozen=True)
class Plan:
    """`kills` times one of `processes` is killed at a moment of chance, while `people` are told things, and some ask.

    With `faults`, the platforms fail too, in every way that they do in passing.
    """

    kills: int
    processes: int = 1
    people: int = 240
    asking: int = 6
    faults: bool = False
    seed: int = 0

    def seconds(self, start: float) -> float:
        """How long the kills take, where a bot takes so many seconds to start: it is up in time for some reminders."""
        lasts = _MINUTES / morning.LEAD * (2 * start + 4)
        return max(_SHORTEST, lasts, self.kills * (start * 1.3 + sum(_UP) / 2))


class Watch:
    """The clock of all bots: a standing one until it is said to run. One that is started reads it then."""

    def __init__(self) -> None:
        self.speed = 1.0
        self._clock: RehearsalClock | None = None

    def run(self, speed: float, seconds: float) -> RehearsalClock:
        """It is seven o'clock in so many seconds."""
        self.speed = speed
        self._clock = RehearsalClock(morning.at(0) - timedelta(seconds=seconds * speed), speed)
        return self._clock

    def settings(self) -> dict[str, str]:
        now = self._clock.now() if self._clock else morning.at(-60)
        return {"NONGNAT_NOW": now.isoformat(), "NONGNAT_SPEED": str(self.speed)}


@dataclass
class Killer:
    """Kills bots and starts them again, at moments of chance."""

    bots: list[Bot]
    plan: Plan
    line: NotedLine
    telegram: NotedTelegram
    kills: int = 0
    floods: int = 0
    slowest: float = 0.0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)  # noqa: S311 - to be the same again

    def start(self, bots: list[Bot]) -> None:
        """All of them, at once."""
        threads = [threading.Thread(target=self._start, args=(bot,)) for bot in bots]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def run(self, clock: RehearsalClock, seconds: float) -> None:
        """Until the plan is done, or the morning is too far gone."""
        spare = max(0, seconds / max(1, self.plan.kills) - self.slowest - _UP[1])
        for _ in range(self.plan.kills):
            time.sleep(self.chance.uniform(_UP[0], _UP[1] + spare))
            if clock.now() > morning.at(morning.KILLED_TO):
                return
            if self.plan.faults:
                self._fail()
            bot = self.chance.choice(self.bots)
            bot.kill()
            self.kills += 1
            time.sleep(self.chance.uniform(0, 0.3))
            self._start(bot)

    def _start(self, bot: Bot) -> None:
        begun = time.monotonic()
        bot.start()
        self.slowest = max(self.slowest, time.monotonic() - begun)

    def _fail(self) -> None:
        self.line.fault(self.chance.choice(_LINE_FAULTS), self.chance.randint(1, 2))
        kind, times = self.chance.choice(_TELEGRAM_FAULTS), self.chance.randint(1, 3)
        self.telegram.fault(kind, times, "sendMessage")
        self.floods += times if kind == "flood" else 0


def told(folder: Path, database_url: str, plan: Plan) -> Tally:
    """Do as planned, in a folder for logs and on an empty database."""
    with ExitStack() as stack:
        line, telegram = stack.enter_context(NotedLine()), stack.enter_context(NotedTelegram())
        line.redelivery = telegram.redelivery = True
        telegram.rate = (30, 1, 20)
        database = Database(database_url)
        stack.callback(database.close)
        database.migrate()
        crowd = Crowd(line, telegram, plan.asking, plan.seed)
        members = morning.filled(database, line, telegram, crowd, plan.people)
        watch = Watch()
        bots = [Bot(folder, database_url, line, telegram, watch.settings) for _ in range(plan.processes)]
        for bot in bots:
            stack.callback(bot.kill)
        line.hook, telegram.hook = f"{bots[0].url}/hooks/line", f"{bots[-1].url}/hooks/telegram"
        killer = Killer(bots, plan, line, telegram)
        killer.start(bots)
        seconds = plan.seconds(killer.slowest)
        clock = watch.run(_MINUTES * 60 / seconds, killer.slowest * 1.3)
        for bot in bots:
            bot.kill()
        play = Play(database, clock, members, line, telegram)
        first = play.announced(morning.EVERYBODY, morning.FIRST)
        killer.start(bots)
        asking = crowd.begin(int(seconds / _PAUSE), _PAUSE)
        killing = threading.Thread(target=killer.run, args=(clock, seconds))
        killing.start()
        release = play.released()
        play.until(morning.LEAVE)
        morning.leave(members, line, telegram)
        second = play.stopped()
        killing.join()
        play.until(morning.OUTAGE)
        for bot in bots:
            bot.kill()
        slept = play.minutes < morning.TOLD_OF_SLEPT
        play.until(morning.END)
        killer.start(bots)
        for thread in asking:
            thread.join()
        unfinished = settled(database, line, telegram)
        # By then what was lost with something that came too late is told again.
        play.until(max(morning.END, play.minutes) + _TOLD_AGAIN)
        unfinished = unfinished or settled(database, line, telegram)
        whats = morning.told(first, second, release, slept=slept)
        refused = sum(call.status == httpx.codes.TOO_MANY_REQUESTS for call in telegram.calls)
        tally = Tally(
            database=database,
            clock=clock,
            speed=watch.speed,
            slowest=killer.slowest,
            kills=killer.kills,
            members=members,
            whats=whats,
            noted=[*line.noted, *telegram.noted],
            crowd=crowd,
            answers=answers(),
            stop=play.stop,
        )
        tally.faults += [f"unfinished: {each}" for each in unfinished] + play.faults
        if refused > killer.floods:
            tally.faults.append(f"{refused - killer.floods} messages over Telegram's limits")
        tally.count()
        for bot in bots:
            bot.stop()
        tally.faults += [*line.mistakes, *telegram.mistakes]
        line.mistakes.clear()
        telegram.mistakes.clear()
        return tally


def answers() -> dict[str, str]:
    """The first line of the answer to each question, from the bot without a channel."""
    asking = Asking([morning.course()], morning.SEVEN)
    return {question: asking.ask(question, question).text.split("\n")[0] for question in QUESTIONS}


def settled(database: Database, line: NotedLine, telegram: NotedTelegram) -> list[str]:
    """Wait until there is nothing left to do; says what is, if there is no end to it."""
    until = time.monotonic() + _SETTLE_SECONDS
    while True:
        left = [f"{telegram.courier.pending} updates"] if telegram.courier.pending else []
        left += [] if line.redeliver_until(0) else ["events of LINE"]
        with database.read() as store:
            queued = health.waiting(store)
        left += (
            [f"{queued.inbox} in the inbox", f"{queued.outbox} in the outbox"] if queued.inbox or queued.outbox else []
        )
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.2)
