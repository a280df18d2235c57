"""A talk with the whole bot, without a channel: what is said, and what is answered.

talk = Talk("storage/samples/ccio-2.yaml", now="2019-10-03T19:00")
assert talk.say("พรุ่งนี้เรียนอะไร").plain == "…"
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.app import build, clockwork
from bot.clock import SetClock
from bot.messages import Address, Inbound
from bot.services import programme as programmes
from bot.services import questions
from storage import outbox
from tests.stores import in_memory


if TYPE_CHECKING:
    from bot.messages import Choice, Kind, Reply
    from bot.services.questions import Question
    from storage.programme import Programme


ROOT = Path(__file__).resolve().parents[2]
CCIO = "storage/samples/ccio-2.yaml"
CDE = "storage/samples/cde-1.yaml"
ORCHARD = "tests/dialogs/programmes/orchard-3.yaml"

_IDS = count(1)  # of events: no two are the same, as a talk may go on where another has come


class Talk:
    """One person's talk about `files` (from the root of the repository) or programmes, in a store of its own.

    Over the channel "test" everything may be asked about. A time without a zone is in the first programme's.
    """

    def __init__(self, *about: str | Programme, now: str) -> None:
        values = [read(each) if isinstance(each, str) else each for each in about]
        self.database = in_memory(*values)
        self._zone = ZoneInfo(values[0].timezone) if values else ZoneInfo("Asia/Bangkok")
        self._clock = SetClock(self._at(now))
        self._app = build(self.database, self._clock, trusted={"test"})

    def say(
        self,
        text: str,
        data: str = "",
        *,
        who: str = "me",
        channel: str = "test",
        kind: Kind = "text",
        group: bool = False,
    ) -> Reply:
        """Say `text`, or tap a button whose data is `data`; the answer. In a group, the bot is named."""
        address = Address(channel, who)
        event = str(next(_IDS))
        return self.hear(Inbound(address, event, text, self._clock.now(), data, kind, group=group, called=group))

    def hear(self, said: Inbound) -> Reply:
        """The answer to any event; SILENCE where there is none."""
        heart = self._app.conversation
        heart.receive([said])
        reply = heart.answer(said.address)
        assert reply is not None
        assert heart.answer(said.address) is None
        return reply

    def in_group(self, text: str, *, sender: str = "", called: bool = False, data: str = "") -> Reply:
        """Say something in a group of the channel "line"."""
        address = Address("line", "C1")
        event = str(next(_IDS))
        said = Inbound(
            address, event, text, self._clock.now(), data, group=True, sender=sender, called=called or bool(data)
        )
        return self.hear(said)

    def tap(self, choice: Choice, *, who: str = "me", channel: str = "test") -> Reply:
        return self.say(choice.says, choice.data, who=who, channel=channel)

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def later(self, minutes: float) -> None:
        self._clock.set(self._clock.now() + timedelta(minutes=minutes))

    def at(self, now: str) -> None:
        self._clock.set(self._at(now))

    def ticks(self) -> datetime | None:
        """The clock of the house is looked at: when something is due next."""
        return asyncio.run(clockwork(self._app))

    def told(self, who: str = "me", channel: str = "line") -> Reply:
        """The last message to somebody."""
        with self.database.read() as store:
            return outbox.sent_to(store, Address(channel, who))[-1].reply

    def imports(self, programme: Programme) -> None:
        """A newer version of a programme, or one more."""
        with self.database.write() as store:
            programmes.keep(store, programme)

    def unanswered(self, programme: str) -> list[str]:
        """The questions kept for the organisers of the programme with this code."""
        return [question.text for question in self.kept(programme)]

    def kept(self, programme: str) -> list[Question]:
        """The same, with all that is kept of each."""
        with self.database.read() as store:
            return questions.unanswered(store, programme)

    def _at(self, now: str) -> datetime:
        moment = datetime.fromisoformat(now)
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)


@cache
def read(file: str) -> Programme:
    """The programme in `file`, from the root of the repository."""
    path = ROOT / file
    return programmes.read(path.name, path.read_bytes())[0]
