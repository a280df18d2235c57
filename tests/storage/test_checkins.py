"""The log of attendance: what is written together, found again, and closed once however many look."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.services import checkin
from bot.services.checkin import Mark, Place
from storage import checkins
from tests.services.hall import Hall
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from storage.db import Database


PLACE = Place("c", "a")


def _hall(database: Database) -> Hall:
    hall = Hall(course(lesson("a", "2026-01-05T09:00")), "ann", "ben", "cat", database=database)
    hall.at("2026-01-05T08:50").opens("a")
    return hall


def _marks(hall: Hall, by: str, *names: str, after: int = 0) -> list[checkins.Entry]:
    with hall.database.write() as store:
        people = [hall.people[name] for name in names]
        return checkin.mark(store, PLACE, people, Mark("present", hall.people[by]), hall.now + timedelta(minutes=after))


def test_marks_are_found_with_those_that_were_made_with_them(database: Database) -> None:
    hall = _hall(database)
    for name in ("olga", "otto"):
        hall.joins(name, "c", role="organiser")
    first = _marks(hall, "olga", "ann", "ben")
    other, later = _marks(hall, "otto", "ann"), _marks(hall, "olga", "cat", after=1)

    with database.read() as store:
        assert checkins.beside(store, first[1]) == first
        assert checkins.last_marked(store, hall.people["olga"], hall.now) == later[0]
        assert checkins.last_marked(store, hall.people["olga"], hall.now + timedelta(minutes=2)) is None
        assert checkins.about(store, "c", hall.people["ann"], 10) == [first[0], *other]
        assert checkins.about(store, "c", hall.people["ann"], 1) == other
        assert checkins.of_person(store, hall.people["cat"]) == later


def test_all_of_a_batch_is_taken_back_but_what_was_so_already(database: Database) -> None:
    hall = _hall(database)
    olga = hall.joins("olga", "c", role="organiser")
    lines = _marks(hall, "olga", "ann", "ben", "cat")

    with database.write() as store:
        checkin.undo(store, lines[1].id, olga, hall.now)
        done = checkin.undo_all(store, lines[0].id, olga, hall.now)
    assert [line.about for line in done] == [lines[0].id, lines[2].id]
    assert hall.statuses() == {}


def test_a_line_with_a_nonce_is_written_once(database: Database) -> None:
    hall = _hall(database)
    (line,) = _marks(hall, "ann", "ben")
    new = replace(line, nonce="n", id=0)

    with database.write() as store:
        assert [checkins.add_once(store, new), checkins.add_once(store, new)] == [True, False]


def test_a_point_is_closed_once_however_many_look(database: Database) -> None:
    hall = _hall(database)
    hall.tries("ann", hall.code("a"))
    with database.read() as store:
        assert checkins.unclosed(store) == {("c", "a", "")}
    hall.at("2026-01-05T12:01")

    with ThreadPoolExecutor(4) as pool:
        closed = list(pool.map(lambda _: hall.closes(), range(4)))
    assert sorted(closed) == [[], [], [], [("c", "a", "")]]
    with database.read() as store:
        absent = [line.person for line in checkins.counted(store, "c") if line.status == "absent"]
        assert sorted(each or 0 for each in absent) == sorted(hall.people[name] for name in ("ben", "cat"))
        assert checkins.unclosed(store) == set()
