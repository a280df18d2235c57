"""What is known of the month's paid messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.messages import Address, Reply
from bot.outbox import Batch, put_many
from storage import quotas
from storage.quotas import Quota, Seen


if TYPE_CHECKING:
    from storage.db import Database


NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)


def test_what_waits_is_taken_from_what_is_left(database: Database) -> None:
    with database.write() as store:
        nothing = quotas.of(store, "line")
        first = quotas.keep(store, "line", Seen(300, 180, 60, "2026-01", NOW))
        for channel in ("line", "telegram"):
            put_many(store, [Address(channel, str(chat)) for chat in range(7)], Batch(Reply("ก")))
    with database.read() as store:
        found = quotas.of(store, "line")

    assert (nothing, first, found) == (None, None, Quota(300, 180, 60, 7))
    assert (found.left if found else None) == 113


def test_there_is_never_less_than_nothing_left_and_no_end_without_a_limit() -> None:
    assert (Quota(300, 299, 60, 7).left, Quota(None, 299, 0, 7).left) == (0, None)


def test_what_was_seen_before_is_told(database: Database) -> None:
    before, after = Seen(35000, 10, 7000, "2026-01", NOW), Seen(300, 10, 60, "2026-01", NOW + timedelta(minutes=10))
    with database.write() as store:
        quotas.keep(store, "line", before)
        told = quotas.keep(store, "line", after)
    with database.read() as store:
        assert (told, quotas.seen(store, "line")) == (before, after)


def test_a_month_that_is_used_up_ends_when_it_does_in_thailand() -> None:
    used_up = Seen(300, 300, 60, "2026-01", NOW)

    assert [used_up.is_out(NOW + timedelta(hours=hours)) for hours in (0, 6, 7)] == [True, True, False]
    assert [Seen(most, 299, 0, "2026-01", NOW).is_out(NOW) for most in (300, None)] == [False, False]
