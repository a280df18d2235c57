"""What goes into the store comes out of it; a newer file changes what it says and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from bot.errors import Refused
from storage import programmes
from storage.models import SessionRow, VenueRow
from storage.programme import Programme, Text, Venue
from storage.programmes import Listed, Saved
from tests.storage.sample import COURSE
from tests.storage.strategies import programmes as any_programme


if TYPE_CHECKING:
    from storage.db import Database


# The store is one for all examples, on purpose: a programme is imported over whatever was there.
wild = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


def stored(database: Database, programme: Programme) -> Saved:
    with database.write() as store:
        return programmes.save(store, programme)


def loaded(database: Database, code: str = COURSE.code) -> Programme:
    with database.read() as store:
        return programmes.load(store, code)


@wild
@given(any_programme(code="p"))
def test_a_programme_comes_out_as_it_went_in(database: Database, programme: Programme) -> None:
    with database.write() as store:
        programmes.save(store, programme)

        assert programmes.load(store, "p") == programme

        store.rollback()


@wild
@given(any_programme(code="p"), any_programme(code="p"))
def test_a_newer_file_is_followed_in_everything_it_says(database: Database, old: Programme, new: Programme) -> None:
    with database.write() as store:
        programmes.save(store, old)
        programmes.save(store, new)
        now = programmes.load(store, "p")
        again = programmes.save(store, new)

        kept = {session.code for session in new.sessions}
        as_written = [replace(s, sequence=0, uid="") for s in now.sessions if s.code in kept]
        assert as_written == [replace(s, sequence=0, uid="") for s in new.sessions]
        assert {s.status for s in now.sessions if s.code not in kept} <= {"cancelled"}
        assert (now.title, now.contacts, now.groups, now.faqs) == (new.title, new.contacts, new.groups, new.faqs)
        assert again == Saved(0, 0, 0, again.version, altered=False)

        store.rollback()


def test_the_first_import_adds_every_session(database: Database) -> None:
    assert stored(database, COURSE) == Saved(added=3, changed=0, cancelled=0, version=1, altered=True)
    assert loaded(database) == COURSE
    with database.read() as store:
        assert programmes.codes(store) == [Listed("c", Text("หลักสูตร", "Course"), 1, "Asia/Bangkok")]
        assert programmes.version(store, "c") == 1


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    stored(database, COURSE)

    assert stored(database, COURSE) == Saved(0, 0, 0, version=1, altered=False)


def test_a_missing_session_is_cancelled_and_keeps_its_room(database: Database) -> None:
    stored(database, COURSE)
    first, second, third = COURSE.sessions
    without = replace(COURSE, venues=COURSE.venues[:1], sessions=(first, third))

    assert stored(database, without) == Saved(0, 0, cancelled=1, version=2, altered=True)
    gone = replace(second, status="cancelled", sequence=1)
    assert loaded(database) == replace(COURSE, sessions=(first, gone, third))

    assert stored(database, COURSE) == Saved(0, changed=1, cancelled=0, version=3, altered=True)
    assert loaded(database) == replace(COURSE, sessions=(first, replace(second, sequence=2), third))


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"end": COURSE.sessions[0].end + timedelta(minutes=30)}, 1),
        ({"title": Text("ชื่อใหม่")}, 1),
        ({"venue": "b"}, 1),
        ({"status": "cancelled"}, 1),
        ({"bring": Text("ปากกา")}, 1),
        ({"meeting": Text("หน้าตึก")}, 1),
        ({"url": "https://meet.example.org/1"}, 1),
        ({"speakers": ("z", "y")}, 1),
        ({"speakers": (), "status": "cancelled"}, 1),
        ({"speakers": ("z",), "sequence": 7}, 7),
        ({"sequence": 7}, 7),
        ({"aliases": ("คาบแรก",)}, 0),
        ({"attendance": False}, 0),
    ],
)
def test_what_a_calendar_shows_counts_as_its_change(
    database: Database, change: dict[str, object], sequence: int
) -> None:
    stored(database, COURSE)
    changed = replace(COURSE.sessions[0], **change)  # type: ignore[arg-type]  # one field of any type, by name

    assert stored(database, replace(COURSE, sessions=(changed, *COURSE.sessions[1:]))) == Saved(
        0, 1, 0, 2, altered=True
    )
    assert loaded(database).sessions[0] == replace(changed, sequence=sequence)


@pytest.mark.parametrize(
    ("newer", "sequences"),
    [
        (replace(COURSE, venues=(replace(COURSE.venues[0], name=Text("ห้อง 9")), COURSE.venues[1])), [1, 0, 0]),
        (replace(COURSE, venues=(COURSE.venues[0], replace(COURSE.venues[1], address=Text("ชั้น 2")))), [0, 1, 0]),
        (replace(COURSE, speakers=(COURSE.speakers[0], replace(COURSE.speakers[1], name=Text("ดร. ฌ")))), [1, 0, 0]),
        (replace(COURSE, venues=COURSE.venues[::-1], speakers=COURSE.speakers[::-1]), [0, 0, 0]),
        (replace(COURSE, venues=(replace(COURSE.venues[0], aliases=("เอ",)), COURSE.venues[1])), [0, 0, 0]),
        (replace(COURSE, venues=(*COURSE.venues, Venue("n", Text("ห้องใหม่")))), [0, 0, 0]),
    ],
)
def test_another_name_of_a_room_or_a_speaker_is_a_change_where_they_are(
    database: Database, newer: Programme, sequences: list[int]
) -> None:
    stored(database, COURSE)
    stored(database, newer)

    assert [session.sequence for session in loaded(database).sessions] == sequences
    stored(database, replace(newer, faqs=()))
    assert [session.sequence for session in loaded(database).sessions] == sequences


def test_rows_keep_their_ids_and_the_unused_go(database: Database) -> None:
    stored(database, COURSE)
    with database.read() as store:
        before = set(store.execute(select(SessionRow.code, SessionRow.id)))

    renamed = replace(COURSE.venues[0], name=Text("ห้องใหม่"))
    sessions = tuple(replace(session, venue="a") for session in COURSE.sessions)
    stored(database, replace(COURSE, venues=(renamed,), sessions=sessions[::-1]))

    with database.read() as store:
        assert set(store.execute(select(SessionRow.code, SessionRow.id))) == before
        assert store.execute(select(VenueRow.code, VenueRow.name)).all() == [("a", Text("ห้องใหม่"))]


def test_an_import_that_breaks_off_leaves_nothing(database: Database) -> None:
    broken = replace(COURSE.sessions[2], venue="nowhere")

    with pytest.raises(KeyError):
        stored(database, replace(COURSE, sessions=(*COURSE.sessions[:2], broken)))

    with database.read() as store:
        assert programmes.codes(store) == []


def test_progress_adds_up(database: Database) -> None:
    told: list[int] = []
    many = tuple(replace(COURSE.sessions[0], code=str(number)) for number in range(1234))

    with database.write() as store:
        programmes.save(store, replace(COURSE, sessions=many), told.append)

    assert (sum(told), len(told) > 2) == (1234, True)


def test_a_programme_that_is_not_there_is_refused(database: Database) -> None:
    with database.read() as store, pytest.raises(Refused) as refused:
        programmes.load(store, "none")

    assert (refused.value.code, refused.value.values) == ("programme.unknown", {"id": "none"})
