"""An announcement goes to each once, in the place of their choice, however often its planning is broken off."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from bot.messages import Address, Reply
from bot.services import announce
from bot.services.announce import Audience
from storage import outbox, people
from storage.models import OutboxRow, table
from tests.services.announced import ACKNOWLEDGE, TEXT, Course


if TYPE_CHECKING:
    from storage.db import Database


KNOW = "รับทราบ"
NEW = Reply("พรุ่งนี้เลื่อนเป็น 11 โมง")
_outbox = table(OutboxRow)


@pytest.fixture
def course(database: Database) -> Course:
    return Course(database)


class PowerCutError(Exception):
    """Whatever ends a process in the middle of its work."""


def test_each_is_told_once_in_their_place_and_language(course: Course) -> None:
    course.person("thai", "line")
    english = course.person("english", "telegram")
    course.person("nowhere")
    stopped = course.person("stopped", "line")
    with course.database.write() as store:
        people.speak(store, english, "en")
        people.stop(store, stopped, stopped=True)
    number = course.send()

    assert course.plan() == 0
    assert (course.get(number).state, course.get(number).ended_at) == ("sent", course.now)
    assert course.told("line", "thai") == [(TEXT.text, "waiting")]
    assert course.told("line", "stopped") == []
    with course.database.read() as store:
        labels = {
            place: [choice.label for choice in outbox.sent_to(store, place)[0].reply.taps]
            for place in (Address("line", "thai"), Address("telegram", "english"))
        }
        found = announce.progress(store, number)
    assert [*labels.values()] == [[KNOW], ["Got it"]]
    assert found.ended == {"waiting": 2, "unlinked": 1, "stopped": 1}
    assert (found.planned, found.goes, found.acknowledged, found.unheard) == (4, True, 0, 0)


def test_without_the_button_none_is_drawn(course: Course) -> None:
    course.person("one", "line")
    number = course.draft()
    with course.database.write() as store:
        announce.ask(store, number, asks=False)
        reply = announce.shown(store, announce.get(store, number), "th", ACKNOWLEDGE)
    assert reply == TEXT


def power_cut(course: Course) -> None:
    """A slice is planned, and never committed."""
    with course.database.write() as store:
        announce.plan(store, course.now, ACKNOWLEDGE, 2)
        raise PowerCutError


@pytest.mark.parametrize("after", range(6))
def test_wherever_planning_is_broken_off_nobody_is_told_twice_or_forgotten(course: Course, after: int) -> None:
    names = [f"p{number}" for number in range(9)]
    for name in names:
        course.person(name, "line")
    number = course.draft()
    course.confirm(number)
    for _ in range(after):
        course.slice(2)
    told = sum(bool(course.told("line", name)) for name in names)
    with pytest.raises(PowerCutError):
        power_cut(course)

    assert sum(bool(course.told("line", name)) for name in names) == told == min(2 * after, len(names))
    course.plan(2)
    assert [course.told("line", name) for name in names] == [[(TEXT.text, "waiting")]] * len(names)
    assert course.get(number).state == "sent"


def test_two_planners_at_once_tell_nobody_twice(database: Database) -> None:
    if database.in_memory:
        pytest.skip("a store in memory has one process")
    course = Course(database)
    names = [f"p{number}" for number in range(60)]
    for name in names:
        course.person(name, "line")
    course.confirm(course.draft())
    course.confirm(course.draft(NEW))
    errors: list[BaseException] = []

    def work() -> None:
        try:
            course.plan(3)
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    course.plan(3)

    assert errors == []
    assert [sorted(course.told("line", name)) for name in names] == [
        [(TEXT.text, "waiting"), (NEW.text, "waiting")]
    ] * len(names)


def test_what_is_to_go_later_waits_for_its_time(course: Course) -> None:
    course.person("one", "line")
    number = course.draft()
    at = course.now.replace(hour=5)
    with course.database.write() as store:
        announce.schedule(store, number, at, course.now)
    course.confirm(number)

    assert course.plan() == 0
    course.later(hours=2)
    assert course.plan() == 1
    begun = course.get(number)
    assert (begun.begun_at, begun.expires_at and begun.expires_at - at) == (at, at.replace(day=6) - at)


@pytest.mark.parametrize(
    ("audience", "elsewhere", "ended"),
    [(None, [(TEXT.text, "waiting")], "waiting"), (Audience(channel="line"), [], "blocked")],
    ids=["anywhere", "one channel"],
)
def test_whoever_has_blocked_one_channel_is_told_in_the_other_unless_one_was_asked_for(
    course: Course, audience: Audience | None, elsewhere: list[tuple[str, str]], ended: str
) -> None:
    course.person("both", "line", "telegram")
    number = course.send(audience=audience)
    course.blocks("line", "both")

    assert course.told("line", "both") == [(TEXT.text, "dropped blocked")]
    assert course.told("telegram", "both") == elsewhere
    with course.database.read() as store:
        assert announce.progress(store, number).ended == {ended: 1}


def test_in_one_channel_whoever_prefers_the_other_is_told_there_too(course: Course) -> None:
    course.person("both", "line", "telegram")
    course.person("on line", "line")
    number = course.send(audience=Audience(channel="telegram"))

    assert (course.told("telegram", "both"), course.told("line", "on line")) == ([(TEXT.text, "waiting")], [])
    with course.database.read() as store:
        assert announce.progress(store, number).ended == {"waiting": 1, "unlinked": 1}


def test_stopped_half_way_what_waits_is_taken_back_and_the_rest_is_not_told(course: Course) -> None:
    for name in ("a", "b", "c", "d"):
        course.person(name, "line")
    number = course.draft()
    course.confirm(number)
    assert course.slice(1)
    course.arrives()
    assert course.slice(1)
    with course.database.write() as store:
        stopped = announce.stop(store, number, course.now)

    assert (stopped.announcement.state, stopped.dropped, stopped.gone) == ("stopped", 1, 1)
    assert course.plan() == 0
    assert [course.told("line", name) for name in ("a", "b", "c")] == [
        [(TEXT.text, "sent")],
        [(TEXT.text, "dropped cancelled")],
        [],
    ]
    with course.database.write() as store:  # once more changes nothing
        again = announce.stop(store, number, course.now)
    assert (again.announcement.state, again.dropped, again.gone) == ("stopped", 0, 1)


def test_what_has_all_gone_cannot_be_stopped(course: Course) -> None:
    course.person("a", "line")
    number = course.send()
    course.arrives()
    with course.database.write() as store:
        stopped = announce.stop(store, number, course.now)
    assert (stopped.announcement.state, stopped.dropped, stopped.gone) == ("sent", 0, 1)


def test_what_became_of_it_is_known_of_each(course: Course) -> None:
    ends = {"accepted": "sent", "uncertain": "uncertain", "failed": "failed", "waiting": "sending"}
    for name in ends:
        course.person(name, "line")
    course.person("unlinked")
    number = course.send()
    with course.database.write() as store:
        for name, state in ends.items():
            store.execute(update(_outbox).where(_outbox.c.chat == name).values(state=state, reason=f"because {state}"))
    course.knows("line", "uncertain", number)
    with course.database.read() as store:
        found = announce.progress(store, number)
        each = {one.name: one for one in announce.everybody(store, number)}
        few = announce.listing(store, number, "accepted", "failed", limit=1)
        rest = announce.listing(store, number, "accepted", "failed", after=few[0].person)

    assert found.ended == dict.fromkeys([*ends, "unlinked"], 1)
    assert {name: one.ended for name, one in each.items()} == {name: name for name in [*ends, "unlinked"]}
    assert (each["failed"].reason, each["failed"].channel, each["failed"].organisation) == (
        "because failed",
        "line",
        "เทศบาลfailed",
    )
    assert each["uncertain"].acknowledged_at == course.now
    assert ([one.name for one in few], [one.name for one in rest]) == (["accepted"], ["failed"])


def test_the_time_left_is_telegrams(course: Course) -> None:
    for number in range(30):
        course.person(f"p{number}", "telegram")
    number = course.send()
    with course.database.read() as store:
        assert announce.progress(store, number).seconds == 2
    course.arrives()
    with course.database.read() as store:
        assert announce.progress(store, number).seconds == 0


def test_the_urgent_goes_before_others(course: Course) -> None:
    course.person("a", "line")
    course.confirm(course.draft())
    number = course.draft(NEW)
    with course.database.write() as store:
        announce.urge(store, number)
    course.confirm(number)
    course.plan()

    assert [text for text, _ in course.told("line", "a")] == [NEW.text, TEXT.text]
    with course.database.read() as store:
        assert list(store.scalars(select(_outbox.c.urgency).order_by(_outbox.c.id))) == [outbox.URGENT, outbox.ORDINARY]
