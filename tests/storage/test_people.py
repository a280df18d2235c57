"""People, their addresses and invitations, on each kind of store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.messages import Address, Inbound, Reply
from storage import inbox, invitations, people, people_said, programmes
from storage.models import AddressRow, InboxRow, OutboxRow, PersonRow
from storage.outbox import Answers, put
from storage.people import Details, Listed, Membership
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.db import Database


NOW = datetime(2026, 10, 5, 2, tzinfo=UTC)
HERE, THERE = Address("line", "U1"), Address("telegram", "7")
ANN = Details("ดร.แอน ดี", "เทศบาล ก", "ปลัด", "ann@example.org", "081")


def person(store: Session, details: Details = ANN, *memberships: Membership, at: tuple[Address, ...] = ()) -> int:
    made = people.add(store, details)
    for membership in memberships:
        people.enrol(store, made, membership)
    for address in at:
        people.link(store, made, address)
    return made


def test_many_people_at_once_are_as_one_by_one(database: Database) -> None:
    many = [Details(f"คนที่ {number}") for number in range(1_200)]
    with database.write() as store:
        ids = people.add_all(store, many)
        people.enrol_all(store, [(ids[0], Membership("c", "organiser")), (ids[1], Membership("c", team="t"))])
        people.enrol_all(store, [(ids[0], Membership("c", note="แพ้กุ้ง")), (ids[0], Membership("d"))])
        people.change_all(store, {ids[1]: ANN})
        nothing = people.add_all(store, [])
        people.enrol_all(store, [])
        people.change_all(store, {})

    with database.read() as store:
        found = people.everybody(store)
    assert nothing == []
    assert [(each.person.id, each.person.details) for each in found] == [
        (ids[0], many[0]),
        (ids[1], ANN),
        *zip(ids[2:], many[2:], strict=True),
    ]
    assert [each.memberships for each in found[:3]] == [
        (Membership("c", note="แพ้กุ้ง"), Membership("d")),
        (Membership("c", team="t"),),
        (),
    ]


def test_what_is_kept_of_a_person_comes_back(database: Database) -> None:
    with database.write() as store:
        ann = person(store, ANN, Membership("c", "organiser", "t", "7"), Membership("d"), at=(HERE, THERE))
        people.agree(store, ann, 1, NOW)
        people.speak(store, ann, "en")
        people.stop(store, ann, stopped=True)
        person(store, Details("บี"))

    with database.read() as store:
        found = people.everybody(store)
        here, nowhere = people.at(store, HERE), people.at(store, Address("line", "U2"))
    assert found == [
        Listed(
            people.Person(ann, ANN, "en", 1, NOW, stopped=True),
            (Membership("c", "organiser", "t", "7"), Membership("d")),
            (HERE, THERE),
        ),
        Listed(people.Person(ann + 1, Details("บี")), (), ()),
    ]
    assert (here, nowhere) == (found[0].person, None)


def test_an_address_is_one_persons_and_a_person_has_one_in_each_channel(database: Database) -> None:
    new = Address("line", "U2")
    with database.write() as store:
        ann, bee = person(store, at=(HERE, THERE)), person(store, Details("บี"))

        assert people.link(store, ann, new) == (HERE,)
        assert people.addresses(store, ann) == (THERE, new)
        assert people.link(store, bee, HERE) == ()
        assert people.link(store, bee, THERE) == ()
        assert [people.addresses(store, who) for who in (ann, bee)] == [(new,), (HERE, THERE)]


def test_a_person_is_in_a_programme_once(database: Database) -> None:
    with database.write() as store:
        ann = person(store, ANN, Membership("c"), Membership("c", "scanner", "t", "7"))

        assert people.memberships(store, ann) == (Membership("c", "scanner", "t", "7"),)


@pytest.mark.parametrize(
    ("settings", "memberships", "may"),
    [
        ({}, (), []),
        ({}, (Membership("other"),), []),
        ({}, (Membership("c"),), ["c"]),
        ({}, (Membership("", "owner"),), ["c", "d"]),
        ({}, (Membership("other", "owner"),), ["c", "d"]),
        ({"public": True, "attendance": {"x": 1}}, (), ["c"]),
        ({"public": True}, (Membership("d"),), ["c", "d"]),
        ({"public": False}, (), []),
    ],
)
def test_which_programmes_are_open_to_whom(
    database: Database, settings: dict[str, object], memberships: tuple[Membership, ...], may: list[str]
) -> None:
    with database.write() as store:
        for programme in (replace(COURSE, settings=settings), replace(COURSE, code="d", settings={})):
            programmes.save(store, programme)
        person(store, ANN, *memberships, at=(HERE,))

        assert people.open_to(store, HERE) == may
        assert people.open_to(store, THERE) == (["c"] if settings.get("public") else [])


def test_a_programme_is_open_to_its_group(database: Database) -> None:
    with database.write() as store:
        programmes.save(store, replace(COURSE, settings={}))
        store.execute(insert(AddressRow).values(channel="line", chat="G", is_group=True, programme="c"))

        assert people.open_to(store, Address("line", "G")) == ["c"]


def test_who_has_a_role(database: Database) -> None:
    with database.write() as store:
        person(store, Details("ก"), Membership("c", "organiser"), at=(HERE,))
        person(store, Details("ข"), Membership("d", "organiser"))
        person(store, Details("ค"), Membership("", "owner"), Membership("c", "organiser"))
        person(store, Details("ง"), Membership("c"))

        assert [found.name for found in people.with_role(store, "c", ("organiser", "owner"))] == ["ก", "ค"]
        assert [found.name for found in people.with_role(store, "d", ("organiser",))] == ["ข"]
        assert people.roles(store, HERE) == {"c": "organiser"}


def test_an_invitation_is_used_once(database: Database) -> None:
    with database.write() as store:
        ann = person(store)
        invitations.add(store, ann, "c", "d" * 64, NOW)
        found = invitations.by_digest(store, "d" * 64)

        assert found == invitations.Invitation(1, ann, "c", used=False, revoked=False)
        assert [invitations.use(store, found.id, "line", NOW) for _ in range(2)] == [True, False]
        assert invitations.revoke(store, ann, NOW) == 0
        assert invitations.by_digest(store, "d" * 64) == replace(found, used=True)
        assert invitations.used(store, ann) == [("c", "line", NOW)]


def test_an_invitation_that_was_taken_back_is_not_used(database: Database) -> None:
    with database.write() as store:
        ann = person(store)
        for number, programme in enumerate("ccd"):
            invitations.add(store, ann, programme, str(number), NOW)

        assert invitations.revoke(store, ann, NOW, "c") == 2
        assert [invitations.use(store, number, "line", NOW) for number in (1, 2, 3)] == [False, False, True]
        assert invitations.by_digest(store, "3") is None


def test_wrong_codes_count_for_an_hour(database: Database) -> None:
    with database.write() as store:
        for minutes, address in ((0, HERE), (50, HERE), (55, THERE)):
            invitations.note_wrong(store, address, NOW + timedelta(minutes=minutes))

        now = NOW + timedelta(minutes=60)
        assert invitations.wrong_since(store, now - timedelta(minutes=15), HERE) == 1
        assert invitations.wrong_since(store, NOW - timedelta(minutes=1)) == 3
        invitations.note_wrong(store, THERE, now + timedelta(minutes=1))
        assert invitations.wrong_since(store, NOW - timedelta(minutes=1)) == 3


def test_a_person_who_is_forgotten_is_gone(database: Database) -> None:
    with database.write() as store:
        ann = person(store, ANN, Membership("c"), at=(HERE,))
        invitations.add(store, ann, "c", "d", NOW)
        invitations.forget(store, ann)
        people.forget(store, ann, "P-1")

    with database.read() as store:
        assert (people.everybody(store), people.at(store, HERE)) == ([], None)
        assert store.execute(select(PersonRow)).all() == []


def test_of_somebody_named_by_evidence_a_pseudonym_is_left(database: Database) -> None:
    with database.write() as store:
        ann = person(store, ANN, Membership("c"), at=(HERE,))
        people.agree(store, ann, 1, NOW)
        connection = store.connection()
        connection.exec_driver_sql("CREATE TABLE evidence (person_id INTEGER NOT NULL REFERENCES people (id))")
        connection.exec_driver_sql("INSERT INTO evidence SELECT id FROM people")
        people.forget(store, ann, "P-1")

    with database.read() as store:
        assert (people.everybody(store), people.at(store, HERE)) == ([], None)
        assert people.get(store, ann) == people.Person(ann, Details("P-1"), stopped=True)


def said(store: Session, address: Address, text: str, state: str) -> None:
    """A message and its answer, which is in `state`."""
    inbox.add(store, [Inbound(address, text, text, NOW)])
    waiting = inbox.oldest(store, address)
    assert waiting
    put(store, address, [Reply(f"ตอบ {text}")], answers=Answers(waiting[0]))
    inbox.finish(store, waiting[0])
    store.execute(update(OutboxRow).where(OutboxRow.inbox_id == waiting[0]).values(state=state))


def test_what_was_said_is_erased_but_for_what_is_on_its_way(database: Database) -> None:
    with database.write() as store:
        for state in ("sent", "sending", "failed"):
            said(store, HERE, state, state)
        said(store, THERE, "else", "sent")
        inbox.add(store, [Inbound(HERE, "now", "now", NOW)])
        people_said.erase(store, HERE)

    with database.read() as store:
        assert store.scalars(select(InboxRow.text).order_by(InboxRow.id)).all() == ["sending", "else", "now"]
        assert store.scalars(select(OutboxRow.state).order_by(OutboxRow.id)).all() == ["sending", "sent"]
        assert [line.text for line in people_said.messages(store, HERE, 1)] == ["now"]
        assert people_said.count(store, HERE) == 2


def test_two_cannot_have_one_code(database: Database) -> None:
    with database.write() as store:
        ann = person(store)
        invitations.add(store, ann, "c", "d", NOW)

        with pytest.raises(IntegrityError), store.begin_nested():
            invitations.add(store, ann, "e", "d", NOW)
