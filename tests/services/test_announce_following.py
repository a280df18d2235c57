"""What follows an announcement that went: told again to whoever has not said that they know it, and corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, update

from bot.messages import Address, Image, Link, Place, Reply
from bot.services import announce
from bot.services.announce import Audience
from storage import bodies, people
from storage.models import OutboxRow, PreferenceRow, table
from tests.services.announced import ACKNOWLEDGE, TEXT, Course


if TYPE_CHECKING:
    from storage.db import Database


NEW = Reply("พรุ่งนี้เลื่อนเป็น 11 โมง")
CORRECTED = f"แก้ไขประกาศ: {NEW.text}"
_outbox = table(OutboxRow)


@pytest.fixture
def course(database: Database) -> Course:
    return Course(database)


def test_those_who_have_not_said_that_they_know_are_told_again_and_that_counts_for_both(course: Course) -> None:
    for name in ("knows", "later", "never"):
        course.person(name, "line")
    number = course.send()
    course.arrives()
    course.knows("line", "knows", number)
    with course.database.write() as store:
        again = announce.chase(store, number, None, course.now)
    course.confirm(again.id)
    course.plan()

    assert course.told("line", "knows") == [(TEXT.text, "sent")]
    assert course.told("line", "later") == [(TEXT.text, "sent"), (f"แจ้งซ้ำ: {TEXT.text}", "waiting")]
    course.arrives()
    with course.database.read() as store:
        (choice,) = announce.shown(store, announce.get(store, again.id), "th", ACKNOWLEDGE).taps
    assert choice.data == f"ack:announcement {again.id}|announcement {number}"
    course.knows("line", "later", again.id, number)
    with course.database.read() as store:
        first, second = (announce.progress(store, each) for each in (number, again.id))
        assert [each.name for each in announce.listing(store, number, acknowledged=False)] == ["never"]
    assert [(each.acknowledged, each.unheard) for each in (first, second)] == [(2, 1), (1, 1)]
    with course.database.write() as store:  # to chase a chase is to chase what that did
        third = announce.chase(store, again.id, None, course.now)
    assert (third.chases, third.reply, third.audience) == (number, TEXT, Audience(unheard=number))


def correct(course: Course, number: int, reply: Reply = NEW) -> int:
    with course.database.write() as store:
        made = announce.correct(store, number, None, reply, course.now).id
    course.confirm(made)
    course.plan()
    return made


def replaced(course: Course, channel: str) -> list[tuple[str, str]]:
    """What was put to a channel in the order of time: (text, the id of the message whose place it takes)."""
    with course.database.read() as store:
        put = select(bodies.said.label("reply"), _outbox.c.replaces).where(_outbox.c.channel == channel)
        rows = store.execute(put.order_by(_outbox.c.id))
        return [(row.reply.text, row.replaces) for row in rows]


def test_a_correction_takes_the_place_of_the_message_in_telegram_and_follows_in_line(course: Course) -> None:
    course.person("line", "line")
    course.person("telegram", "telegram")
    number = course.send()
    course.arrives()
    course.person("new", "line")
    correct(course, number)

    assert replaced(course, "line") == [(TEXT.text, ""), (CORRECTED, "")]
    assert replaced(course, "telegram") == [(TEXT.text, ""), (CORRECTED, "1002")]
    assert course.told("line", "new") == []


def test_who_moved_to_line_has_the_message_in_telegram_changed(course: Course) -> None:
    person = course.person("both", "telegram")
    number = course.send()
    course.arrives()
    with course.database.write() as store:
        people.link(store, person, Address("line", "both"))
        store.execute(insert(table(PreferenceRow)).values(person_id=person, channel="line", off=[]))
    correct(course, number)

    assert (replaced(course, "line"), replaced(course, "telegram")[1]) == ([], (CORRECTED, "1001"))


def test_what_still_waits_is_not_told_but_its_correction(course: Course) -> None:
    course.person("a", "line")
    number = course.send()
    correct(course, number)

    assert course.told("line", "a") == [(TEXT.text, "dropped corrected"), (CORRECTED, "waiting")]
    course.blocks("line", "a")
    with course.database.read() as store:
        assert announce.progress(store, number).ended == {"corrected": 1}


def test_a_correction_of_a_correction_goes_to_all_who_got_either_in_one_place(course: Course) -> None:
    course.person("a", "telegram")
    number = course.send()
    course.arrives()
    with course.database.write() as store:
        again = announce.chase(store, number, None, course.now).id
    course.confirm(again)
    course.plan()
    course.arrives()
    first = correct(course, again)
    course.arrives()
    second = correct(course, first, Reply("เที่ยง"))

    assert course.get(second).corrects == number
    assert replaced(course, "telegram") == [
        (TEXT.text, ""),
        (f"แจ้งซ้ำ: {TEXT.text}", ""),
        (CORRECTED, "1002"),
        ("แก้ไขประกาศ: เที่ยง", "1003"),
    ]
    with course.database.write() as store:  # what is told again is what is right
        assert announce.chase(store, number, None, course.now).reply.text == "เที่ยง"


PICTURE = Image("", "image/png", "iVBORw0KGgo=")
PLACE = Place("ตึก 1", "", 13.0, 100.0, Link("แผนที่", "https://example.org"))


@pytest.mark.parametrize(
    ("reply", "message_id", "replaces"),
    [
        (Reply("ก", images=(PICTURE,), places=(PLACE,)), "11 12 13", "11"),
        (Reply("ก", images=(PICTURE,)), "11 12 13", ""),  # its text took two messages
        (Reply("", images=(PICTURE,)), "11", ""),  # there is no text to change
        (Reply("ก"), "", ""),
    ],
    ids=["with more", "long", "no text", "unknown"],
)
def test_only_a_single_text_is_changed_and_what_they_have_is_not_sent_again(
    course: Course, reply: Reply, message_id: str, replaces: str
) -> None:
    course.person("a", "telegram")
    number = course.send(reply)
    course.arrives()
    with course.database.write() as store:
        store.execute(update(_outbox).values(message_id=message_id))
    made = correct(course, number, replace(reply, text="ข"))

    assert course.get(made).reply == Reply("ข")
    assert replaced(course, "telegram")[1] == ("แก้ไขประกาศ: ข", replaces)


def test_what_was_stopped_is_corrected_where_it_went(course: Course) -> None:
    for name in ("a", "b"):
        course.person(name, "line")
    number = course.send()
    with course.database.write() as store:
        store.execute(update(_outbox).where(_outbox.c.chat == "a").values(state="sent"))
        announce.stop(store, number, course.now)
    correct(course, number)

    assert course.told("line", "a") == [(TEXT.text, "sent"), (CORRECTED, "waiting")]
    assert course.told("line", "b") == [(TEXT.text, "dropped cancelled")]
