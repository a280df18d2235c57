"""People who ask in LINE and in Telegram, each one thing after another, and what they should have been told.

They are also told things that they have not asked for.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.asking import Asking
from bot.messages import Address, Choice, Reply
from bot.outbox import Batch, put_many
from bot.services import programme
from tests.dialogs.talk import CCIO, CDE, ROOT
from tests.soak.bots import NOW


if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.db import Database
    from tests.fakes.line import FakeLine
    from tests.fakes.telegram import FakeTelegram


QUESTIONS = (
    "CCIO วันที่ 4 ตุลาคม 2562 เรียนอะไร",
    "CCIO วันที่ 11 ตุลาคม 2562 เรียนอะไร",
    "CCIO วันที่ 18 ตุลาคม 2562 เรียนอะไร",
    "CCIO วันที่ 6 ธันวาคม 2562 เรียนอะไร",
    "CCIO วันที่ 13 ธันวาคม 2562 เรียนอะไร",
)


def answers() -> dict[str, str]:
    """The first line of the answer to each question, from the bot without a channel."""
    files = [ROOT / name for name in (CCIO, CDE)]
    asking = Asking([programme.read(file.name, file.read_bytes())[0] for file in files], datetime.fromisoformat(NOW))
    return {question: asking.ask(question, question).text.split("\n")[0] for question in QUESTIONS}


@dataclass
class Person:
    """`asked` and `told`, unasked, in order; `chat` is the fake's."""

    chat: str | int
    say: Callable[[str], object]
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


class Crowd:
    """People of both platforms, who have opened their chats."""

    def __init__(self, line: FakeLine, telegram: FakeTelegram, each: int, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - to be the same again
        self.on_line = [self._in_line(line) for _ in range(each)]
        self.on_telegram = [self._in_telegram(telegram) for _ in range(each)]

    def begin(self, rounds: int, pause: float) -> list[threading.Thread]:
        """Everybody asks `rounds` things, about `pause` seconds between them; to be joined."""
        people = [*self.on_line, *self.on_telegram]
        threads = [threading.Thread(target=self._talk, args=(person, rounds, pause)) for person in people]
        for thread in threads:
            thread.start()
        return threads

    def tell(self, database: Database, times: int, pause: float) -> threading.Thread:
        """Everybody is told `times` things by an organiser elsewhere, with `pause` seconds between; to be joined."""
        thread = threading.Thread(target=self._tell, args=(database, times, pause))
        thread.start()
        return thread

    def _tell(self, database: Database, times: int, pause: float) -> None:
        places = [Address("line", str(person.chat)) for person in self.on_line]
        places += [Address("telegram", str(person.chat)) for person in self.on_telegram]
        for number in range(times):
            words = f"ประกาศเรื่องที่ {number}"
            with database.write() as store:
                put_many(store, places, Batch(Reply(words, choices=(Choice("รับทราบ", "รับทราบ"),))))
            for person in (*self.on_line, *self.on_telegram):
                person.told.append(words)
            time.sleep(pause)

    def _talk(self, person: Person, rounds: int, pause: float) -> None:
        for _ in range(rounds):
            question = self._random.choice(QUESTIONS)
            person.asked.append(question)
            person.say(question)
            time.sleep(self._random.uniform(0, 2 * pause))

    def _in_line(self, line: FakeLine) -> Person:
        user = line.friend("ผู้เรียน")
        return Person(user, lambda words: line.say(user, words))

    def _in_telegram(self, telegram: FakeTelegram) -> Person:
        user = telegram.person("ผู้เรียน")
        telegram.start(user)
        return Person(user, lambda words: telegram.say(user, words))
