"""A platform whose calls end as they are told to, and a house that delivers to it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import RealClock, SetClock
from bot.messages import Address, Reply
from bot.outbox import Answers, Batch, Delivery, put, put_many
from bot.port import Pace, Sent
from storage import outbox
from storage.models import InboxRow, table


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.messages import Inbound
    from bot.port import Media, Outbound
    from storage.db import Database


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)


class Post:
    """What was sent is in `got`, as (chat, text and part, "token" or "paid"), and in `keys`, in the order of the calls.

    Calls end as `ends` say, in turn, and then well. A text in lines goes by parts, a line each; with a token go at most
    so many more `along`, shown after a +.
    """

    name = "post"

    def __init__(
        self,
        *ends: BaseException | None,
        idempotent: bool = True,
        most: int = 1,
        pace: Pace | None = None,
        along: int = 0,
    ) -> None:
        self.idempotent = idempotent
        self.most = most
        self.pace = pace or Pace(1000, 1000, 1000)
        self.got: list[tuple[str, str, str]] = []
        self.keys: list[str] = []
        self.at: list[float] = []
        self._ends = list(ends)
        self._along = along

    def read(self, body: bytes, headers: Mapping[str, str], received: datetime) -> list[Inbound]:
        raise LookupError(body, headers, received)

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def heard(self, event: Inbound) -> None: ...

    def parts(self, reply: Reply) -> int:
        return reply.text.count("\n") + 1

    async def fetch(self, event: Inbound) -> Media:
        raise LookupError(event)

    def is_group(self, chat: str) -> bool:
        return chat.startswith("-")

    def fits(self, parts: Sequence[tuple[Reply, int]]) -> int:
        return min(len(parts), self._along + 1)

    async def send(self, message: Outbound) -> Sent:
        return await self._call([message.address.chat], message)

    async def send_many(self, chats: Sequence[str], message: Outbound) -> Sent:
        return await self._call(chats, message)

    async def _call(self, chats: Sequence[str], message: Outbound) -> Sent:
        how = "token" if message.token else "paid"
        text = "+".join(each.reply.text.split("\n")[each.part] for each in (message, *message.along))
        self.got.append((",".join(chats), text, how))
        self.keys.append(message.key)
        self.at.append(time.monotonic())
        await asyncio.sleep(0)
        if self._ends and (end := self._ends.pop(0)):
            raise end
        return Sent(f"id{len(self.got)}", tuple(f"id{len(self.got)}.{n}" for n, _ in enumerate(message.along, 1)))


async def until(done: Callable[[], bool]) -> None:
    """Look again and again, since what is waited for is in a store; raises TimeoutError after 20 seconds."""
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(done):  # noqa: ASYNC110 - a store sets no event
            await asyncio.sleep(0.01)


class House:
    """A store, and a delivery that runs for as long as `until` asks it to."""

    def __init__(self, database: Database, post: Post) -> None:
        self.database = database
        self.post = post
        self.alarms: list[str] = []
        self.clock, self.real = SetClock(NOW), SetClock(RealClock().now())
        self.delivery = Delivery(
            database,
            self.clock,
            [],
            self.real,
            [post],
            lambda name, halt: self.alarms.append(f"{name}: {halt}"),
            patience=0.01,
        )
        self._events = 0

    def put(self, chat: str, *texts: str, urgency: int = outbox.URGENT, expires_at: datetime | None = None) -> None:
        with self.database.write() as store:
            replies = [Reply(text) for text in texts]
            put(store, Address("post", chat), replies, urgency=urgency, expires_at=expires_at)

    def answer(self, chat: str, text: str, *, age: float = 0) -> None:
        """An answer to an event that brought a reply token so many seconds ago."""
        self._events += 1
        address = Address("post", chat)
        with self.database.write() as store:
            row = {
                "channel": "post", "chat": chat, "event_id": str(self._events), "text": "", "data": "", "at": NOW,
                "kind": "text", "message_id": "", "details": {}, "erased": False, "state": "done", "attempts": 0,
            }  # fmt: skip
            event = store.execute(table(InboxRow).insert().values(row).returning(InboxRow.id)).scalar_one()
            until = self.real.now() + timedelta(seconds=50 - age)
            put(store, address, [Reply(text)], answers=Answers(event, f"token {self._events}", until))

    def put_many(self, chats: Sequence[str], text: str) -> None:
        with self.database.write() as store:
            put_many(store, [Address("post", chat) for chat in chats], Batch(Reply(text)))

    def later(self, seconds: float) -> None:
        self.real.set(self.real.now() + timedelta(seconds=seconds))

    def run(self, done: Callable[[], bool] | None = None) -> None:
        """Deliver until `done`, or until nothing is left that could go."""
        asyncio.run(self._run(done or (lambda: not self._left())))

    def ended(self, chat: str) -> list[tuple[str, str]]:
        """What became of the messages to a chat: (state, reason)."""
        with self.database.read() as store:
            return [(left.state, left.reason) for left in outbox.sent_to(store, Address("post", chat))]

    async def _run(self, done: Callable[[], bool]) -> None:
        async with self.delivery.pumping():
            await until(done)

    def _left(self) -> bool:
        with self.database.read() as store:
            return any(outbox.count(store, "post", state) for state in ("waiting", "sending"))
