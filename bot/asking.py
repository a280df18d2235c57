"""Questions asked of the whole bot without a channel, for `nongnat ask`: in memory, at any time, and not remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.app import App, build, warm
from bot.clock import SetClock
from bot.messages import Address, Inbound
from bot.services import programme as programmes
from storage.db import Database


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.messages import Reply
    from storage.programme import Programme


_CHANNEL = "ask"


@dataclass(frozen=True, slots=True)
class BadLine:
    """Line `number` (from 1) of the questions cannot be read; what it is instead of a question."""

    number: int
    found: str


class _Question(BaseModel):
    text: str
    conversation: str = ""
    now: datetime | None = None

    @classmethod
    def of(cls, line: bytes) -> _Question:
        """Raises ValueError. JSON can escape halves of characters, which Python reads and nobody else takes."""
        return cls.model_validate_json(json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8", "replace"))


class Asking:
    """A bot of its own over `about`. `now` (aware) is its time until a question brings another."""

    def __init__(self, about: Sequence[Programme], now: datetime) -> None:
        database = Database("sqlite://")
        database.migrate()
        with database.write() as store:
            for programme in about:
                programmes.keep(store, programme)
        self._zone = ZoneInfo(about[0].timezone) if about else now.tzinfo
        self._clock = SetClock(self.aware(now))
        self._app: App = build(database, self._clock, trusted={_CHANNEL})
        self._ids = count(1)

    def aware(self, moment: datetime) -> datetime:
        """A time without a zone is in the (first) programme's."""
        return moment.replace(tzinfo=self._zone) if moment.tzinfo is None else moment

    def set(self, now: datetime) -> None:
        """From here on it is `now`."""
        self._clock.set(self.aware(now))

    def ask(self, person: str, text: str) -> Reply:
        """What `person` is answered, going on from what was said to them before."""
        here = Address(_CHANNEL, person)
        self._app.conversation.receive([Inbound(here, str(next(self._ids)), text, self._clock.now())])
        reply = self._app.conversation.answer(here)
        if reply is None:
            raise LookupError("a new event was there, and nobody else answers it")
        return reply

    def answers(self, lines: Iterable[bytes], person: str) -> Iterator[dict[str, Any] | BadLine]:
        """For each line of JSON its reply, in order: see `nongnat ask --help`. Empty lines are passed over."""
        warm(self._app)
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    question = _Question.of(line)
                except (ValueError, RecursionError):
                    yield BadLine(number, line.decode("utf-8", "replace").strip()[:80])
                else:
                    yield self._timed(question, person)

    def _timed(self, question: _Question, person: str) -> dict[str, Any]:
        if question.now:
            self.set(question.now)
        begun = perf_counter()
        reply = self.ask(question.conversation or person, question.text)
        milliseconds = (perf_counter() - begun) * 1000
        return {
            "answer": reply.plain,
            "sessions": list(reply.reading.sessions),
            "also": list(reply.reading.also),
            "understood": reply.reading.understood,
            "dates": [{"text": span.text, "from": span.start, "to": span.end} for span in reply.reading.dates],
            "milliseconds": round(milliseconds, 2),
        }
