"""What waits for organisers is counted right, in each kind of store."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from bot.messages import Address, Reply
from storage import attended, checkins, outbox, people, waiting
from storage.checkins import Entry
from storage.models import CheckinRow, OutboxRow
from storage.outbox import Batch
from storage.people import Details, Membership


if TYPE_CHECKING:
    from storage.db import Database
    from storage.models import Status, What

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
PEOPLE, POINTS = 3, ("", "p")
SAID: list[tuple[What, Status]] = [
    *(("in", "present"), ("in", "late"), ("out", ""), ("pin", ""), ("undo", "")),
    *(("mark", "present"), ("mark", "absent"), ("mark", "excused"), ("mark", "")),
]
LINES = st.lists(
    st.tuples(st.sampled_from(SAID), st.integers(0, PEOPLE - 1), st.sampled_from(POINTS), st.integers(0, 12)),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_who_came_is_counted_as_it_is_worked_out_of_the_log(
    database: Database, lines: list[tuple[tuple[What, Status], int, str, int]]
) -> None:
    with database.write() as store:
        store.execute(delete(CheckinRow))
        staff, *others = (people.add(store, Details(f"p{n}")) for n in range(PEOPLE))
        people.enrol(store, staff, Membership("c", "organiser"))
        for each in others:
            people.enrol(store, each, Membership("c"))
        made: list[int] = []
        for nth, ((what, status), who, point, about) in enumerate(lines):
            at = NOW + timedelta(minutes=nth)
            entry = Entry("c", "s", point, [staff, *others][who], what, "code", at, at, status)
            undone = made[about % len(made)] if what == "undo" and made else None
            made.append(checkins.add(store, replace(entry, about=undone)).id)
        found = waiting.came(store, "c", "s", POINTS)
        states = attended.states(checkins.counted(store, "c", ["s"]))
        for each in (staff, *others):
            people.forget(store, each, "x")

    there = [point for (_, point, who), state in states.items() if state.came and who != staff]
    assert found == Counter(there)


def test_who_has_joined_is_whoever_has_a_chat_of_their_own(database: Database) -> None:
    with database.write() as store:
        ann, ben, other = (people.add(store, Details(name)) for name in ("ann", "ben", "other"))
        for each in (ann, ben):
            people.enrol(store, each, Membership("c"))
        people.enrol(store, other, Membership("d"))
        for channel in ("line", "telegram"):
            people.link(store, ann, Address(channel, "x"))
        found = waiting.waiting(store, "c")

    assert (found.members, found.joined, found.questions, found.failed) == (2, 1, 0, 0)


def test_what_did_not_arrive_is_counted_however_much_was_sent_since(database: Database) -> None:
    ann, bob = Address("line", "ann"), Address("line", "bob")
    with database.write() as store:
        for name, programme in (("ann", "c"), ("bob", "d")):
            person = people.add(store, Details(name))
            people.enrol(store, person, Membership(programme))
            people.link(store, person, Address("line", name))
        first = outbox.put_many(store, [ann, ann, ann, bob, Address("line", "nobody")], Batch(Reply("เตือน")))
        for number, state in zip(first, ("failed", "uncertain", "failed", "failed", "failed"), strict=True):
            store.execute(update(OutboxRow).where(OutboxRow.id == number).values(state=state))
        since = outbox.put_many(store, [ann] * 5_001, Batch(Reply("ข่าว")))
        store.execute(update(OutboxRow).where(OutboxRow.id.in_(since)).values(state="sent"))
        found = waiting.waiting(store, "c")

    assert (found.failed, found.uncertain) == (2, 1)


def test_what_did_not_arrive_is_found_by_an_index_of_its_own(database: Database) -> None:
    with database.read() as store:
        if store.connection().dialect.name != "sqlite":
            return  # PostgreSQL reads so few rows as they lie
        query = str(waiting.undelivered("c").compile(store.connection(), compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in store.execute(text(f"EXPLAIN QUERY PLAN {query}"))]

    assert any("ix_outbox_undelivered" in step for step in plan), plan
