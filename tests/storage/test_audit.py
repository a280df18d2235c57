"""Who did what is kept, the newest first; a deed with a key once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from storage import audit, people
from storage.audit import Deed


if TYPE_CHECKING:
    from storage.db import Database


NOON = datetime(2026, 7, 1, 5, tzinfo=UTC)


def test_deeds_come_newest_first_by_pages(database: Database) -> None:
    with database.write() as store:
        me = people.add(store, people.Details("นางสาวมาลี ใจดี"))
        for hour in range(5):
            audit.note(store, Deed("session.changed", NOON + timedelta(hours=hour), "A", me, f"s{hour}"))
        audit.note(store, Deed("session.changed", NOON, "B", me, "elsewhere"))
    with database.read() as store:
        first = audit.of_programme(store, "A", most=2)
        assert [deed.subject for _, deed in first] == ["s4", "s3"]
        assert [deed.subject for _, deed in audit.of_programme(store, "A", before=first[-1][0])] == ["s2", "s1", "s0"]


def test_what_concerns_somebody_is_theirs_and_a_deed_with_a_key_is_kept_once(database: Database) -> None:
    seen = Deed("people.seen", NOON, "A", subject="people", about=1, details={"page": 1}, key="1 people 2026-07-01")
    with database.write() as store:
        me = people.add(store, people.Details("นางสาวมาลี ใจดี"))
        assert me == 1
        audit.note(store, seen)
        audit.note(store, seen)
    with database.read() as store:
        assert audit.about(store, me) == [seen]


def test_somebody_who_is_erased_leaves_a_pseudonym_in_it(database: Database) -> None:
    with database.write() as store:
        me = people.add(store, people.Details("นางสาวมาลี ใจดี"))
        audit.note(store, Deed("people.imported", NOON, "A", me))
        people.forget(store, me, "ผู้เรียน 1")
    with database.read() as store:
        ((_, deed),) = audit.of_programme(store, "A")
        assert deed.person == me
        assert people.get(store, me).name == "ผู้เรียน 1"
