"""When people are told of changes, what a notice says by then, and where older stores and files come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.services import changes
from bot.services import programme as programmes
from bot.services.programme import Edit, edited
from storage import programmes as stored
from storage.reminders import Occasion
from tests.services.changed import BASE, FIRST, MOVED, NOW, SECOND, at, having, left, put, session, told


if TYPE_CHECKING:
    from datetime import datetime

    from storage.db import Database


def test_in_quiet_hours_it_is_told_after_them(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))

    assert told(database, at(6, 22)) == at(7, 6.5)
    assert left(database, at(6, 23)) == [("one", ("moved",))]
    assert left(database, at(7, 6.5)) == []


@pytest.mark.parametrize("hours", ["22:00-05:00", "none"])
def test_the_quiet_hours_are_the_programmes_own(database: Database, hours: str) -> None:
    settings: dict[str, object] = {"reminders": {"quiet": hours}}
    put(database, replace(BASE, settings=settings), replace(having(MOVED, SECOND), settings=settings))

    assert told(database, at(6, 21.5)) == at(6, 21.5)


def test_what_begins_before_they_end_is_told_at_once(database: Database) -> None:
    early = session("one", 7, 6)
    put(database, having(early, SECOND), having(replace(early, venue="b"), SECOND))

    assert told(database, at(6, 22)) == at(6, 22)


def test_what_is_altered_before_its_time_is_decided_anew(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))
    with database.write() as store:
        found = changes.pending(store, "c", at(6, 22))
        assert found
        changes.annotate(store, found.release.id, "ขออภัย")
        changes.tell(store, found, None, at(6, 22))
        assert changes.due(store, at(7, 6)) == []
        assert [occasion.due_at for occasion in changes.due(store, at(7, 8))] == [at(7, 6.5)]
    put(database, having(MOVED, replace(SECOND, venue="b")), now=at(6, 23))

    with database.read() as store:
        found = changes.pending(store, "c", at(7, 8))
        assert found
        assert [change.code for change in found.changes] == ["one", "two"]
        assert found.release.note == "ขออภัย"
        assert changes.due(store, at(7, 8)) == []
    put(database, BASE, now=at(6, 23))
    assert left(database, at(7, 8)) == []


def test_a_notice_says_what_is_so_when_it_is_sent(database: Database) -> None:
    put(database, BASE, having(replace(FIRST, venue="b"), replace(SECOND, venue="b")))
    told(database, at(6, 9))

    def says(now: datetime) -> list[str]:
        with database.read() as store:
            (occasion,) = changes.due(store, now)
            release = changes.get(store, int(occasion.subject))
            assert release
            assert occasion == Occasion(release.key, "c", "change", at(6, 9), at(12, 15), str(release.id))
            return [change.code for change in changes.told_by(store, release, now)]

    assert says(at(6, 9)) == ["one", "two"]
    assert says(at(12, 9)) == ["two"]
    put(database, having(replace(FIRST, venue="b"), SECOND), now=at(6, 9.5))
    assert says(at(6, 10)) == ["one"]
    assert says(at(12, 14)) == []


def test_what_is_cancelled_is_told_however_the_file_says_so(database: Database) -> None:
    for newer in (having(FIRST), having(FIRST, replace(SECOND, status="cancelled"))):
        put(database, BASE, newer)
        told(database)
        with database.read() as store:
            release = changes.newest(store, "c")
            assert release
            assert [change.code for change in changes.told_by(store, release, NOW)] == ["two"]
        put(database, BASE)
        told(database)


# Older stores


def test_where_nothing_is_known_of_what_people_were_told_it_is_what_was_there(database: Database) -> None:
    with database.write() as store:
        stored.save(store, BASE)
    assert left(database) == []
    put(database, having(MOVED, SECOND))

    assert left(database) == [("one", ("moved",))]


def test_a_change_by_hand_is_a_release_and_the_old_file_undoes_it(database: Database) -> None:
    put(database, BASE)
    with database.write() as store:
        newer = edited(programmes.to_edit(store, "c"), "one", Edit(start=at(13, 9)))
        programmes.change(store, newer, now=NOW)
        assert [change.field for change in programmes.changes(store, BASE)] == ["start", "end", "sequence"]
    assert left(database) == [("one", ("moved",))]
    put(database, BASE)
    assert left(database) == []
    with database.read() as store:
        assert next(each.sequence for each in programmes.kept(store, "c").sessions if each.code == "one") == 2
