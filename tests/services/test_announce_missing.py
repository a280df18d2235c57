"""An announcement to those who have not checked in: at which points, and who of them when it goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.messages import Reply
from bot.services import announce, checkin
from bot.services.announce import Audience
from bot.services.checkin import Mark, Place
from bot.texts import texts
from storage import audiences, boards
from tests.services.announced import NOW, Course
from tests.storage.sample import BANGKOK


if TYPE_CHECKING:
    from storage.db import Database


MISSING = Audience(missing=(("s1", ""),))


@pytest.fixture
def course(database: Database) -> Course:
    """Four participants and an organiser, at ten o'clock, while a session goes on."""
    made = Course(database)
    for name in ("ann", "ben", "cat", "dan"):
        made.person(name, "line")
    made.person("olga", "line", role="organiser")
    return made


def marks(course: Course, person: int, status: str, by: int = 5) -> int:
    with course.database.write() as store:
        mark = Mark(status, by)  # type: ignore[arg-type] # a Status
        return checkin.mark(store, Place("c", "s1"), [person], mark, course.now)[0].id


def chosen(course: Course, audience: Audience = MISSING) -> list[int]:
    with course.database.read() as store:
        return sorted(store.scalars(audiences.who("c", audience)))


def whom(course: Course, said: str, now: datetime = NOW) -> Audience:
    with course.database.read() as store:
        return announce.whom(store, course.programme, said, now)


def test_whoever_came_or_is_excused_is_not_told(course: Course) -> None:
    for person, status in ((1, "present"), (2, "late"), (3, "excused"), (4, "absent")):
        marks(course, person, status)
    assert chosen(course) == [4]

    marks(course, 1, "absent")
    taken_back = marks(course, 4, "present")
    with course.database.write() as store:
        checkin.undo(store, taken_back, 5, course.now + timedelta(minutes=1))
    marks(course, 2, "")
    assert chosen(course) == [1, 2, 4]
    assert chosen(course, Audience(people=(1, 3), missing=(("s1", ""),))) == [1]
    assert chosen(course, Audience(missing=(("s1", ""), ("s2", "")))) == [1, 2, 4]


@pytest.mark.parametrize(
    "said",
    [
        "คนที่ยังไม่เช็กอิน", "ยังไม่เช็คอินวันนี้", "ผู้ที่ยังไม่ได้เช็กชื่อ", "คนที่ยังไม่มา", "ทุกคนที่ยังไม่ได้เช็กอินคาบนี้", "not checked in today",
        "those who have not checked in yet", "people who have not yet checked in",
    ],
)  # fmt: skip
def test_it_is_read_however_it_is_said(course: Course, said: str) -> None:
    assert whom(course, said) == MISSING


def test_it_goes_with_the_other_kinds(course: Course) -> None:
    assert whom(course, "คนที่ยังไม่เช็กอินทางไลน์") == Audience(missing=(("s1", ""),), channel="line")
    assert whom(course, "ผู้เข้าอบรมที่ยังไม่เช็กอิน") == Audience(roles=("participant",), missing=(("s1", ""),))
    assert whom(course, "คุณ ann ที่ยังไม่เช็กอิน") == Audience(people=(1,), missing=(("s1", ""),))


def test_it_is_said_again(course: Course) -> None:
    with course.database.read() as store:
        assert [announce.described(store, course.programme, MISSING, texts(each)) for each in ("th", "en")] == [
            "ผู้เข้าอบรมที่ยังไม่เช็กอิน เปิด",
            "participants who have not checked in to Opening",
        ]


def test_the_boards_of_today_come_first_and_without_any_it_is_refused(course: Course) -> None:
    evening = datetime(2026, 1, 5, 20, tzinfo=BANGKOK)
    with pytest.raises(Refused, match=r"announcing\.no_board"):
        whom(course, "คนที่ยังไม่เช็กอิน", evening)
    with course.database.write() as store:
        boards.open_one(store, Place("c", "s2"), evening - timedelta(days=1))
        boards.open_one(store, Place("c", "s2", "bus"), evening - timedelta(hours=1))
        boards.open_one(store, Place("c", "s1", what="out"), evening - timedelta(minutes=30))
    assert whom(course, "คนที่ยังไม่เช็กอิน", evening) == Audience(missing=(("s2", "bus"),))
    with course.database.write() as store:
        boards.close(store, Place("c", "s2", "bus"), evening)
    assert whom(course, "คนที่ยังไม่เช็กอิน", evening) == Audience(missing=(("s2", "bus"),))
    assert whom(course, "คนที่ยังไม่เช็กอิน") == MISSING


def test_who_checks_in_before_it_goes_is_not_told(course: Course) -> None:
    number = course.draft(Reply("รีบเข้าห้องนะคะ"), whom(course, "คนที่ยังไม่เช็กอิน"))
    course.confirm(number)
    marks(course, 1, "present")
    course.plan()

    with course.database.read() as store:
        told = list(announce.everybody(store, number))
    assert sorted(each.name for each in told) == ["ben", "cat", "dan"]
