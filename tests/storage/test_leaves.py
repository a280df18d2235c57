"""Leave in the store: asked for, decided on once, taken back, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Address, Card, Choice, Reply
from bot.outbox import put
from bot.port import Media
from storage import leaves, people
from storage.leaves import Leave
from storage.models import OutboxRow
from storage.people import Details
from tests.storage.followed import NOW


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.db import Database


PAPER = Media(b"%PDF-1.7\n", "application/pdf", "ใบนัด.pdf")
LATER = NOW + timedelta(hours=1)


def asked(store: Store, name: str = "ann", *, programme: str = "c", file: Media | None = None) -> Leave:
    person = people.add(store, Details(name))
    new = Leave(programme, person, ("a", "t\n2026-01-06"), "ติดประชุมสภา", NOW)
    made = leaves.get(store, leaves.add(store, new, file))
    assert made
    return made


def test_what_is_asked_for_is_kept_with_its_paper(database: Database) -> None:
    with database.write() as store:
        leave, bare = asked(store, file=PAPER), asked(store, "ben")
        found = (leaves.file(store, leave.id), leaves.file(store, bare.id))

    assert (leave.sessions, leave.reason, leave.asker, leave.state) == (
        ("a", "t\n2026-01-06"),
        "ติดประชุมสภา",
        "ann",
        "asked",
    )
    assert (leave.file_name, leave.has_file, bare.has_file) == ("ใบนัด.pdf", True, False)
    assert found == (PAPER, None)


def test_the_first_decision_counts(database: Database) -> None:
    with database.write() as store:
        leave = asked(store)
        olga, otto = (people.add(store, Details(name)) for name in ("olga", "otto"))
        first = leaves.decide(store, leave.id, "declined", olga, LATER, "มีสอบ")
        second = leaves.decide(store, leave.id, "approved", otto, LATER)
        found = leaves.get(store, leave.id)

    assert (first, second) == (True, False)
    assert found
    assert (found.state, found.decider, found.decided_at, found.note) == ("declined", "olga", LATER, "มีสอบ")


def test_what_waits_is_what_nobody_has_decided_on_in_these_programmes(database: Database) -> None:
    with database.write() as store:
        first, second, elsewhere = asked(store), asked(store, "ben"), asked(store, "cat", programme="d")
        olga = people.add(store, Details("olga"))
        before = [leave.id for leave in leaves.waiting(store, ["c"])]
        leaves.decide(store, first.id, "approved", olga, LATER)
        after = [leave.id for leave in leaves.waiting(store, ["c", "d"])]
        last = [leave.id for leave in leaves.waiting(store, ["c", "d"], second.id)]

    assert (before, after, last) == ([first.id, second.id], [second.id, elsewhere.id], [elsewhere.id])


def test_what_lasts_is_asked_for_or_approved_and_not_taken_back(database: Database) -> None:
    with database.write() as store:
        leave = asked(store)
        olga = people.add(store, Details("olga"))
        seen = [len(leaves.lasting(store, leave.person, "c"))]
        leaves.decide(store, leave.id, "approved", olga, LATER)
        seen.append(len(leaves.lasting(store, leave.person, "c")))
        partly = leaves.withdraw(store, leave.id, ["a"])
        left = [each.sessions for each in leaves.lasting(store, leave.person, "c")]
        wholly, again = leaves.withdraw(store, leave.id), leaves.withdraw(store, leave.id)
        seen.append(len(leaves.lasting(store, leave.person, "c")))
        decided = leaves.decide(store, leave.id, "approved", olga, LATER)

    assert (seen, left) == ([1, 1, 0], [("a",)])
    assert (partly, wholly, again, decided) == (True, True, False, False)


def test_forgetting_takes_the_words_and_the_paper_wherever_they_were_brought(database: Database) -> None:
    with database.write() as store:
        leave, other = asked(store, file=PAPER), asked(store, "ben")
        for each in (leave, other):
            button = Choice("อนุมัติ", "อนุมัติ", f"leave.approve:{each.id}")
            put(store, Address("line", "olga"), [Reply(each.reason, (Card("ลา", choices=(button,)),))])
        leaves.forget(store, leave.person)
        gone, kept, file = leaves.get(store, leave.id), leaves.get(store, other.id), leaves.file(store, leave.id)
        said = [(row.reply.text, row.state) for row in store.scalars(select(OutboxRow).order_by(OutboxRow.id))]

    assert gone
    assert (gone.reason, gone.file_name, gone.state, gone.sessions) == ("", "", "withdrawn", leave.sessions)
    assert (file, kept) == (None, other)
    assert said == [("", "dropped"), (other.reason, "waiting")]


def test_of_whoever_decided_the_note_goes_and_the_decision_stays(database: Database) -> None:
    with database.write() as store:
        leave = asked(store)
        olga = people.add(store, Details("olga"))
        leaves.decide(store, leave.id, "declined", olga, LATER, "ไม่ได้ค่ะ")
        button = Choice("ดู", "ดู", f"leave.show:{leave.id}")
        put(store, Address("line", "otto"), [Reply("olga ไม่อนุมัติ", choices=(button,))])
        put(store, Address("line", "ann"), [Reply("ไม่อนุมัติ: ไม่ได้ค่ะ", choices=(button,))])
        put(store, Address("line", "ann"), [Reply("ไม่อนุมัติ", choices=(button,))])
        leaves.forget(store, olga)
        found = leaves.get(store, leave.id)
        said = [row.reply.text for row in store.scalars(select(OutboxRow).order_by(OutboxRow.id))]

    assert found
    assert (found.reason, found.state, found.note) == (leave.reason, "declined", "")
    assert said == ["", "", "ไม่อนุมัติ"]
