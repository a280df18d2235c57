"""Programmes in and out of the store, and kept at hand while they do not change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.errors import Refused
from bot.services import programme as programmes
from bot.services.programme import Programmes
from storage.programme import Text
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from storage.db import Database
    from storage.programme import Programme


OTHER = replace(COURSE, code="d", title=Text("อีกหลักสูตร"))


def keep(database: Database, *wanted: Programme) -> None:
    with database.write() as store:
        for programme in wanted:
            programmes.keep(store, programme)


def test_a_programme_is_loaded_once_a_version(database: Database) -> None:
    keep(database, COURSE, OTHER)
    known = Programmes()
    with database.read() as store:
        first = known.get(store, "c")
        queries: list[str] = []
        connection = store.connection()
        event.listen(connection, "before_cursor_execute", lambda *call: queries.append(call[2]))
        again = known.get(store, "c")

    assert (first, again is first, len(queries)) == (COURSE, True, 1)

    newer = replace(COURSE, title=Text("ชื่อใหม่"))
    keep(database, newer)
    with database.read() as store:
        assert known.get(store, "c") == newer
        assert known.codes(store) == ["c", "d"]


def test_a_programme_that_is_not_there_is_refused(database: Database) -> None:
    with database.read() as store, pytest.raises(Refused):
        Programmes().get(store, "none")


def test_the_samples_are_only_put_into_an_empty_store(database: Database) -> None:
    for _ in range(2):
        with database.write() as store:
            programmes.install_samples(store)
    with database.read() as store:
        assert [(listed.code, listed.version) for listed in programmes.listed(store)] == [("ccio-2", 1), ("cde-1", 1)]


def test_a_store_with_a_programme_gets_no_samples(database: Database) -> None:
    keep(database, COURSE)
    with database.write() as store:
        programmes.install_samples(store)
        assert [listed.code for listed in programmes.listed(store)] == ["c"]


def test_what_an_import_would_change_is_told_and_nothing_is_changed(database: Database) -> None:
    keep(database, COURSE)
    first, second, third = COURSE.sessions
    newer = replace(COURSE, sessions=(replace(first, title=Text("ใหม่")), third))

    with database.write() as store:
        told = [(change.kind, change.what, change.code, change.field) for change in programmes.changes(store, newer)]

    assert told == [
        ("changed", "session", "s1", "title"),
        ("changed", "session", "s1", "sequence"),
        ("changed", "session", second.code, "status"),
        ("changed", "session", second.code, "sequence"),
    ]
    with database.write() as store:
        assert programmes.kept(store, "c") == COURSE
        assert programmes.changes(store, COURSE) == ()


def test_a_programme_is_the_same_until_somebody_changes_it(database: Database) -> None:
    with database.write() as store:
        new = programmes.version(store, "c"), programmes.same(store, "c", None)
    keep(database, COURSE)
    with database.write() as store:
        seen = programmes.version(store, "c")
        before = programmes.same(store, "c", seen), programmes.same(store, "c", None)
    keep(database, replace(COURSE, title=Text("ใหม่")))
    with database.write() as store:
        after = programmes.same(store, "c", seen)

    assert (new, before, after) == ((None, True), (True, False), False)


def test_of_a_new_programme_everything_is_new(database: Database) -> None:
    with database.write() as store:
        told = [(change.kind, change.what, change.code) for change in programmes.changes(store, COURSE)]
        assert programmes.listed(store) == []

    assert [each for each in told if each[1] == "session"] == [
        ("added", "session", code) for code in ("s1", "s2", "s3")
    ]


def test_the_programme_that_is_meant_is_chosen_by_name_or_as_the_only_one(database: Database) -> None:
    keep(database, COURSE)
    with database.read() as store:
        assert programmes.chosen(store, "anything") == COURSE
    keep(database, OTHER)
    with database.read() as store:
        assert programmes.chosen(store, "d") == OTHER
        with pytest.raises(Refused) as refused:
            programmes.chosen(store, "anything")
    assert refused.value.values == {"known": "c, d"}


@pytest.mark.parametrize("name", ["x.yaml", "x.yml", "X.YAML"])
def test_what_is_written_is_read_back(name: str) -> None:
    read, _warnings = programmes.read(name, programmes.write(COURSE, name))

    # A file gives every session its calendar id for good.
    assert replace(read, sessions=tuple(replace(session, uid="") for session in read.sessions)) == COURSE
    assert programmes.read(name, programmes.write(read, name)) == (read, ())


def test_an_unknown_kind_of_file_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        programmes.write(COURSE, "x.doc")
    assert refused.value.code == "programme.ending"
