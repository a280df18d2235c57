"""Sheets as they were printed, in each kind of store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage import people, sheets
from storage.boards import Place
from storage.people import Details
from storage.sheets import Printed
from tests.storage.followed import NOW


if TYPE_CHECKING:
    from storage.db import Database


HERE, LATER = Place("c", "a"), Place("c", "a", "2026-01-06")


def test_a_sheet_is_known_by_its_place_and_the_people_on_it(database: Database) -> None:
    with database.write() as store:
        by = people.add(store, Details("ann"))
        first = sheets.printed(store, HERE, [3, 1, 2], NOW, by)
        made = [
            sheets.printed(store, place, ids, NOW + timedelta(days=1)).id
            for place, ids in ((HERE, [3, 1, 2]), (HERE, [1, 2, 3]), (LATER, [3, 1, 2]), (HERE, [3, 1, 2]), (HERE, []))
        ]
        found = sheets.get(store, first.id)

    one, other, there, *_, empty = made
    assert (found, one, made[3]) == (Printed(first.id, "c", "a", "", (3, 1, 2)), first.id, first.id)
    assert len({one, other, there, empty}) == 4


def test_there_is_no_other(database: Database) -> None:
    with database.read() as store:
        assert sheets.get(store, 1) is None
