"""People are told something once, in the place that they chose, and elsewhere where nobody is there any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.messages import Address, Reply
from storage import addresses, notices, outbox, people, recipients, talks
from storage.models import AddressRow, NoticeRow, OutboxRow, PersonRow, PreferenceRow, table
from storage.notices import Outcome
from storage.outbox import Batch
from storage.people import Details
from storage.recipients import Recipient


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.db import Database


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
LATER = NOW + timedelta(hours=8)
EVERYBODY = select(PersonRow.id)


def _person(store: Session, name: str, *channels: str) -> int:
    person = people.add(store, Details(name))
    for channel in channels:
        people.link(store, person, Address(channel, name))
    return person


def _prefer(store: Session, person: int, channel: str) -> None:
    store.execute(insert(table(PreferenceRow)).values(person_id=person, channel=channel, off=[]))


def _wrote(store: Session, address: Address, at: datetime) -> None:
    talks.lock(store, address)
    talks.keep(store, address, talks.Kept("th", "", {}, at))


def test_everybody_has_one_place(database: Database) -> None:
    with database.write() as store:
        _person(store, "in both", "line", "telegram")
        _wrote(store, Address("line", "in both"), NOW)
        _wrote(store, Address("telegram", "in both"), NOW + timedelta(minutes=1))
        chooser = _person(store, "chose", "line", "telegram")
        _wrote(store, Address("telegram", "chose"), NOW)
        _prefer(store, chooser, "line")
        _person(store, "on the page too", "web", "line")
        _person(store, "nowhere")
        stopped = _person(store, "stopped", "line")
        people.stop(store, stopped, stopped=True)
        _person(store, "blocked", "line")
        addresses.close(store, Address("line", "blocked"), "blocked")

        found = recipients.chosen(store, EVERYBODY)
        assert [each.address for each in found] == [
            Address("telegram", "in both"),
            Address("line", "chose"),
            Address("line", "on the page too"),
            None,
            None,
            None,
        ]
        assert [each.missed for each in found] == ["", "", "", "unlinked", "stopped", "closed"]
        assert recipients.counted(store, EVERYBODY) == {
            "telegram": 1, "line": 2, "unlinked": 1, "stopped": 1, "closed": 1,
        }  # fmt: skip
        assert recipients.chosen(store, EVERYBODY, after=found[1].person, limit=2) == found[2:4]


def test_in_one_channel_everybody_is_told_there_or_nowhere(database: Database) -> None:
    with database.write() as store:
        _person(store, "in both", "line", "telegram")
        _prefer(store, _person(store, "chose line", "line", "telegram"), "line")
        _person(store, "on line", "line")
        _person(store, "blocked", "line", "telegram")
        addresses.close(store, Address("telegram", "blocked"), "blocked")

        assert [(each.address, each.missed) for each in recipients.chosen(store, EVERYBODY, channel="telegram")] == [
            (Address("telegram", "in both"), ""),
            (Address("telegram", "chose line"), ""),
            (None, "unlinked"),
            (None, "closed"),
        ]
        assert recipients.counted(store, EVERYBODY, "telegram") == {"telegram": 2, "unlinked": 1, "closed": 1}


def test_a_group_is_nobodys_place(database: Database) -> None:
    with database.write() as store:
        person = _person(store, "one", "line")
        store.execute(update(table(AddressRow)).values(is_group=True))

        assert recipients.chosen(store, EVERYBODY) == [Recipient(person, None, None, "unlinked")]


def test_what_became_of_it_is_known_of_each(database: Database) -> None:
    with database.write() as store:
        first = _person(store, "first", "line")
        _person(store, "second", "telegram")
        nowhere = _person(store, "nowhere")
        found = recipients.chosen(store, EVERYBODY)
        count = notices.tell(store, ["announcement 1"], found, Batch(Reply("ก"), expires_at=LATER))

        assert count == 2
        assert notices.told(store, ["announcement 1", "announcement 2"]) == {
            "announcement 1": {each.person for each in found},
            "announcement 2": set(),
        }
        assert notices.acknowledge(store, Address("line", "first"), ["announcement 1"], NOW)
        assert not notices.acknowledge(store, Address("line", "first"), ["announcement 2"], NOW)
        assert not notices.acknowledge(store, Address("line", "somebody"), ["announcement 1"], NOW)
        assert sorted(notices.outcomes(store, "announcement 1"), key=lambda each: each.channel) == [
            Outcome("", "", "unlinked", acknowledged=False, people=1),
            Outcome("line", "waiting", "", acknowledged=True, people=1),
            Outcome("telegram", "waiting", "", acknowledged=False, people=1),
        ]
        unheard = store.scalars(notices.unheard("announcement 1")).all()
        assert first not in unheard
        assert nowhere in unheard
        assert outbox.sent_to(store, Address("line", "first"))[0].reply == Reply("ก")


def test_whoever_closed_one_place_is_told_in_the_other_once(database: Database) -> None:
    here, there = Address("line", "both"), Address("telegram", "both")
    with database.write() as store:
        person = _person(store, "both", "line", "telegram")
        _prefer(store, person, "line")
        for key, expires_at, fallback in (("a", LATER, True), ("b", NOW, True), ("c", LATER, False)):
            (found,) = recipients.chosen(store, EVERYBODY)
            notices.tell(store, [key], [found], Batch(Reply(key), expires_at=expires_at), fallback=fallback)
        addresses.close(store, here, "blocked")
        outbox.drop(store, here, "blocked")

        assert notices.fall_back(store, here, NOW) == 1
        assert notices.fall_back(store, here, NOW) == 0
        assert [left.reply.text for left in outbox.sent_to(store, there)] == ["a"]
        assert notices.outcomes(store, "a") == [Outcome("telegram", "waiting", "", acknowledged=False, people=1)]
        assert notices.outcomes(store, "b") == [Outcome("line", "dropped", "blocked", acknowledged=False, people=1)]


def test_only_what_says_nothing_else_is_taken_back(database: Database) -> None:
    with database.write() as store:
        _person(store, "one", "line")
        found = recipients.chosen(store, EVERYBODY)
        notices.tell(store, ["nudge 1"], found, Batch(Reply("ก")))
        notices.tell(store, ["nudge 2", "digest"], found, Batch(Reply("ข")))

        assert notices.cancel(store, ["nudge 1", "nudge 2"]) == 1
        states = [(left.reply.text, left.state, left.reason) for left in outbox.sent_to(store, Address("line", "one"))]
        assert states == [("ก", "dropped", "cancelled"), ("ข", "waiting", "")]


def test_a_message_that_says_one_of_them_is_taken_back_with_all_that_it_says(database: Database) -> None:
    with database.write() as store:
        _person(store, "one", "line")
        found = recipients.chosen(store, EVERYBODY)
        told = {
            "ก": ["nudge 1", "digest"],
            "ข": ["nudge 2"],
            "ค": ["nudge 3"],
            "ง": ["release 1"],
            "จ": ["nudge 5", "release 2"],
        }
        for text, keys in told.items():
            notices.tell(store, keys, found, Batch(Reply(text)))
        tried = select(NoticeRow.outbox_id).where(NoticeRow.key == "nudge 3").scalar_subquery()
        store.execute(update(OutboxRow).where(OutboxRow.id == tried).values(attempts=1))

        among = ["nudge ", "digest"]
        assert notices.take_back(store, [], among) == (0, set())
        assert notices.take_back(store, ["nudge 4"], among) == (0, set())
        assert notices.take_back(store, ["nudge "], among) == (2, {"nudge 1", "nudge 2", "digest"})
        states = [(left.reply.text, left.state) for left in outbox.sent_to(store, Address("line", "one"))]
        assert states == [*((text, "dropped") for text in "กข"), *((text, "waiting") for text in "คงจ")]
