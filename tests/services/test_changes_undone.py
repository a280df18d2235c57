"""A release is taken back by another one: what it changed is as before, and what was changed since stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.services import changes
from bot.services import programme as programmes
from storage.programme import Text
from tests.services.changed import BASE, FIRST, MOVED, NOW, SECOND, having, left, put, session, told
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from storage.db import Database
    from storage.programme import Programme


NAMED = replace(
    FIRST, title=Text("หนึ่ง", "One"), venue="b", speakers=("y",), meeting=Text("ล็อบบี้"), url="https://example.org/x"
)


def _undo(database: Database, which: int = 0) -> changes.Undone:
    """Take back the newest release but `which`."""
    with database.write() as store:
        release = changes.listed(store, "c")[which]
        found = changes.undone(store, programmes.to_edit(store, "c"), release)
        programmes.change(store, found.programme, now=NOW)
    return found


def _now(database: Database) -> Programme:
    with database.read() as store:
        return programmes.kept(store, "c")


def _sessions(database: Database) -> dict[str, tuple[object, ...]]:
    return {
        each.code: (each.title, each.start, each.end, each.venue, each.speakers, each.status, each.meeting, each.url)
        for each in _now(database).sessions
    }


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param(having(MOVED, SECOND), id="moved"),
        pytest.param(having(NAMED, SECOND), id="all of it"),
        pytest.param(having(FIRST, replace(SECOND, status="cancelled")), id="cancelled"),
        pytest.param(having(FIRST), id="gone from the file"),
    ],
)
def test_what_a_release_changed_is_as_before_and_undoing_that_too(database: Database, newer: Programme) -> None:
    put(database, BASE)
    first = _sessions(database)
    put(database, newer)
    second = _sessions(database)

    assert _undo(database).since == ()
    assert _sessions(database) == first
    assert left(database) == []

    _undo(database)
    assert {code: values[5] for code, values in _sessions(database).items()} == {
        code: values[5] for code, values in second.items()
    }
    if all(values[5] == "confirmed" for values in second.values()):
        assert _sessions(database) == second


def test_what_is_new_is_cancelled(database: Database) -> None:
    put(database, BASE, having(FIRST, SECOND, session("three", 13, 9)))
    _undo(database)
    assert {each.code: each.status for each in _now(database).sessions} == {
        "one": "confirmed",
        "two": "confirmed",
        "three": "cancelled",
    }
    assert left(database) == []


def test_what_people_were_told_is_told_anew(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))
    told(database)
    _undo(database)
    assert left(database) == [("one", ("moved",))]


def test_an_older_release_leaves_what_was_changed_since(database: Database) -> None:
    again = replace(MOVED, venue="b")
    put(database, BASE, having(MOVED, replace(SECOND, venue="b")), having(again, replace(SECOND, venue="b")))

    found = _undo(database, 1)
    assert found.since == ("one",)
    assert [(change.code, change.kinds) for change in found.changes] == [("two", ("reroomed",))]
    assert {each.code: (each.start, each.venue) for each in _now(database).sessions} == {
        "one": (again.start, "b"),
        "two": (SECOND.start, "a"),
    }


def test_neither_the_first_nor_what_is_so_no_more_can_be_taken_back(database: Database) -> None:
    put(database, BASE)
    with pytest.raises(Refused) as first:
        _undo(database)
    assert first.value.code == "changes.undo_first"
    put(database, having(MOVED, SECOND), BASE)
    with pytest.raises(Refused) as nothing:
        _undo(database, 1)
    assert nothing.value.code == "changes.undo_nothing"
    assert COURSE.venues == _now(database).venues
