"""The steps of an announcement: who may take them, when each can be taken, and that none is taken by halves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.messages import Image, Reply
from bot.services import announce
from bot.services.announce import Audience
from storage import announcements
from tests.services.announced import NOW, TEXT, Course


if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.db import Database


@pytest.fixture
def course(database: Database) -> Course:
    made = Course(database)
    made.person("one", "line")
    return made


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == f"announcing.{code}")


def test_a_draft_is_changed_until_it_goes_and_must_then_be_confirmed_again(course: Course) -> None:
    number = course.draft()
    with course.database.write() as store:
        announce.schedule(store, number, NOW + timedelta(hours=1), NOW)
    assert course.confirm(number).state == "scheduled"
    assert course.plan() == 0
    with course.database.write() as store:
        changed = announce.rewrite(store, number, Reply("11 โมง"))
        announce.aim(store, number, Audience(channel="line"))
        announce.ask(store, number, asks=False)
        announce.urge(store, number)
    assert (changed.state, changed.reply.text) == ("draft", "11 โมง")
    course.later(hours=2)
    assert course.plan() == 0

    with course.database.write() as store, refused("past"):
        announce.confirm(store, course.programme, number, None, course.now)
    with course.database.write() as store:
        announce.schedule(store, number, None, course.now)
    course.confirm(number)
    assert course.confirm(number).state == "scheduled"
    course.plan()
    assert course.told("line", "one") == [("11 โมง", "waiting")]
    with course.database.write() as store:
        changes: list[Callable[[], object]] = [
            lambda: announce.rewrite(store, number, TEXT),
            lambda: announce.aim(store, number, Audience()),
            lambda: announce.schedule(store, number, None, course.now),
            lambda: announce.cancel(store, number),
            lambda: announce.confirm(store, course.programme, number, None, course.now),
        ]
        for change in changes:
            with refused("went"):
                change()


def test_what_is_cancelled_never_goes(course: Course) -> None:
    number = course.draft()
    course.confirm(number)
    with course.database.write() as store:
        announce.cancel(store, number)
        assert announce.cancel(store, number).state == "cancelled"
        with refused("went"):
            announce.rewrite(store, number, TEXT)

    assert (course.plan(), course.told("line", "one")) == (0, [])


def test_what_there_is_not_cannot_be_had(course: Course) -> None:
    with course.database.write() as store, refused("unknown"):
        announce.get(store, 7)
    number = course.draft()
    with course.database.write() as store:
        with refused("not_waiting"):
            announce.approve(store, course.programme, number, 1, NOW)
        with refused("not_waiting"):
            announce.decline(store, number)
        with refused("not_begun"):
            announce.stop(store, number, NOW)
        with refused("not_begun"):
            announce.chase(store, number, None, NOW)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(""), "empty"),
        (Reply("  \n"), "empty"),
        (Reply("ก" * 4001), "too_long"),
        (Reply("ก", images=(Image("", "image/png", "AA=="),) * 6), "too_many"),
    ],
    ids=["nothing", "blanks", "long", "many"],
)
def test_content_that_cannot_go_is_refused_at_once(course: Course, reply: Reply, code: str) -> None:
    with course.database.write() as store, refused(code):
        announce.draft(store, "c", None, reply, NOW)


def test_a_letter_counts_once_however_it_is_written(course: Course) -> None:
    assert course.draft(Reply("น้ำ" * 4000))


def test_where_the_programme_says_so_another_organiser_approves(database: Database) -> None:
    course = Course(database, announcements={"approval": True})
    author = course.person("author", "line", role="organiser")
    other = course.person("other", "telegram", role="organiser")
    course.person("unlinked", role="organiser")
    course.person("one", "line")
    number = course.draft(author=author)

    with database.write() as store:
        confirmed = announce.confirm(store, course.programme, number, author, NOW)
    assert confirmed.announcement.state == "approval"
    assert [person.name for person, _ in confirmed.approvers] == ["other"]
    assert course.plan() == 0
    with database.write() as store, refused("own"):
        announce.approve(store, course.programme, number, author, NOW)
    with database.write() as store:
        assert announce.decline(store, number).state == "draft"
    course.confirm(number, author)
    with database.write() as store:
        approved = announce.approve(store, course.programme, number, other, NOW)
    assert (approved.state, approved.approved_by, approved.send_at) == ("scheduled", other, NOW)
    with database.write() as store:  # whoever changes an approved one takes that back
        assert announce.rewrite(store, number, TEXT).approved_by is None
        announce.schedule(store, number, None, NOW)
    course.confirm(number, author)
    with database.write() as store:
        announce.approve(store, course.programme, number, other, NOW)
    assert course.plan() == 1
    assert course.told("line", "one") == [(TEXT.text, "waiting")]


def test_whoever_confirms_takes_it_upon_them(database: Database) -> None:
    course = Course(database, announcements={"approval": True})
    author = course.person("author", "line", role="organiser")
    other = course.person("other", "line", role="organiser")
    number = course.draft(author=author)

    assert course.confirm(number, other).author == other
    with database.write() as store, refused("own"):
        announce.approve(store, course.programme, number, other, NOW)
    with database.write() as store:
        assert announce.approve(store, course.programme, number, author, NOW).state == "scheduled"


def test_where_nobody_could_approve_it_stays_a_draft(database: Database) -> None:
    course = Course(database, announcements={"approval": True})
    author = course.person("author", "line", role="organiser")
    number = course.draft(author=author)

    with database.write() as store, refused("no_approver"):
        announce.confirm(store, course.programme, number, author, NOW)
    assert course.get(number).state == "draft"


def test_the_operator_alone_approves_nothing_of_their_own(database: Database) -> None:
    course = Course(database, announcements={"approval": True})
    course.person("other", "line", role="organiser")
    number = course.draft()
    course.confirm(number)

    with database.write() as store, refused("own"):
        announce.approve(store, course.programme, number, None, NOW)


def test_what_is_approved_in_quiet_hours_goes_at_their_end(database: Database) -> None:
    course = Course(database, announcements={"approval": True})
    author, other = (course.person(name, "line", role="organiser") for name in ("author", "other"))
    for urgent, after in ((False, timedelta(hours=7, minutes=30)), (True, timedelta())):
        number = course.draft(author=author)
        with database.write() as store:
            announce.urge(store, number, urgent=urgent)
        course.confirm(number, author)
        late = NOW.replace(hour=16)  # eleven at night in Bangkok
        with database.write() as store:
            assert announce.approve(store, course.programme, number, other, late).send_at == late + after


def test_quiet_hours_are_the_programmes(database: Database) -> None:
    course = Course(database)
    at = {hour: NOW.replace(hour=hour) for hour in (3, 14, 16, 23)}  # 10.00, 21.00, 23.00 and 06.00 in Bangkok

    def until(programme: object = course.programme) -> list[object]:
        return [announce.quiet_until(programme, moment) for moment in at.values()]  # type: ignore[arg-type] # a Programme

    morning = NOW.replace(day=5, hour=23, minute=30)
    assert until() == [None, morning, morning, morning]
    none = replace(course.programme, settings={"reminders": {"quiet": "none"}})
    assert until(none) == [None] * 4
    noon = replace(course.programme, settings={"reminders": {"quiet": "09:00-12:00"}})
    assert until(noon) == [NOW.replace(hour=5), None, None, None]


def test_lines_reserve_is_kept_unless_it_is_urgent(course: Course) -> None:
    course.quota(300, 250, 49)
    course.confirm(course.draft())
    course.quota(300, 250, 50)
    number = course.draft()

    with course.database.write() as store, refused("reserve"):
        announce.confirm(store, course.programme, number, None, NOW)
    assert course.get(number).state == "draft"
    with course.database.write() as store:
        announce.aim(store, number, Audience(channel="telegram"))
        with refused("nobody"):
            announce.confirm(store, course.programme, number, None, NOW)
        announce.aim(store, number, Audience())
        announce.urge(store, number)
    assert course.confirm(number).state == "scheduled"


def test_a_preview_is_had_by_the_newest_secret_alone(course: Course) -> None:
    number = course.draft()
    with course.database.write() as store:
        first, second = announce.secret(store, number), announce.secret(store, number)
        found = [announce.by_secret(store, each) for each in (first, second, "", "x")]

    assert [each and each.id for each in found] == [None, number, None, None]


def test_the_last_are_listed(course: Course) -> None:
    numbers = [course.draft() for _ in range(3)]
    course.confirm(numbers[0])
    with course.database.read() as store:
        assert [each.id for each in announce.latest(store, ["c"])] == numbers[::-1]
        assert [each.id for each in announce.latest(store, ["c"], ["scheduled"])] == numbers[:1]
        assert announce.latest(store, ["d"]) == []
        assert announcements.get(store, numbers[0]) is not None
