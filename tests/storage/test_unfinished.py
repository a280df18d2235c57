"""What is still to be done is found by the small index of it, however much is finished."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.messages import Address
from storage import inbox, sending
from storage.db import Database
from storage.sending import Due


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session


NOW, HOME = datetime(2026, 1, 5, tzinfo=UTC), Address("web", "1")


@pytest.fixture
def store() -> Iterator[Session]:
    database = Database("sqlite://")
    database.migrate()
    with database.write() as session:
        yield session
    database.close()


@pytest.mark.parametrize(
    "look",
    [
        lambda store: inbox.oldest(store, HOME),
        inbox.pending,
        lambda store: sending.claim(store, ["web"], NOW, 50),
        lambda store: sending.claim_calls(store, Due("line", 50, ["1"]), NOW),
        lambda store: sending.claim_calls(store, Due("line", 50, ["1"], free=True), NOW),
        lambda store: sending.claim_at(store, HOME, NOW, 50),
        lambda store: sending.waits(store, "web"),
        lambda store: sending.stuck(store, ["web"], NOW),
    ],
    ids=["oldest", "pending", "claim", "claim of calls", "claim of what is free", "claim at one", "waits", "stuck"],
)
def test_it_is_not_searched_for_among_what_is_finished(store: Session, look: Callable[[Session], object]) -> None:
    asked: list[tuple[str, Any]] = []
    connection = store.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    look(store)
    statement, values = asked[0]

    plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]

    reads = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
    assert ([step for step in reads if "_unfinished" not in step], len(reads) > 0) == ([], True)
