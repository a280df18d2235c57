"""What leaves the house: in order, once, or marked; whatever a channel does."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import SetClock
from bot.errors import Never, Retry
from bot.messages import Address, Reply
from bot.outbox import Delivery, put
from bot.port import Outbound, Sent
from storage import outbox, sending
from tests.channels.contract import WHOLE


if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.db import Database
    from storage.sending import Message


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
HOME, OTHER = Address("web", "1"), Address("web", "2")


class Fickle:
    """A channel whose sends end as they are told to, and then well; it keeps what it was given."""

    def __init__(self, *ends: BaseException, name: str = "web", idempotent: bool = True) -> None:
        self.name = name
        self.idempotent = idempotent
        self.got: list[tuple[str, str]] = []
        self.keys: list[str] = []
        self._ends = list(ends)

    def parts(self, _reply: Reply) -> int:
        return 1

    async def send(self, message: Outbound) -> Sent:
        self.got.append((message.address.chat, message.reply.text))
        self.keys.append(message.key)
        if self._ends:
            raise self._ends.pop(0)
        return Sent(f"id of {message.reply.text}")


class Desk:
    """A store with a delivery over it, and both its clocks."""

    def __init__(self, database: Database, *channels: Fickle) -> None:
        self.database = database
        self.clock, self.real = SetClock(NOW), SetClock(NOW)
        self.delivery = Delivery(database, self.clock, channels, self.real)

    def put(self, *texts: str, address: Address = HOME, expires_at: datetime | None = None) -> None:
        with self.database.write() as store:
            put(store, address, [Reply(text) for text in texts], expires_at=expires_at)

    def sweep(self, after: float = 0) -> None:
        """Sweep, so many seconds later in real time."""
        self.real.set(self.real.now() + timedelta(seconds=after))
        asyncio.run(self.delivery.sweep())

    def states(self, address: Address = HOME) -> list[str]:
        with self.database.read() as store:
            return [left.state for left in outbox.sent_to(store, address)]

    def claim(self) -> Sequence[Message]:
        """Another process takes what is due, and then is heard of no more."""
        with self.database.write() as store:
            return sending.claim(store, ["web"], self.real.now(), 10)


def test_a_reply_comes_out_of_the_store_as_it_went_in(database: Database) -> None:
    with database.write() as store:
        put(store, HOME, [WHOLE])
    with database.read() as store:
        assert [left.reply for left in outbox.sent_to(store, HOME)] == [WHOLE]


def test_what_was_rolled_back_is_never_sent(database: Database) -> None:
    channel = Fickle()
    desk = Desk(database, channel)

    def half() -> None:
        with database.write() as store:
            put(store, HOME, [Reply("ก")])
            raise LookupError

    with pytest.raises(LookupError):
        half()
    desk.sweep()

    assert channel.got == []


def test_messages_arrive_in_order_and_once(database: Database) -> None:
    channel = Fickle()
    desk = Desk(database, channel)
    desk.put("ก", "ข")
    desk.put("x", address=OTHER)
    desk.put("ค")

    desk.sweep()
    desk.sweep()

    assert sorted(channel.got) == [("1", "ก"), ("1", "ข"), ("1", "ค"), ("2", "x")]
    assert [text for chat, text in channel.got if chat == "1"] == ["ก", "ข", "ค"]
    assert desk.states() == ["sent"] * 3
    assert len(set(channel.keys)) == 4


def test_delivering_to_one_leaves_the_others(database: Database) -> None:
    channel = Fickle()
    desk = Desk(database, channel)
    desk.put("ก")
    desk.put("x", address=OTHER)

    asyncio.run(desk.delivery.deliver(HOME))

    assert (channel.got, desk.states(OTHER)) == ([("1", "ก")], ["waiting"])


def test_a_channel_that_is_not_here_keeps_its_messages(database: Database) -> None:
    desk = Desk(database, Fickle())
    away = Address("line", "1")
    desk.put("ก", address=away)

    desk.sweep()
    asyncio.run(desk.delivery.deliver(away))

    assert desk.states(away) == ["waiting"]


def test_a_retry_comes_later_under_the_same_key_and_holds_up_what_follows(database: Database) -> None:
    channel = Fickle(Retry("503"), Retry("rate", after=30))
    desk = Desk(database, channel)
    desk.put("ก", "ข")

    for after, tries in [(0, 1), (1, 1), (1, 2), (29, 2), (1, 4)]:
        desk.sweep(after)
        assert len(channel.got) == tries

    assert channel.got == [("1", "ก"), ("1", "ก"), ("1", "ก"), ("1", "ข")]
    assert (len(set(channel.keys)), desk.states()) == (2, ["sent", "sent"])


def test_waits_double_up_to_a_quarter_of_an_hour_and_end_after_a_day(database: Database) -> None:
    channel = Fickle(*[Retry("503")] * 200)
    desk = Desk(database, channel)
    desk.put("ก")
    waits, quarters = [], 0
    desk.sweep()
    for _ in range(3):
        wait = 0
        tried = len(channel.got)
        while len(channel.got) == tried:
            desk.sweep(after=1 if wait < 2 else wait)
            wait = wait * 2 if wait >= 2 else wait + 1
        waits.append(wait)

    while desk.states() == ["waiting"]:
        desk.sweep(after=900)
        quarters += 1

    assert (waits, len(channel.got), quarters, desk.states()) == ([2, 4, 8], 100, 96, ["failed"])


def test_what_can_never_arrive_fails_with_its_reason_and_the_next_goes_on(database: Database) -> None:
    channel = Fickle(Never("blocked"))
    desk = Desk(database, channel)
    desk.put("ก", "ข")

    desk.sweep()

    assert (channel.got, desk.states()) == ([("1", "ก"), ("1", "ข")], ["failed", "sent"])


@pytest.mark.parametrize(("idempotent", "states"), [(True, ["waiting", "waiting"]), (False, ["uncertain", "sent"])])
def test_a_send_that_breaks_is_repeated_only_where_that_shows_nothing_twice(
    database: Database,
    idempotent: bool,  # noqa: FBT001 - a table of cases
    states: list[str],
) -> None:
    desk = Desk(database, Fickle(ConnectionError("ที่พูดไว้"), idempotent=idempotent))
    desk.put("ก", "ข")

    desk.sweep()

    assert desk.states() == states


def test_a_message_that_has_expired_is_dropped(database: Database) -> None:
    channel = Fickle()
    desk = Desk(database, channel)
    desk.put("late", expires_at=NOW)
    desk.put("in time", expires_at=NOW + timedelta(seconds=1))

    desk.sweep()

    assert (channel.got, desk.states()) == ([("1", "in time")], ["dropped", "sent"])


@pytest.mark.parametrize(("idempotent", "state"), [(True, "sent"), (False, "uncertain")])
def test_what_a_dead_process_was_sending_is_taken_back_after_its_lease(
    database: Database,
    idempotent: bool,  # noqa: FBT001 - a table of cases
    state: str,
) -> None:
    channel = Fickle(idempotent=idempotent)
    desk = Desk(database, channel)
    desk.put("ก")
    (taken,) = desk.claim()

    desk.sweep(after=120)
    assert desk.states() == ["sending"]

    desk.sweep(after=1)
    assert desk.states() == [state]
    assert channel.keys == ([taken.key] if idempotent else [])


def test_a_rehearsal_clock_changes_nothing_about_leases(database: Database) -> None:
    desk = Desk(database, Fickle())
    desk.put("ก")
    desk.claim()

    desk.clock.set(NOW + timedelta(days=400))
    desk.sweep()

    assert desk.states() == ["sending"]


def test_a_message_is_claimed_once_however_many_ask(database: Database) -> None:
    desk = Desk(database, Fickle())
    for chat in range(40):
        desk.put("ก", "ข", address=Address("web", str(chat)))
    claimed: list[int] = []

    def work() -> None:
        while batch := desk.claim():
            claimed.extend(message.id for message in batch)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(claimed), len(set(claimed))) == (40, 40)


def test_several_deliveries_at_once_send_everything_once_and_in_order(database: Database) -> None:
    channel = Fickle()
    desks = [Desk(database, channel) for _ in range(3)]
    for chat in range(10):
        desks[0].put("1", "2", "3", address=Address("web", str(chat)))

    async def together() -> None:
        await asyncio.gather(*(desk.delivery.sweep() for desk in desks))

    asyncio.run(together())
    desks[0].sweep()

    by_chat = {str(chat): [text for c, text in channel.got if c == str(chat)] for chat in range(10)}
    assert by_chat == {str(chat): ["1", "2", "3"] for chat in range(10)}
