"""Who is at a point of a session, on each kind of store: what was noted last counts, unless it was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from storage import checkins, people, rolls
from storage.boards import Place
from storage.checkins import Entry
from storage.people import Details, Membership
from storage.rolls import Member, Wanted


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.db import Database
    from storage.models import Status
    from storage.rolls import How


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
PLACE = Place("c", "a")
HOWS: tuple[How, ...] = ("", "present", "late", "excused", "absent", "none")


def note(store: Store, person: int, status: Status, **other: object) -> Entry:
    line = Entry("c", "a", "", person, "mark", "organiser", NOW, NOW, status)
    return checkins.add(store, replace(line, **other))  # type: ignore[arg-type] # fields of an entry


def test_the_last_line_that_counts_says_how_it_is(database: Database) -> None:
    with database.write() as store:
        ids = {}
        for name in ("ann", "ben", "cat", "dan", "eve", "fay", "gil"):
            ids[name] = people.add(store, Details(name, "เทศบาล" if name in ("ann", "ben") else ""))
            people.enrol(store, ids[name], Membership("c", "scanner" if name == "gil" else "participant"))
        note(store, ids["ann"], "present", what="in", way="code")
        note(store, ids["ben"], "absent")
        note(store, ids["ben"], "late")
        note(store, ids["cat"], "excused")
        taken = note(store, ids["dan"], "present")
        note(store, ids["dan"], "", what="undo", about=taken.id)
        note(store, ids["eve"], "present", outcome="early")
        note(store, ids["fay"], "present")
        note(store, ids["fay"], "")
        note(store, ids["gil"], "present")
        note(store, ids["ann"], "absent", session="b")

        by_how = {how: [each.name for each in rolls.page(store, PLACE, Wanted(how), 0, 50)] for how in HOWS}
        assert by_how == {
            "": ["ann", "ben", "cat", "dan", "eve", "fay"],
            "present": ["ann"],
            "late": ["ben"],
            "excused": ["cat"],
            "absent": [],
            "none": ["dan", "eve", "fay"],
        }
        assert rolls.counts(store, PLACE) == {"present": 1, "late": 1, "excused": 1, "none": 3}
        assert rolls.page(store, PLACE, Wanted("none"), 1, 1) == [Member(ids["eve"], "eve", "", "")]
        assert rolls.count(store, PLACE, Wanted(text="เทศบาล b")) == 1
        assert [each.name for each in rolls.page(store, PLACE, Wanted("late", "เทศบาล"), 0, 9)] == ["ben"]
        assert rolls.participants(store, "c", list(ids.values())) == [ids[name] for name in list(ids)[:6]]
