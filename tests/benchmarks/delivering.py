"""How fast what waits leaves, and whether answers and reminders are kept waiting by it.

The bot is in a process of its own, in front of the strict fakes, which refuse what the platforms refuse.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.messages import Address, Choice, Reply
from bot.outbox import ORDINARY, URGENT, Batch, put, put_many
from storage.db import Database
from storage.models import OutboxRow
from tests.benchmarks.platforms import postgresql
from tests.fakes.line import FakeLine
from tests.fakes.telegram import FakeTelegram
from tests.soak.bots import Bot
from tests.soak.crowd import QUESTIONS


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.platforms import Row


EVERYBODY, DUE = 100_000, 10_000  # people with an announcement that waits, and with a reminder that is due
SECONDS = 40  # for which Telegram is watched
REACHED = 45 * 30  # people whom that many seconds can reach, and a few more
ASKERS = 8
RATE = (30, 1, 20)  # Telegram's: overall and for a chat in a second, for a group in a minute
_PATIENCE = 300  # seconds for all of LINE, or for any one message
_ANNOUNCEMENT = Reply("ประกาศถึงทุกคน", choices=(Choice("รับทราบ", "รับทราบ"),))
_REMINDER = Reply("อีก 30 นาทีจะเริ่มเรียน", choices=(Choice("รับทราบ", "รับทราบ"), Choice("ที่ไหน", "เรียนที่ไหน")))


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        server = stack.enter_context(postgresql())
        other = stack.enter_context(postgresql())
        rows = _telegram("SQLite", "") + _line("SQLite", "")
        return rows + (_telegram("PostgreSQL", server) + _line("PostgreSQL", other) if server else [])


@contextmanager
def _house(url: str) -> Iterator[tuple[Database, FakeLine, FakeTelegram, Bot]]:
    """An empty store at `url`, or in a file, both platforms, and a bot that is not started yet."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        line, telegram = stack.enter_context(FakeLine()), stack.enter_context(FakeTelegram())
        url = url or f"sqlite:///{folder}/nongnat.db"
        database = Database(url)
        database.migrate()
        stack.callback(database.close)
        yield database, line, telegram, Bot(folder, url, line, telegram)


def _telegram(name: str, url: str) -> list[Row]:
    with _house(url) as (database, _, telegram, bot):
        telegram.rate = RATE
        people = [_person(telegram) for _ in range(2 * REACHED)]
        _put(database, "telegram", [str(each) for each in people[:REACHED]], _ANNOUNCEMENT, ORDINARY, EVERYBODY)
        with bot:
            telegram.hook = f"{bot.url}/hooks/telegram"
            waits = f"{EVERYBODY:,} announcements wait in Telegram, {name}"
            rows = _watched(waits, database, telegram, also_urgent=True)
            _put(database, "telegram", [str(each) for each in people[REACHED:]], _REMINDER, URGENT, DUE)
            waits = f"{DUE:,} reminders are due too, {name}"
            rows += _watched(waits, database, telegram, also_urgent=False)  # it would be the last of them
            bot.stop()
        refused = sum(call.status == 429 for call in telegram.calls)
        return [*rows, (f"refused for their number by Telegram, {name}", str(refused))]


def _watched(waits: str, database: Database, telegram: FakeTelegram, *, also_urgent: bool) -> list[Row]:
    """For SECONDS, while people ask and, where asked for, now and then something cannot wait."""
    time.sleep(2)
    begun = time.monotonic()
    askers = [_person(telegram) for _ in range(ASKERS)]
    answered: list[float] = []
    urgent: list[float] = []
    threads = [threading.Thread(target=_ask, args=(telegram, asker, answered, begun + SECONDS)) for asker in askers]
    if also_urgent:
        threads.append(threading.Thread(target=_remind, args=(database, telegram, urgent, begun + SECONDS)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = time.monotonic()
    sends = [call for call in telegram.calls if call.method == "sendMessage" and begun <= call.at < ended]
    rate = sum(call.status == 200 for call in sends) / (ended - begun)
    return [
        (f"{waits}: messages a second", f"{rate:.1f}, {100 * rate / RATE[0]:.0f} % of what is allowed"),
        ("  answers meanwhile", _seconds(answered)),
        *([("  what cannot wait, put one at a time", _seconds(urgent))] if also_urgent else []),
    ]


def _ask(telegram: FakeTelegram, asker: int, took: list[float], until: float) -> None:
    number = 0
    while time.monotonic() < until:
        number += 1
        begun = time.monotonic()
        telegram.say(asker, QUESTIONS[number % len(QUESTIONS)])
        took.append(_reached(telegram, asker, begun) - begun)
        time.sleep(3)


def _remind(database: Database, telegram: FakeTelegram, took: list[float], until: float) -> None:
    while time.monotonic() < until:
        person = _person(telegram)
        before = time.monotonic()
        with database.write() as store:
            put(store, Address("telegram", str(person)), [_REMINDER], urgency=URGENT)
        committed = time.monotonic()
        took.append(max(0, _reached(telegram, person, before) - committed))
        time.sleep(1)


def _reached(telegram: FakeTelegram, chat: int, since: float) -> float:
    """When the next message to `chat` arrived after `since`; raises TimeoutError where none does."""
    seen = 0
    while time.monotonic() < since + _PATIENCE:
        calls = telegram.calls[seen:]
        for call in calls:
            if call.chat == chat and call.method == "sendMessage" and call.at > since:
                return call.at
        seen += len(calls)
        time.sleep(0.005)
    raise TimeoutError(chat)


def _line(name: str, url: str) -> list[Row]:
    with _house(url) as (database, line, _telegram, bot):
        friends = [line.friend("ผู้เรียน") for _ in range(EVERYBODY)]
        _put(database, "line", friends, _ANNOUNCEMENT, ORDINARY, EVERYBODY)
        begun = time.monotonic()
        with bot:
            up = time.monotonic()
            while _left(database) and time.monotonic() < begun + _PATIENCE:
                time.sleep(1)  # to count them is work for the store, too
            took = time.monotonic() - up
            bot.stop()
        calls = [call for call in line.calls if call.path.endswith("multicast")]
        once = sum(len(line.shown(friend)) == 1 for friend in friends)
        return [(f"{EVERYBODY:,} people told in LINE, {name}", f"{len(calls)} multicasts, {took:.0f} s, {once:,} once")]


def _left(database: Database) -> int:
    with database.read() as store:
        waiting = select(func.count()).where(OutboxRow.state.in_(["waiting", "sending"]))
        return store.execute(waiting).scalar_one()


def _person(telegram: FakeTelegram) -> int:
    """Somebody to whom the bot may write."""
    user = telegram.person("ผู้เรียน")
    telegram.world.chats[user].state = "open"
    return user


def _put(database: Database, channel: str, chats: Sequence[str], reply: Reply, urgency: int, number: int) -> None:
    """The same to `number` chats: these, and then more that nobody is in, who are not reached in the time."""
    everybody = [*chats, *(str(10_000_000_000 + each) for each in range(number - len(chats)))]
    batch = "00000000-0000-4000-8000-00000000000" + str(urgency)
    for first in range(0, number, 5000):
        with database.write() as store:
            some = [Address(channel, chat) for chat in everybody[first : first + 5000]]
            put_many(store, some, Batch(reply, batch, urgency=urgency))


def _seconds(times: Sequence[float]) -> str:
    times = sorted(times)
    return f"median {statistics.median(times):.2f} s, most {times[-1]:.2f} s of {len(times)}"
