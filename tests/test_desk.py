"""What comes is answered and delivered by itself, whoever takes it and however it comes."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.clock import SetClock
from bot.conversation import Desk
from bot.messages import Address, Inbound, Reply
from bot.outbox import Delivery
from bot.port import Outbound, Sent
from storage.models import InboxRow
from tests.test_conversation import HOME, NOW, OTHER, conversation, inbound, said


if TYPE_CHECKING:
    from bot.router import Turn
    from storage.db import Database


class Recorder:
    """A channel that keeps what it is given."""

    name = "web"
    idempotent = True

    def __init__(self) -> None:
        self.got: list[tuple[Address, str]] = []

    def parts(self, _reply: Reply) -> int:
        return 1

    async def send(self, message: Outbound) -> Sent:
        self.got.append((message.address, message.reply.text))
        return Sent(message.key)


def test_the_desk_answers_and_delivers_by_itself(database: Database) -> None:
    channel = Recorder()
    desk = Desk(conversation(database), Delivery(database, SetClock(NOW), [channel]))

    async def day() -> list[Inbound]:
        new = await desk.take([inbound("ก"), inbound("ข"), inbound("ค", address=OTHER)])
        new += await desk.take([inbound("ก")])
        await desk.close()
        return new

    assert asyncio.run(day()) == [inbound("ก"), inbound("ข"), inbound("ค", address=OTHER)]
    assert sorted(channel.got, key=lambda got: got[0].chat) == [(HOME, "ก 0"), (HOME, "ข 1"), (OTHER, "ค 0")]


def test_after_a_restart_the_sweep_answers_whoever_waits(database: Database) -> None:
    channel = Recorder()
    conversation(database).receive([inbound("ก"), inbound("ข", address=OTHER)])
    desk = Desk(conversation(database), Delivery(database, SetClock(NOW), [channel]))

    asyncio.run(desk.sweep())

    assert channel.got == [(HOME, "ก 0"), (OTHER, "ข 0")]


def test_an_event_that_cannot_even_be_read_keeps_nobody_else_waiting(database: Database) -> None:
    channel = Recorder()
    conversation(database).receive([inbound("ก"), inbound("ข", address=OTHER)])
    with database.write() as store:
        store.execute(update(InboxRow).where(InboxRow.text == "ก").values(details={"of another version": 1}))
    desk = Desk(conversation(database), Delivery(database, SetClock(NOW), [channel]))

    asyncio.run(desk.sweep())

    assert channel.got == [(OTHER, "ข 0")]


def test_the_same_events_brought_crosswise_at_once_are_kept_once(database: Database) -> None:
    events = [inbound(f"ก{number}") for number in range(40)]
    new: list[Inbound] = []
    barrier = threading.Barrier(2)

    def bring(batch: list[Inbound]) -> None:
        heart = conversation(database)
        barrier.wait()
        new.extend(heart.receive(batch))

    threads = [threading.Thread(target=bring, args=(batch,)) for batch in (events, events[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(event.event_id for event in new) == sorted(event.event_id for event in events)


def test_what_comes_before_an_answer_is_a_message_of_its_own(database: Database) -> None:
    def twice(turn: Turn) -> Reply:
        turn.before.append(Reply("ก่อน"))
        return Reply(f"{len(turn.inbound.text)} {len(turn.whole)}")

    heart = conversation(database, twice)
    heart.receive([inbound("ก" * 6000, "1")])

    assert heart.answer(HOME) == Reply("500 5000")
    assert said(database) == ["ก่อน", "500 5000"]
