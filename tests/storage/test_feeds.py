"""Calendar feeds are found by a digest, are a person's own, and end when that person says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import event, insert, select

from storage import feeds, people, programmes
from storage.feeds import MOST, Followed, Revised
from storage.models import Base, ProgrammeRow, ReleaseRow, table
from storage.people import Details, Membership
from tests.dialogs.talk import CCIO, CDE, read
from tests.storage.followed import NAME, NOW, follower


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.db import Database


ONE, OTHER = read(CCIO), read(CDE)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_a_feed_has_the_programmes_that_the_person_is_in(database: Database) -> None:
    person, secret = follower(database, ONE, OTHER, language="en")
    with database.write() as store:
        people.enrol(store, people.add(store, Details("somebody else")), Membership("elsewhere"))
        found = feeds.find(store, digest(secret))

    assert found == feeds.Feed(person, "en", (Followed("ccio-2", 1, ONE.title), Followed("cde-1", 1, OTHER.title)))


def test_whoever_is_in_all_programmes_follows_all_and_whoever_is_in_none_follows_none(database: Database) -> None:
    follower(database, ONE, OTHER)
    with database.write() as store:
        owner, nobody = people.add(store, Details("owner")), people.add(store, Details("nobody"))
        people.enrol(store, owner, Membership("", "owner"))
        feeds.add(store, owner, digest("owner"), NOW)
        feeds.add(store, nobody, digest("nobody"), NOW)
        all_, none = feeds.find(store, digest("owner")), feeds.find(store, digest("nobody"))

    assert all_
    assert [followed.code for followed in all_.programmes] == ["ccio-2", "cde-1"]
    assert none == feeds.Feed(nobody, None, ())


def test_a_feed_is_found_by_one_query_whatever_is_asked_for(database: Database) -> None:
    _, secret = follower(database, ONE, OTHER)
    asked: list[str] = []
    with database.read() as store:
        connection = store.connection()
        event.listen(connection, "before_cursor_execute", lambda *found: asked.append(found[2]))
        feeds.find(store, digest(secret))
        feeds.find(store, digest("none"))

    assert len(asked) == 2


def test_only_a_digest_is_kept(database: Database) -> None:
    _, secret = follower(database, ONE)
    with database.read() as store:
        kept = str([store.execute(select(each)).all() for each in Base.metadata.sorted_tables])

    assert (NAME in kept, digest(secret) in kept, secret in kept) == (True, True, False)


def test_the_oldest_makes_room(database: Database) -> None:
    with database.write() as store:
        person, other = people.add(store, Details("a")), people.add(store, Details("b"))
        feeds.add(store, other, digest("other"), NOW)
        dropped = [
            feeds.add(store, person, digest(str(number)), NOW + timedelta(minutes=number)) for number in range(MOST + 2)
        ]
        left = [bool(feeds.find(store, digest(str(number)))) for number in range(MOST + 2)]
        made = feeds.made(store, person)
        still = feeds.find(store, digest("other"))

    assert dropped == [False] * MOST + [True] * 2
    assert left == [False] * 2 + [True] * MOST
    assert made == [NOW + timedelta(minutes=number) for number in range(2, MOST + 2)]
    assert still == feeds.Feed(other, None, ())


def test_revoking_ends_all_of_a_person_and_nobody_elses(database: Database) -> None:
    with database.write() as store:
        person, other = people.add(store, Details("a")), people.add(store, Details("b"))
        for whose, name in ((person, "1"), (person, "2"), (other, "3")):
            feeds.add(store, whose, digest(name), NOW)
        counts = [feeds.count(store, person), feeds.revoke(store, person), feeds.count(store, person)]
        found = [feeds.find(store, digest(name)) is not None for name in "123"]

    assert (counts, found) == ([2, 2, 0], [False, False, True])


def test_erasing_somebody_ends_their_feeds(database: Database) -> None:
    person, secret = follower(database, ONE)
    with database.write() as store:
        people.forget(store, person, "P-1")
        assert feeds.find(store, digest(secret)) is None


def _release(store: Session, version: int, at: datetime, sessions: dict[str, object]) -> None:
    programme = store.execute(select(ProgrammeRow.id)).scalar_one()
    values = {"programme_id": programme, "version": version, "made_at": at, "sessions": sessions, "state": "quiet"}
    store.execute(insert(table(ReleaseRow)).values(**values))


def test_a_session_was_last_revised_by_the_release_in_which_it_became_what_it_is(database: Database) -> None:
    first, second, third = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3))
    with database.write() as store:
        programmes.save(store, ONE)
        nothing = feeds.revised(store, ONE.code)
        _release(store, 1, first, {"same": {"room": "1"}, "moved": {"room": "1"}})
        _release(store, 3, third, {"same": {"room": "1"}, "moved": {"room": "2"}, "new": {"room": "3"}})
        _release(store, 2, second, {"same": {"room": "1"}, "moved": {"room": "2"}})
        revised = feeds.revised(store, ONE.code)

    assert nothing is None
    assert revised == Revised(third, {"same": first, "moved": second, "new": third})
