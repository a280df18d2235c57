"""An announcement to those who have not answered what they were asked afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.messages import Reply
from bot.services import announce
from bot.services.announce import Audience
from bot.texts import texts
from storage import feedback
from storage.feedback import About
from tests.services.announced import Course


if TYPE_CHECKING:
    from storage.db import Database


@pytest.fixture
def course(database: Database) -> Course:
    """Three participants, of whom two are asked about a session that is open for a day."""
    made = Course(database)
    for name in ("ann", "ben", "cat"):
        made.person(name, "line")
    with database.write() as store:
        closes = made.now + timedelta(days=1)
        form = feedback.open_form(store, About("c", session="s1"), made.now, closes, anonymous=True, fewest=5)
        assert form
        feedback.ask(store, form.id, [1, 2])
    return made


@pytest.mark.parametrize(
    "said",
    [
        "คนที่ยังไม่ตอบแบบประเมิน",
        "ผู้ที่ยังไม่ได้ทำแบบประเมิน",
        "ทุกคนที่ยังไม่ประเมิน",
        "those who have not answered the form",
        "ยังไม่ตอบประเมินทางไลน์",
    ],
)
def test_it_is_read_however_it_is_said(course: Course, said: str) -> None:
    with course.database.read() as store:
        found = announce.whom(store, course.programme, said, course.now)

    assert found == Audience(unanswered=(1,), channel="line" if "ไลน์" in said else "")


def test_who_answers_before_it_goes_is_not_told(course: Course) -> None:
    number = course.draft(Reply("รบกวนตอบด้วยนะคะ"), Audience(unanswered=(1,)))
    course.confirm(number)
    with course.database.write() as store:
        feedback.note(store, 1, 1, "answered")
    course.plan()

    with course.database.read() as store:
        assert [each.name for each in announce.everybody(store, number)] == ["ben"]


def test_where_nothing_is_open_it_is_refused_and_it_is_said_again(course: Course) -> None:
    with course.database.read() as store:
        with pytest.raises(Refused, match=r"announcing\.no_form"):
            announce.whom(store, course.programme, "คนที่ยังไม่ตอบแบบประเมิน", course.now + timedelta(days=1))
        said = [
            announce.described(store, course.programme, Audience(unanswered=(1,)), texts(each)) for each in ("th", "en")
        ]
    assert said == ["ผู้ที่ยังไม่ตอบแบบประเมิน", "those who have not answered what they were asked afterwards"]
