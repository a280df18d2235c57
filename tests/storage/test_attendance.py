"""How it is with everybody is the same, read straight from the log or line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import attendance, checkins, people
from storage.attended import states
from storage.checkins import Entry
from storage.people import Details
from tests.stores import in_memory


if TYPE_CHECKING:
    from storage.db import Database
    from storage.models import Status, What


BEGUN = datetime(2026, 1, 5, 2, tzinfo=UTC)
lines = st.tuples(
    st.sampled_from(["in", "out", "mark", "pin", "undo", "close"]),
    st.sampled_from(["", "present", "late", "absent", "excused"]),
    st.sampled_from(["a", "b"]),
    st.integers(1, 2),
    st.sampled_from(["", "", "", "two"]),
    st.integers(1, 12),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=12))
def test_both_ways_say_the_same(log: list[tuple[What, Status, str, int, str, int]]) -> None:
    database = in_memory()
    with database.write() as store:
        for name in ("ann", "ben"):
            people.add(store, Details(name))
        written: list[Entry] = []
        for what, status, session, person, outcome, about in log:
            at = BEGUN + timedelta(minutes=len(written))
            entry = Entry("c", session, "", None if what == "close" else person, what, "code", at, at, status, outcome)
            if what == "undo" and about > len(written):
                continue
            if what == "undo":
                entry = replace(entry, person=written[about - 1].person, about=written[about - 1].id)
            written.append(checkins.add(store, entry))
    with database.read() as store:
        found, counted = attendance.of(store, "c"), checkins.counted(store, "c")
        assert attendance.of(store, "c", [1]) == {who: mine for who, mine in found.items() if who == 1}
    flat = {(*place, who): state for who, mine in found.items() for place, state in mine.items()}
    assert flat == states(counted)
    database.close()


def test_somebody_came_to_so_many_slots_whichever_of_its_rooms_they_were_in(database: Database) -> None:
    def line(session: str, person: int, what: What = "in", status: Status = "present", outcome: str = "") -> Entry:
        return Entry("c", session, "", person, what, "code", BEGUN, BEGUN, status, outcome)

    with database.write() as store:
        ann, ben, cat = (people.add(store, Details(name)) for name in ("ann", "ben", "cat"))
        for session in ("a", "b", "d"):
            checkins.add(store, line(session, ann))
        checkins.add(store, line("a", ben, outcome="late"))
        checkins.add(store, replace(line("a", cat), programme="other"))
        checkins.add(store, line("e", cat, "mark", "absent"))
    with database.read() as store:
        assert attendance.came(store, "c", {("a", ""): 0, ("b", ""): 0, ("d", ""): 1, ("e", ""): 2}) == {ann: 2}
        assert attendance.came(store, "c", {}) == {}
        assert attendance.told(store, "c") == {cat}
