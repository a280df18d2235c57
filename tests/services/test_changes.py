"""What people are told of a changed timetable: the difference to what they were last told, once, of what is to come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.services import changes
from storage.programme import Programme, Text, Venue
from tests.services.changed import BASE, FIRST, MOVED, NOW, SECOND, at, having, left, put, session, told
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from storage.db import Database


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        pytest.param(BASE, [], id="none"),
        pytest.param(having(FIRST, SECOND, session("three", 13, 9)), [("three", ("new",))], id="new"),
        pytest.param(having(FIRST), [("two", ("cancelled",))], id="gone from the file"),
        pytest.param(having(FIRST, replace(SECOND, status="cancelled")), [("two", ("cancelled",))], id="cancelled"),
        pytest.param(having(replace(FIRST, venue="b"), SECOND), [("one", ("reroomed",))], id="room"),
        pytest.param(having(replace(FIRST, venue=""), SECOND), [("one", ("reroomed",))], id="loses its room"),
        pytest.param(having(replace(FIRST, url="https://example.org/x"), SECOND), [("one", ("reroomed",))], id="link"),
        pytest.param(having(MOVED, SECOND), [("one", ("moved",))], id="day"),
        pytest.param(having(replace(FIRST, end=at(12, 12)), SECOND), [("one", ("moved",))], id="end alone"),
        pytest.param(
            having(MOVED, replace(SECOND, start=at(12, 14), end=at(12, 16))),
            [("two", ("moved",)), ("one", ("moved",))],
            id="both moved, the nearer first",
        ),
        pytest.param(
            having(replace(MOVED, venue="b", title=Text("ใหม่"), speakers=("y",)), SECOND),
            [("one", ("moved", "reroomed", "restaffed", "renamed"))],
            id="all of it",
        ),
        pytest.param(
            having(replace(FIRST, title=Text("ใหม่")), replace(SECOND, status="cancelled"), session("three", 11, 9)),
            [("two", ("cancelled",)), ("three", ("new",)), ("one", ("renamed",))],
            id="mixed, the most important first",
        ),
        pytest.param(
            having(FIRST, SECOND, venues=(Venue("a", Text("ห้อง A ใหม่")), COURSE.venues[1])),
            [("one", ("reroomed",)), ("two", ("reroomed",))],
            id="a room is called otherwise",
        ),
        pytest.param(having(FIRST, SECOND, faqs=()), [], id="what is no timetable"),
        pytest.param(having(replace(FIRST, description=Text("ก")), SECOND), [], id="what is told when it is asked"),
    ],
)
def test_what_is_different(database: Database, newer: Programme, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    put(database, BASE)
    assert left(database) == []
    put(database, newer)

    assert left(database) == expected
    put(database, newer)
    assert left(database) == expected


def test_what_is_said_of_it_is_before_and_after(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))

    with database.read() as store:
        found = changes.pending(store, "c", NOW)
    assert found
    (change,) = found.changes
    assert change.before
    assert (change.before.start, change.after.start, change.after.room) == (at(12, 9), at(13, 9), Text("ห้อง A"))


def test_another_zone_is_news_where_the_clocks_show_another_hour(database: Database) -> None:
    tokyo, jakarta = ZoneInfo("Asia/Tokyo"), ZoneInfo("Asia/Jakarta")
    same = replace(
        FIRST, start=FIRST.start.astimezone(jakarta), end=FIRST.end.astimezone(jakarta), timezone=jakarta.key
    )
    other = replace(FIRST, start=FIRST.start.astimezone(tokyo), end=FIRST.end.astimezone(tokyo), timezone=tokyo.key)
    hours = replace(
        FIRST, start=at(12, 9).replace(tzinfo=tokyo), end=at(12, 11).replace(tzinfo=tokyo), timezone=tokyo.key
    )

    put(database, BASE, having(same, SECOND))
    assert left(database) == []
    put(database, having(other, SECOND))
    assert left(database) == [("one", ("moved",))]
    put(database, having(hours, SECOND))
    assert left(database) == [("one", ("moved",))]


def test_what_was_is_no_news(database: Database) -> None:
    put(database, BASE, having(replace(FIRST, venue="b"), replace(SECOND, status="cancelled")))

    assert left(database, at(12, 8.5)) == [("two", ("cancelled",)), ("one", ("reroomed",))]
    assert left(database, at(12, 9)) == [("two", ("cancelled",))]
    assert left(database, at(12, 13)) == []


def test_a_session_that_has_not_begun_where_it_is_now_is_told(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))

    assert left(database, at(12, 10)) == [("one", ("moved",))]


def test_there_and_back_says_nothing(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND), BASE)

    assert left(database) == []


def test_several_imports_are_told_at_once_and_never_again(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND), having(replace(MOVED, venue="b"), SECOND))
    put(database, having(replace(MOVED, venue="b"), replace(SECOND, title=Text("ใหม่"))))

    assert left(database) == [("one", ("moved", "reroomed")), ("two", ("renamed",))]
    assert told(database, at(6, 9)) == at(6, 9)
    assert left(database, at(6, 10)) == []
    put(database, having(MOVED, replace(SECOND, title=Text("ใหม่"))), now=at(6, 9.5))
    assert left(database, at(6, 10)) == [("one", ("reroomed",))]


def test_a_cancelled_session_comes_back(database: Database) -> None:
    put(database, BASE, having(FIRST))
    told(database, at(6, 9))
    put(database, BASE, now=at(6, 9.5))

    assert left(database, at(6, 10)) == [("two", ("restored",))]


def test_what_was_kept_quiet_stays_so_until_it_is_other_again(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))
    with database.write() as store:
        found = changes.pending(store, "c", NOW)
        assert found
        assert changes.hush(store, found.release, None, NOW)
        assert not changes.hold(store, found.release, None, NOW)
    assert left(database) == []

    put(database, having(MOVED, replace(SECOND, venue="b")))
    assert left(database) == [("two", ("reroomed",))]
    put(database, having(replace(MOVED, venue="b"), SECOND))
    assert left(database) == [("one", ("moved", "reroomed"))]
    put(database, BASE)
    assert left(database) == []


def test_what_is_held_waits(database: Database) -> None:
    put(database, BASE, having(MOVED, SECOND))
    with database.write() as store:
        found = changes.pending(store, "c", NOW)
        assert found
        assert changes.hold(store, found.release, None, NOW)
    assert left(database) == [("one", ("moved",))]
    put(database, having(MOVED, replace(SECOND, venue="b")))
    assert left(database) == [("one", ("moved",)), ("two", ("reroomed",))]
