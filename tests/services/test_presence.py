"""What an event means of what was done before it, on each kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import SetClock
from bot.conversation import Conversation
from bot.messages import SILENCE, Address, Inbound, Reply
from bot.router import Router
from bot.services import presence
from storage import addresses, inbox, outbox, sending, talks
from storage.talks import Kept
from tests.dialogs.over.store import holds


if TYPE_CHECKING:
    from bot.router import Turn
    from storage.db import Database


NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
GROUP = Address("telegram", "-1")
ME = Address("telegram", "1")
START = Inbound(ME, "1", "", NOW, kind="started")
TALK = Inbound(GROUP, "1", "น้องนัดอยู่ไหม", NOW, message_id="11", group=True)


def heart(database: Database) -> Conversation:
    """In a group it hears its name alone."""

    def answer(turn: Turn) -> Reply:
        return SILENCE if turn.inbound.group and "น้องนัด" not in turn.inbound.text else Reply(turn.inbound.text)

    return Conversation(database, SetClock(NOW), Router([(lambda _: True, answer)]))


def done(database: Database, *events: Inbound) -> list[str]:
    """What is answered to each, one after another."""
    bot = heart(database)
    answers = []
    for event in events:
        bot.receive([event])
        reply = bot.answer(event.address)
        assert reply is not None
        answers.append(reply.text)
    return answers


def test_of_two_that_wait_the_one_said_first_is_answered_first(database: Database) -> None:
    bot = heart(database)
    bot.receive([Inbound(ME, "2", "ทีหลัง", NOW + timedelta(milliseconds=1))])
    bot.receive([Inbound(ME, "1", "ก่อน", NOW)])

    assert [bot.answer(ME), bot.answer(ME), bot.answer(ME)] == [Reply("ก่อน"), Reply("ทีหลัง"), None]


@pytest.mark.parametrize(
    ("quoted", "called"), [("7", True), ("9", True), ("78", False), ("%", False), (" ", False), ("", False)]
)
def test_an_answer_to_one_of_our_messages_in_a_group_calls_us(database: Database, quoted: str, called: bool) -> None:  # noqa: FBT001 - a row of the table
    with database.write() as store:
        outbox.put(store, GROUP, [Reply("ค่ะ")], answers=outbox.Answers(0))
        (message,) = sending.claim_at(store, GROUP, NOW, 1)
        sending.finish(store, message, "sent", message_id="7 8 9")

    with database.write() as store:
        meant = presence.meant(store, replace(TALK, quoted=quoted), TALK.at)
        elsewhere = presence.meant(store, replace(TALK, quoted=quoted, address=replace(GROUP, chat="-2")), TALK.at)

    assert meant == presence.Meant(replace(TALK, quoted=quoted, called=called))
    assert elsewhere
    assert not elsewhere.inbound.called


@pytest.mark.parametrize(
    ("second", "greeted"),
    [
        (replace(START, event_id="2"), False),
        (replace(START, event_id="2", at=NOW + timedelta(seconds=10)), False),
        (replace(START, event_id="2", at=NOW + timedelta(seconds=11)), True),
        (replace(START, event_id="2", data="K7PM4XQD"), True),
        (replace(START, event_id="2", address=replace(ME, chat="2")), True),
    ],
)
def test_a_chat_that_opens_by_two_events_is_greeted_once(
    database: Database,
    second: Inbound,
    greeted: bool,  # noqa: FBT001 - a row of the table
) -> None:
    done(database, START)

    with database.write() as store:
        assert (presence.meant(store, second, TALK.at) is not None) is greeted


def test_a_chat_that_is_closed_and_opened_again_is_greeted_again(database: Database) -> None:
    done(database, START, replace(START, event_id="2", kind="blocked"))

    with database.write() as store:
        again = replace(START, event_id="3")
        assert presence.meant(store, again, TALK.at) == presence.Meant(again)


def test_what_people_say_to_each_other_in_a_group_is_not_kept(database: Database) -> None:
    secret = replace(TALK, text="คุณสมปองป่วย")
    edits = [
        replace(secret, event_id=str(number), kind="edited", text=text)
        for number, text in enumerate(("คุณสมปองป่วยหนัก", "น้องนัดอยู่ไหม", "น้องนัดอยู่ไหม", "คุณสมปองป่วย"), 2)
    ]

    assert done(database, secret, *edits) == ["", "", "น้องนัดอยู่ไหม", "", ""]
    assert (holds(database, "สมปอง"), holds(database, "อยู่ไหม")) == (False, True)


def test_an_edit_that_waits_keeps_its_words_until_it_is_its_turn(database: Database) -> None:
    bot = heart(database)
    edit = replace(TALK, event_id="2", kind="edited", at=NOW + timedelta(seconds=1))
    bot.receive([replace(TALK, text="เงียบไว้"), edit])

    assert [bot.answer(GROUP), bot.answer(GROUP)] == [SILENCE, Reply(TALK.text, replaces=True)]


def test_what_people_say_in_private_is_kept_once(database: Database) -> None:
    said = Inbound(ME, "1", "พรุ่งนี้", NOW, message_id="11")
    done(database, said, replace(said, event_id="2", kind="edited", text="วันนี้"))

    with database.read() as store:
        left = [each.reply for each in outbox.sent_to(store, ME)]
    assert left == [Reply("พรุ่งนี้"), Reply("วันนี้", replaces=True)]
    with database.write() as store:
        assert inbox.changed(store, replace(said, text="มะรืน"))


def test_to_hear_twice_where_a_chat_has_moved_to_keeps_its_talk(database: Database) -> None:
    kept, there = Kept("en", "ccio-2", {"ask": {"a": 1}}, NOW), replace(GROUP, chat="-100")
    with database.write() as store:
        talks.lock(store, GROUP)
        talks.keep(store, GROUP, kept)
        addresses.move(store, GROUP, there.chat)

    done(database, Inbound(GROUP, "1", "", NOW, there.chat, "moved", group=True))

    with database.write() as store:
        assert talks.lock(store, there) == kept
