"""People check in while the bot is killed over and over: each is there once, and is told so."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

from bot.services.checkin import states
from storage import checkins, health
from tests.fakes.line import FakeLine
from tests.fakes.telegram import FakeTelegram
from tests.soak import hall
from tests.soak.bots import Bot
from tests.stores import in_file


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from storage.boards import Board
    from storage.db import Database
    from tests.soak.hall import Comer


_PEOPLE, _KILLS, _SECONDS = 20, 2, 5.0
_SETTLE_SECONDS = 90


def test_whoever_checks_in_through_a_crash_is_there_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/soak.db"
    with ExitStack() as stack:
        line, telegram = stack.enter_context(FakeLine()), stack.enter_context(FakeTelegram())
        line.redelivery = telegram.redelivery = True
        database = in_file(tmp_path / "soak.db")
        stack.callback(database.close)
        comers = hall.crowd(line, telegram, _PEOPLE)
        board = hall.filled(database, comers)
        bot = Bot(tmp_path, url, line, telegram, dict)
        stack.callback(bot.kill)
        line.hook, telegram.hook = f"{bot.url}/hooks/line", f"{bot.url}/hooks/telegram"
        bot.start()
        coming = threading.Thread(target=_come, args=(comers, board))
        coming.start()
        for _ in range(_KILLS):
            time.sleep(random.uniform(0.3, 1.5))  # noqa: S311 - any moment
            bot.kill()
            bot.start()
        coming.join()
        _settle(database, line, telegram)
        bot.stop()
        with database.read() as store:
            lines = checkins.counted(store, hall.CODE)
            there = states(lines)
        line.mistakes.clear()
        telegram.mistakes.clear()

    assert Counter(each.person for each in lines) == dict.fromkeys((each.person for each in lines), 1)
    assert [state.status for state in there.values()] == ["present"] * _PEOPLE


def _come(comers: Sequence[Comer], board: Board) -> None:
    for each in comers:
        time.sleep(_SECONDS / _PEOPLE)
        each.say(hall.words(board))


def _settle(database: Database, line: FakeLine, telegram: FakeTelegram) -> None:
    until = time.monotonic() + _SETTLE_SECONDS
    while time.monotonic() < until:
        with database.read() as store:
            queued = health.waiting(store)
        if line.redeliver_until(0) and not (telegram.courier.pending or queued.inbox or queued.outbox):
            return
        time.sleep(0.2)
    raise TimeoutError(f"{queued}")
