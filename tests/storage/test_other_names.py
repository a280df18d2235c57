"""Other names that organisers taught, on each kind of store: programmes have them, and imports leave them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from storage import other_names, people, programmes, questions_ready
from storage.other_names import OtherName
from storage.people import Details
from storage.programme import Faq, Text
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from storage.db import Database


NOW = datetime(2026, 10, 5, 2, tzinfo=UTC)
SESSION, VENUE = COURSE.sessions[0], COURSE.venues[0]


def test_a_programme_has_what_was_taught_and_its_file_leaves_it_alone(database: Database) -> None:
    name, room = OtherName("session", SESSION.code, "วิชาแรก"), OtherName("venue", VENUE.code, "ห้องกระจก")
    with database.write() as store:
        programmes.save(store, COURSE)
        ann = people.add(store, Details("แอน"))
        before = programmes.version(store, COURSE.code)
        assert [other_names.add(store, COURSE.code, each, ann, NOW) for each in (name, room, name)] == [
            True,
            True,
            False,
        ]
        after = programmes.version(store, COURSE.code)
        programmes.save(store, replace(COURSE, title=Text("อีกชื่อ")))

        found, own = programmes.load(store, COURSE.code), programmes.load(store, COURSE.code, added=False)
        assert (before, after) == (1, 3)
        assert found.sessions[0].aliases == (*SESSION.aliases, "วิชาแรก")
        assert found.venues[0].aliases == (*VENUE.aliases, "ห้องกระจก")
        assert (own.sessions, own.venues) == (COURSE.sessions, COURSE.venues)
        assert [(each.name, each.by, each.at) for each in other_names.listed(store, COURSE.code)] == [
            ("วิชาแรก", "แอน", NOW),
            ("ห้องกระจก", "แอน", NOW),
        ]


def test_what_the_file_has_by_now_is_there_once_and_what_is_gone_is_nothing(database: Database) -> None:
    taught = (OtherName("session", SESSION.code, "วิชาแรก"), OtherName("speaker", "nobody", "ใคร"))
    with database.write() as store:
        programmes.save(store, COURSE)
        ann = people.add(store, Details("แอน"))
        for each in taught:
            other_names.add(store, COURSE.code, each, ann, NOW)
        programmes.save(store, programmes.load(store, COURSE.code))

        found = programmes.load(store, COURSE.code)
        assert found.sessions[0].aliases == (*SESSION.aliases, "วิชาแรก")
        assert found.speakers == COURSE.speakers


def test_a_name_is_untaught_by_its_own_programme_alone(database: Database) -> None:
    with database.write() as store:
        programmes.save(store, COURSE)
        programmes.save(store, replace(COURSE, code="other"))
        ann = people.add(store, Details("แอน"))
        other_names.add(store, COURSE.code, OtherName("session", SESSION.code, "วิชาแรก"), ann, NOW)
        (listed,) = other_names.listed(store, COURSE.code)

        assert other_names.remove(store, "other", listed.id) is None
        assert other_names.remove(store, COURSE.code, listed.id) == OtherName("session", SESSION.code, "วิชาแรก")
        assert other_names.listed(store, COURSE.code) == []
        assert programmes.load(store, COURSE.code) == COURSE


def test_ready_answers_are_written_changed_and_removed_by_their_own_programme(database: Database) -> None:
    with database.write() as store:
        programmes.save(store, COURSE)
        programmes.save(store, replace(COURSE, code="other"))
        ann = people.add(store, Details("แอน"))
        number = questions_ready.write(store, COURSE.code, "จอดรถได้ไหม", Text("ได้ค่ะ"), ann, NOW)
        assert programmes.load(store, COURSE.code).faqs[-1] == Faq(("จอดรถได้ไหม",), Text("ได้ค่ะ"))
        assert [each.by for each in questions_ready.listed(store, COURSE.code)] == ["แอน"]

        assert not questions_ready.rewrite(store, "other", number, "x", Text("x"))
        assert questions_ready.rewrite(store, COURSE.code, number, "จอดรถที่ไหน", Text("ชั้นใต้ดินค่ะ"))
        assert programmes.load(store, COURSE.code).faqs[-1] == Faq(("จอดรถที่ไหน",), Text("ชั้นใต้ดินค่ะ"))
        assert not questions_ready.remove(store, "other", number)
        assert questions_ready.remove(store, COURSE.code, number)
        assert not questions_ready.remove(store, COURSE.code, number)
        assert programmes.load(store, COURSE.code) == COURSE
