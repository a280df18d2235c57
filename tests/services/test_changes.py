"""What people are told of a changed timetable: the difference to what they were last told, once, of what is to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.services import changes
from bot.services import programme as programmes
from bot.services.programme import Edit, edited
from storage import programmes as stored
from storage.programme import Programme, Session, Text, Venue
from storage.reminders import Occasion
from tests.storage.sample import BANGKOK, COURSE


if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.db import Database


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def at(day: int, hour: float) -> datetime:
    return datetime(2026, 1, day, tzinfo=BANGKOK) + timedelta(hours=hour)


def session(code: str, day: int, hour: float, **more: object) -> Session:
    made = Session(code, Text(code), at(day, hour), at(day, hour + 2), "Asia/Bangkok", venue="a")
    return replace(made, **more)  # type: ignore[arg-type] # fields of a session


FIRST, SECOND = session("one", 12, 9), session("two", 12, 13)
BASE = replace(COURSE, sessions=(FIRST, SECOND))


def having(*sessions: Session, **more: object) -> Programme:
    return replace(BASE, sessions=sessions, **more)  # type: ignore[arg-type] # fields of a programme


def put(database: Database, *versions: Programme, now: datetime = NOW) -> None:
    for version in versions:
        with database.write() as store:
            programmes.keep(store, version, now=now)


def left(database: Database, now: datetime = NOW) -> list[tuple[str, Sequence[str]]]:
    """What is still to be told: the sessions, and in what they changed."""
    with database.read() as store:
        found = changes.pending(store, "c", now)
    return [(change.code, change.kinds) for change in found.changes] if found else []


def told(database: Database, now: datetime = NOW) -> datetime | None:
    with database.write() as store:
        found = changes.pending(store, "c", now)
        assert found
        return changes.tell(store, found, None, now)


MOVED = replace(FIRST, start=at(13, 9), end=at(13, 11))


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


# When


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
