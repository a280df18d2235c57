"""Bots that are killed in the middle of their work, and what everybody has at the end."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import httpx
from sqlalchemy import func, select

from storage import bodies
from storage.db import Database
from storage.models import InboxRow, OutboxRow
from tests.fakes.line import FakeLine
from tests.fakes.telegram import FakeTelegram
from tests.soak.bots import Bot
from tests.soak.crowd import Crowd, answers


if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.line_state import FaultKind as LineFault
    from tests.fakes.telegram_http import FaultKind as TelegramFault


_SETTLE_SECONDS = 120
_LINE_FAULTS: tuple[LineFault, ...] = ("before", "after", "hang", "drop", "rate", "empty")
_TELEGRAM_FAULTS: tuple[TelegramFault, ...] = ("before", "after", "hang", "drop", "flood", "empty")
_FIRST_WORDS = "สวัสดี"  # of the answer to whoever opens a chat


@dataclass(frozen=True)
class Ended:
    """What there is when nothing is left to be done: lists of faults, all empty where every promise was kept.

    `lost` leaves out what is listed as uncertain; `uncertain` is how many messages are, on LINE and on Telegram.
    `by_token`: how many that nobody had asked for had gone on LINE while it took nothing that is paid for.
    """

    asked: int
    kills: int
    unfinished: list[str]
    twice: list[str]
    lost: list[str]
    uncertain: tuple[int, int]
    too_fast: list[str]
    by_token: int = 0

    @property
    def faults(self) -> list[str]:
        """Every promise that was not kept."""
        return [*self.unfinished, *self.twice, *self.lost, *self.too_fast]


@dataclass(frozen=True)
class Plan:
    """`kills` times, a bot of `processes` is killed at a moment of chance while everybody asks.

    With `faults`, the platforms fail too, in every way that they do in passing.
    """

    kills: int
    processes: int = 1
    people: int = 8
    faults: bool = False
    seed: int = 0


def killed(folder: Path, database_url: str, plan: Plan) -> Ended:
    """Do as planned, in a folder for logs and on an empty database."""
    kills, seed = plan.kills, plan.seed
    chance = random.Random(seed)  # noqa: S311 - to be the same again
    with ExitStack() as stack:
        line, telegram = stack.enter_context(FakeLine()), stack.enter_context(FakeTelegram())
        line.redelivery = telegram.redelivery = True
        line.patience = 10
        telegram.rate = (30, 1, 20)
        bots = [Bot(folder, database_url, line, telegram) for _ in range(plan.processes)]
        for bot in bots:
            stack.enter_context(bot)
        line.hook, telegram.hook = f"{bots[0].url}/hooks/line", f"{bots[-1].url}/hooks/telegram"
        crowd = Crowd(line, telegram, plan.people, seed)
        database = Database(database_url)
        stack.callback(database.close)
        # LINE takes nothing that is paid for: what is told unasked must go by the tokens of what is asked.
        line.quota = line.used
        threads = crowd.begin(rounds=2 + 3 * kills, pause=2)  # Telegram takes one message a second for each
        threads.append(crowd.tell(database, times=1 + kills, pause=2))
        floods = 0
        for _ in range(kills):
            if plan.faults:
                line.fault(chance.choice(_LINE_FAULTS), chance.randint(1, 3))
                kind, times = chance.choice(_TELEGRAM_FAULTS), chance.randint(1, 3)
                telegram.fault(kind, times)
                floods += times if kind == "flood" else 0
            time.sleep(chance.uniform(0.05, 1.5))
            bot = chance.choice(bots)
            bot.kill()
            time.sleep(chance.uniform(0, 0.3))
            bot.start()
        for thread in threads:
            thread.join()
        by_token, line.quota = _by_token(database), None  # the rest may go, as whoever starts anew sees
        for bot in bots:
            bot.kill()
            bot.start()
        unfinished = _settled(database, line, telegram)
        refused = sum(call.status == httpx.codes.TOO_MANY_REQUESTS for call in telegram.calls)
        told = _told(crowd, line, telegram)
        ended = _ended(database, crowd, unfinished, told, kills=kills, refused=refused - floods)
        ended = replace(ended, by_token=by_token)
        for bot in bots:
            bot.stop()
        return ended


def _by_token(database: Database) -> int:
    with database.read() as store:
        went = (OutboxRow.channel == "line", OutboxRow.state == "sent", OutboxRow.batch.is_not(None))
        return store.execute(select(func.count()).where(*went)).scalar_one()


def _settled(database: Database, line: FakeLine, telegram: FakeTelegram) -> list[str]:
    """Wait until there is nothing left to do; says what is, if there is no end to it."""
    until = time.monotonic() + _SETTLE_SECONDS
    while True:
        left = [f"{telegram.courier.pending} updates"] if telegram.courier.pending else []
        left += [] if line.redeliver_until(0) else ["events of LINE"]
        with database.read() as store:
            left += [f"inbox {row}" for row in store.scalars(select(InboxRow.id).where(InboxRow.state == "waiting"))]
            states = OutboxRow.state.in_(["waiting", "sending"])
            left += [f"outbox {row}" for row in store.scalars(select(OutboxRow.id).where(states))]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.2)


def _told(crowd: Crowd, line: FakeLine, telegram: FakeTelegram) -> dict[str | int, Counter[str]]:
    """The first lines of what everybody was told, but for the greeting."""
    told: dict[str | int, list[str]] = {}
    for person in crowd.on_line:
        told[person.chat] = [said["text"] for said in line.shown(str(person.chat)) if said["type"] == "text"]
    for person in crowd.on_telegram:
        told[person.chat] = [said["text"] for said in telegram.shown(int(person.chat)) if said["bot"]]
    return {
        chat: Counter(text.split("\n")[0] for text in texts if not text.startswith(_FIRST_WORDS))
        for chat, texts in told.items()
    }


def _ended(
    database: Database,
    crowd: Crowd,
    unfinished: list[str],
    told: dict[str | int, Counter[str]],
    *,
    kills: int,
    refused: int,
) -> Ended:
    first = answers()
    with database.read() as store:
        rows = store.execute(select(OutboxRow.chat, bodies.said).where(OutboxRow.state == "uncertain")).all()
    uncertain: dict[Any, Counter[str]] = {}
    for chat, reply in rows:
        if not reply.text.startswith(_FIRST_WORDS):
            uncertain.setdefault(chat, Counter())[reply.text.split("\n")[0]] += 1

    everybody = [*crowd.on_line, *crowd.on_telegram]
    wanted = {
        person.chat: Counter([*(first[question] for question in person.asked), *person.told]) for person in everybody
    }
    missing = {chat: wanted[chat] - told[chat] - uncertain.get(str(chat), Counter()) for chat in wanted}
    doubted = [
        sum(uncertain.get(str(person.chat), Counter()).total() for person in people)
        for people in (crowd.on_line, crowd.on_telegram)
    ]
    return Ended(
        asked=sum(len(person.asked) for person in everybody),
        kills=kills,
        unfinished=unfinished,
        twice=[f"{chat}: {extra}" for chat in wanted if (extra := told[chat] - wanted[chat])],
        lost=[f"{chat}: {silent}" for chat, silent in missing.items() if silent],
        uncertain=(doubted[0], doubted[1]),
        too_fast=[f"{refused} messages over Telegram's limits"] if refused > 0 else [],
    )
