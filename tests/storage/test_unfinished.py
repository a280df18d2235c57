"""What is still to be done is found by the small index of it, however much is finished."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.messages import Address, Inbound, Reply
from storage import health, inbox, outbox, sending
from storage.outbox import Batch
from storage.sending import Due
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session


NOW, HOME = datetime(2026, 1, 5, tzinfo=UTC), Address("web", "1")


@pytest.fixture
def store() -> Iterator[Session]:
    """With an answer and an announcement that wait."""
    database = in_memory()
    with database.write() as session:
        inbox.add(session, [Inbound(HOME, "1", "ถาม", NOW)])
        outbox.put(session, HOME, [Reply("ตอบ")], answers=outbox.Answers(1))
        outbox.put_many(session, [HOME], Batch(Reply("ประกาศ")))
        yield session
    database.close()


@pytest.mark.parametrize(
    "look",
    [
        lambda store: inbox.oldest(store, HOME),
        inbox.pending,
        lambda store: sending.claim(store, ["web"], NOW, 50),
        lambda store: sending.claim_calls(store, Due("line", 50, resting=["1"]), NOW),
        lambda store: sending.claim_calls(store, Due("line", 50, resting=["1"], free=True), NOW),
        lambda store: sending.claim_at(store, HOME, NOW, 50),
        lambda store: sending.waits(store, "web"),
        lambda store: sending.stuck(store, ["web"], NOW),
        health.waiting,
        lambda store: health.queues(store, NOW),
        health.sending,
    ],
    ids=[
        "oldest",
        "pending",
        "claim",
        "claim of calls",
        "claim of what is free",
        "claim at one",
        "waits",
        "stuck",
        "health",
        "queues",
        "on their way",
    ],
)
def test_it_is_not_searched_for_among_what_is_finished(store: Session, look: Callable[[Session], object]) -> None:
    asked: list[tuple[str, Any]] = []
    connection = store.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    look(store)
    looks = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
    plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all() for statement, values in looks]

    reads = [row[-1] for plan in plans for row in plan if row[-1].startswith(("SCAN", "SEARCH"))]
    fine = ("_unfinished", "INTEGER PRIMARY KEY", "bodies")  # the second: one row, by its number
    assert ([step for step in reads if not any(way in step for way in fine)], len(reads) > 0) == ([], True)
