"""How long /metrics and /health take over a store with a million messages sent and 100,000 that wait."""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import insert, text

from storage import models, tallies
from storage.db import Database
from storage.models import OutboxRow, ReminderRow
from tests.benchmarks.platforms import postgresql
from tests.web.served import place, served


if TYPE_CHECKING:
    from tests.benchmarks.platforms import Row


SENT, WAITING, REMINDERS = 1_000_000, 100_000, 10_000
ROUNDS = 9
_PUT = {
    "inbox_id": None,
    "position": 0,
    "retry_key": "00000000-0000-4000-8000-000000000000",
    "attempts": 1,
    "message_id": "461230966842064897",
    "urgency": 2,
    "part": 0,
    "doubted": False,
}
_MADE_OF = ", ".join(("channel", "chat", "reply", "state", "reason", *_PUT))


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        return [row for name, url in urls.items() if url for row in _of(name, url)]


def _of(name: str, store_url: str) -> list[Row]:
    database = Database(store_url)
    house = place(database)
    _fill(database, SENT, "sent")
    _fill(database, WAITING, "waiting")
    with database.write() as store:
        tallies.gather(store)  # as is done every minute
        now = datetime.now(UTC)
        about = {"programme": "p", "kind": "nudge", "due_at": now, "expires_at": now, "planned_at": now, "people": 1}
        reminders = [{"key": str(number), "state": "planned", **about} for number in range(REMINDERS)]
        store.execute(insert(models.table(ReminderRow)), reminders)
    if not database.file:  # PostgreSQL does so itself every minute or so
        with database.connect_alone() as connection:
            connection.execute(text("VACUUM ANALYZE"))
    rows = []
    with served(house) as url, httpx.Client(base_url=url, trust_env=False) as browser:
        for path in ("/metrics", "/health"):
            took = [_took(browser, path) for _ in range(ROUNDS)]
            figure = f"{1000 * statistics.median(took):.0f} ms, at most {1000 * max(took):.0f} ms"
            rows.append((f"{path}, {SENT:,} messages sent and {WAITING:,} waiting, {name}", figure))
    database.close()
    return rows


def _fill(database: Database, number: int, state: str) -> None:
    """As many messages as that, in no time: made by the database itself."""
    with database.write() as store:
        sqlite = store.get_bind().dialect.name == "sqlite"
        numbers = (
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number) SELECT i FROM n)"
            if sqlite
            else "(SELECT i FROM generate_series(1, :number) AS i)"
        )
        values = ", ".join(f":{name}" for name in _PUT)
        said = '\'{"text": "พรุ่งนี้เรียน 09.00 น. ห้องประชุมใหญ่ อุทยานนวัตกรรม ถนนโยธี"}\''
        reply = said if sqlite else f"CAST({said} AS json)"
        store.execute(
            text(
                f"INSERT INTO {OutboxRow.__tablename__} ({_MADE_OF})"  # noqa: S608 - our own words
                f" SELECT 'line', 'U' || i, {reply}, :state, '', {values} FROM {numbers} AS numbers"
            ),
            {"number": number, "state": state, **_PUT},
        )


def _took(browser: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    browser.get(path).raise_for_status()
    return time.perf_counter() - begun
