"""How late reminders were, from what is kept of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from storage import lateness
from storage.lateness import Lateness
from storage.models import ReminderRow


if TYPE_CHECKING:
    from storage.db import Database
    from storage.models.notices import ReminderState


DUE = datetime(2026, 1, 5, 2, tzinfo=UTC)


def reminder(key: int, late: float, state: ReminderState = "planned") -> ReminderRow:
    return ReminderRow(
        key=str(key),
        programme="p",
        kind="nudge",
        due_at=DUE,
        expires_at=DUE + timedelta(minutes=30),
        planned_at=DUE + timedelta(seconds=late),
        state=state,
        people=3,
    )


def test_each_counts_within_every_bound_that_it_keeps_and_early_is_in_time(database: Database) -> None:
    with database.write() as store:
        none = lateness.reminders(store, (1, 60))
        late = (-5, 0, 0.5, 1.5, 59.5, 61, 7200)
        store.add_all(reminder(key, seconds) for key, seconds in enumerate(late))
        store.add(reminder(99, 4000, "expired"))
    with database.read() as store:
        found = lateness.reminders(store, (1, 60))

    assert none == Lateness((0, 0), 0, 0, 0)
    assert (found.within, found.planned, found.expired) == ((3, 5), 7, 1)
    assert abs(found.seconds - 7322.5) < 0.01  # SQLite reckons in days
