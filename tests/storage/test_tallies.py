"""However a message ends, it is counted once, in the transaction that ends it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from bot.messages import Address, Inbound, Reply
from storage import addresses, inbox, outbox, people_said, sending, tallies
from storage.db import Database
from storage.migrations import run
from storage.models import OutboxRow, TallyRow
from storage.tallies import Tally


if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
HOME, AWAY = Address("line", "1"), Address("telegram", "2")
SAID = Reply("ทดสอบ")


def asked(store: Session, address: Address, number: int) -> int:
    inbox.add(store, [Inbound(address, str(number), "ถาม", NOW)])
    found = inbox.oldest(store, address)
    assert found
    inbox.finish(store, found[0])
    return found[0]


def sent(store: Session, address: Address, state: Any = "sent", reason: str = "") -> None:
    """What waits there is claimed, and ends so."""
    for message in sending.claim_at(store, address, datetime.now(UTC) + timedelta(days=1), 50):
        sending.finish(store, message, state, reason=reason)


def counted(database: Database) -> list[tuple[str, str, str, int]]:
    with database.read() as store:
        return [(tally.channel, tally.outcome, tally.reason, tally.number) for tally in tallies.counted(store)]


def test_every_end_is_counted_by_channel_and_why_it_was_dropped(database: Database) -> None:
    with database.write() as store:
        outbox.put(store, HOME, [SAID, SAID], answers=outbox.Answers(asked(store, HOME, 1)))
        outbox.put(store, HOME, [SAID], answers=outbox.Answers(asked(store, HOME, 2)))
        outbox.put(store, AWAY, [SAID])
        while_waiting = tallies.counted(store)
        for _ in range(3):
            sent(store, HOME)
        sent(store, AWAY, "failed", "400: ไม่รู้จัก")
        outbox.put(store, AWAY, [SAID])
        sent(store, AWAY, "uncertain", "TimeoutError")
        outbox.put(store, AWAY, [SAID])
        sent(store, AWAY, "dropped", "expired")
        outbox.put(store, AWAY, [SAID, SAID])
        outbox.drop(store, AWAY, "blocked")
        addresses.opened(store, AWAY)
        addresses.close(store, AWAY, "blocked")
        outbox.put(store, AWAY, [SAID])

    assert while_waiting == [Tally("line", "answered", "", 2)]
    assert counted(database) == [
        ("line", "answered", "", 2),
        ("line", "sent", "", 3),
        ("telegram", "dropped", "blocked", 3),
        ("telegram", "dropped", "expired", 1),
        ("telegram", "failed", "", 1),
        ("telegram", "uncertain", "", 1),
    ]


def test_what_is_erased_stays_counted_and_what_waited_then_is_counted_as_erased(database: Database) -> None:
    with database.write() as store:
        outbox.put(store, AWAY, [SAID])
        sent(store, AWAY)
        outbox.put(store, AWAY, [SAID, SAID])
        people_said.erase(store, AWAY)
        left = store.scalar(select(func.count()).select_from(OutboxRow).where(OutboxRow.channel == AWAY.channel))

    assert left == 0
    assert counted(database) == [("telegram", "dropped", "erased", 2), ("telegram", "sent", "", 1)]


def test_what_is_rolled_back_was_not_counted(database: Database) -> None:
    with database.write() as store:
        outbox.put(store, HOME, [SAID])
        store.flush()
        sent(store, HOME)
        store.rollback()

    assert counted(database) == []


def test_what_had_ended_before_anything_was_counted_is_counted_by_the_migration(database: Database) -> None:
    if database.in_memory:
        return  # it is never migrated
    with database.write() as store:
        outbox.put(store, HOME, [SAID], answers=outbox.Answers(asked(store, HOME, 1)))
        outbox.put(store, AWAY, [SAID])
        outbox.drop(store, AWAY, "blocked")
        sent(store, HOME)
        run.downgrade(store.connection(), "0005")
        run.upgrade(store.connection())

    expected = [("line", "answered", "", 1), ("line", "sent", "", 1), ("telegram", "dropped", "blocked", 1)]
    assert counted(database) == expected


def test_what_was_counted_is_added_up_to_the_same_by_any_number_at_once(database: Database) -> None:
    people = [Address("telegram", str(number)) for number in range(4)]
    with database.write() as store:
        outbox.put(store, HOME, [SAID] * 20)
        outbox.drop(store, HOME, "blocked")
        for person in people:
            outbox.put(store, person, [SAID] * 5)
    before = counted(database)

    def work(person: Address) -> None:
        for _ in range(5):
            with database.write() as store:
                sent(store, person)
                tallies.gather(store)

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert before == [("line", "dropped", "blocked", 20)]
    assert counted(database) == [*before, ("telegram", "sent", "", 20)]
    with database.write() as store:
        tallies.gather(store)
        assert store.scalar(select(func.count()).select_from(TallyRow)) == 2


def triggers(database: Database) -> dict[str, str]:
    with database.read() as store:
        rows = store.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    return {name: sql for name, sql in rows}  # noqa: C416 - a row is no pair to mypy


def test_a_store_in_memory_counts_as_a_file_does_after_all_migrations(tmp_path: Path) -> None:
    """SQLite makes tables anew to change them, and forgets their triggers: a migration must make them again."""
    memory, file = Database("sqlite://"), Database(f"sqlite:///{tmp_path}/x.db")
    for database in (memory, file):
        database.migrate()

    assert triggers(memory) == triggers(file)
    assert sorted(triggers(file)) == ["tally_answered", "tally_ended", "tally_erased", "tally_put"]
    memory.close()
    file.close()


def test_processes_that_count_the_same_in_another_order_never_wait_for_each_other(postgresql_store: str) -> None:
    stores = [Database(postgresql_store) for _ in range(2)]
    places = [[Address(channel, str(number)) for channel in order] for number, order in enumerate(("ab", "ba"))]
    with stores[0].write() as store:
        for here in places:
            for address in here:
                outbox.put(store, address, [SAID])
    halfway = threading.Barrier(2, timeout=20)

    def work(database: Database, here: list[Address]) -> None:
        with database.write() as store:
            sent(store, here[0])
            halfway.wait()  # both have counted: whoever waited for the other now would wait for ever
            sent(store, here[1])

    threads = [threading.Thread(target=work, args=each) for each in zip(stores, places, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert counted(stores[0]) == [("a", "sent", "", 2), ("b", "sent", "", 2)]
    for database in stores:
        database.close()
