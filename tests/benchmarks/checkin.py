"""Three hundred people check in within a minute, in both platforms at once, while others guess and repeat.

The bot is in a process of its own, in front of the strict fakes. From scan to answer: from when somebody sends the code
to when the platform has the answer.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import httpx
from sqlalchemy import func, select

from bot.messages import Address
from bot.services import signin
from bot.services.checkin import showing, states
from storage import checkins, people
from storage.db import Database
from storage.models import CheckinRow, OutboxRow
from storage.people import Details, Membership
from storage.signins import Pass
from tests.benchmarks.platforms import postgresql
from tests.soak import hall
from tests.soak.bots import Bot
from tests.soak.noted import NotedLine, NotedTelegram


if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.boards import Board
    from tests.benchmarks.platforms import Row
    from tests.soak.hall import Comer


PEOPLE, OTHERS, SECONDS = 300, 1000, 60
_PATIENCE = 60.0  # seconds for the last answers
_WORKERS = 24
_AFTER = 1.5  # seconds between two messages of one person, at least; Telegram takes one answer a second in a chat
_WRONG = "C2C2C2"


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with postgresql() as server:
        return _measured("SQLite", "") + (_measured("PostgreSQL", server) if server else [])


def _measured(name: str, url: str) -> list[Row]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        line, telegram = stack.enter_context(NotedLine()), stack.enter_context(NotedTelegram())
        telegram.rate = (30, 1, 20)
        url = url or f"sqlite:///{folder}/nongnat.db"
        database = Database(url)
        stack.callback(database.close)
        database.migrate()
        crowd, guests = hall.crowd(line, telegram, PEOPLE), hall.crowd(line, telegram, OTHERS // 4)
        board = hall.filled(database, crowd)
        bot = stack.enter_context(Bot(folder, url, line, telegram, dict))
        line.hook, telegram.hook = f"{bot.url}/hooks/line", f"{bot.url}/hooks/telegram"
        crowd[0].say("สวัสดี")  # the words are loaded
        time.sleep(3)
        screen = stack.enter_context(_Screen(database, board, bot.url))
        _play(board, crowd, guests)
        _settled(database)
        time.sleep(2)
        shown = screen.shown()
        bot.stop()
        heard = _heard([*line.noted, *telegram.noted])
        took = [next(at for at in heard[person.address] if at > person.at[0]) - person.at[0] for person in crowd]
        with database.read() as store:
            there = states(checkins.counted(store, hall.CODE))
            lines = store.execute(select(func.count()).select_from(CheckinRow)).scalar_one()
            counted = store.execute(
                select(func.count()).select_from(CheckinRow).where(CheckinRow.outcome == "")
            ).scalar_one()
            kept = [each.noted_at.timestamp() for each in checkins.counted(store, hall.CODE)]
        return [
            (
                f"{PEOPLE} people check in within {SECONDS} s, from scan to answer, {name}",
                f"median {statistics.median(took) * 1000:.0f} ms, 99th percentile {_share(took, 99) * 1000:.0f} ms",
            ),
            ("  until the board shows each, asked every second as by its page", _shown(kept, shown)),
            ("  of them there, and lines of the log that count", f"{len(there)}, {counted}"),
            ("  attempts that did not count, each a line of the log", f"{lines - counted} of {OTHERS}"),
        ]


class _Screen:
    """A board that somebody is signed in to, asked as its page asks: once a second, for what is new."""

    def __init__(self, database: Database, board: Board, url: str) -> None:
        self._client = httpx.Client(base_url=url, headers={"Origin": url})
        with database.write() as store:
            organiser = people.add(store, Details("ผู้จัด"))
            people.enrol(store, organiser, Membership(hall.CODE, "organiser"))
            link = signin.link(store, Pass(organiser, "board", hall.CODE), url, datetime.now(UTC))
        self._client.post("/enter", json={"token": link.partition("#")[2]}).raise_for_status()
        self._place = showing.name_of(board.place)
        self._seen: list[tuple[float, int]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shown()
        self._client.close()

    def shown(self) -> list[tuple[float, int]]:
        """When (real time) it showed how many; it is looked at no more."""
        self._stop.set()
        self._thread.join()
        return self._seen

    def _look(self) -> None:
        mark = ""
        while not self._stop.wait(1):
            state = self._client.get("/board/state", params={"place": self._place, "seen": mark}).json()
            mark = state["mark"]
            if "crowd" in state:
                self._seen.append((time.time(), state["crowd"]["done"]))


def _shown(kept: Sequence[float], shown: Sequence[tuple[float, int]]) -> str:
    """From when each was noted to when a board showed as many."""
    after = [
        next((at for at, count in shown if count > nth), float("inf")) - noted for nth, noted in enumerate(sorted(kept))
    ]
    return f"median {statistics.median(after):.1f} s, most {max(after):.1f} s"


def _play(board: Board, crowd: Sequence[Comer], guests: Sequence[Comer]) -> None:
    """Everybody once with the code that is shown then; half of the others repeat, half guess."""
    chance = random.Random(1)  # noqa: S311 - to be the same again
    firsts = [chance.uniform(0, SECONDS * 2 / 3) for _ in crowd]
    plan = [(at, person, True) for at, person in zip(firsts, crowd, strict=True)]
    for number in range(OTHERS // 2):
        first = firsts[number % len(crowd)]
        again = first + _AFTER * (1 + number // len(crowd)) + chance.uniform(0, 10)
        plan.append((min(again, SECONDS + 5), crowd[number % len(crowd)], True))
        plan.append((chance.uniform(0, SECONDS), guests[number % len(guests)], False))
    plan.sort(key=lambda each: each[0])
    begun = time.monotonic()
    locks = {id(person): threading.Lock() for _, person, _ in plan}

    def act(at: float, person: Comer, right: bool) -> None:  # noqa: FBT001 - of the plan
        time.sleep(max(0, begun + at - time.monotonic()))
        with locks[id(person)]:
            person.at.append(time.monotonic())
            person.say(hall.words(board) if right else f"เช็กอิน {_WRONG}")

    with ThreadPoolExecutor(_WORKERS) as pool:
        for step in plan:
            time.sleep(max(0, begun + step[0] - time.monotonic() - 0.5))
            pool.submit(act, *step)


def _settled(database: Database) -> None:
    until = time.monotonic() + _PATIENCE
    waits = select(func.count()).select_from(OutboxRow).where(OutboxRow.state.in_(["waiting", "sending"]))
    while time.monotonic() < until:
        with database.read() as store:
            if not store.execute(waits).scalar_one():
                return
        time.sleep(0.5)


def _heard(noted: Sequence[object]) -> dict[Address, list[float]]:
    found: dict[Address, list[float]] = {}
    for shown in noted:
        found.setdefault(Address(shown.channel, shown.chat), []).append(shown.at)  # type: ignore[attr-defined] # of both kinds
    return found


def _share(values: Sequence[float], share: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
