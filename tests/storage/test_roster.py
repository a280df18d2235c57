"""The roster, a page at a time, and the lists beside it, on each kind of store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.port import Media
from storage import feedback_named, invitations, leaves, leaves_listed, people, questions, questions_listed, roster
from storage.leaves import Leave
from storage.people import Details, Membership
from storage.questions import Question
from storage.roster import Team, Totals, Wanted


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.db import Database
    from storage.models import LeaveState
    from storage.roster import Line


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
STATES: tuple[LeaveState, ...] = ("asked", "approved")


def named(found: list[Line]) -> list[str]:
    return [each.name for each in found]


def filled(store: Store) -> dict[str, int]:
    """Ann leads the north and is in LINE and Telegram, Ben is there too, Cat organises; Dan is of another programme."""
    ids = {}
    for name, details, membership in (
        ("ann", Details("นางแอน ดี", "เทศบาล ก", "ปลัด"), Membership("c", team="north", code="7", leads=True)),
        ("ben", Details("Ben 100%", "เทศบาล ข"), Membership("c", team="north")),
        ("cat", Details("แคท"), Membership("c", "organiser", "south")),
        ("dan", Details("แดน"), Membership("d", team="north")),
    ):
        ids[name] = people.add(store, details)
        people.enrol(store, ids[name], membership)
    people.link(store, ids["ann"], Address("line", "a"))
    people.link(store, ids["ann"], Address("telegram", "a"))
    people.link(store, ids["dan"], Address("line", "d"))
    invitations.add(store, ids["ben"], "c", "x" * 64, NOW)
    return ids


def test_a_page_of_those_wanted(database: Database) -> None:
    with database.write() as store:
        ids = filled(store)

        found = roster.page(store, "c", Wanted(), 0, 50)
        assert [(each.name, each.role, each.leads, each.channels, each.invited) for each in found] == [
            ("นางแอน ดี", "participant", True, ("line", "telegram"), False),
            ("Ben 100%", "participant", False, (), True),
            ("แคท", "organiser", False, (), False),
        ]
        wanted = {
            Wanted("ben"): ["Ben 100%"],
            Wanted("0%"): ["Ben 100%"],
            Wanted("เทศบาล ปลัด"): ["นางแอน ดี"],
            Wanted("ภาคเหนือ", teams=("north",)): ["นางแอน ดี", "Ben 100%"],
            Wanted(role="organiser"): ["แคท"],
            Wanted(joined="yes"): ["นางแอน ดี"],
            Wanted(joined="no", team="north"): ["Ben 100%"],
            Wanted(channel="telegram"): ["นางแอน ดี"],
            Wanted(among=(ids["ben"], ids["dan"])): ["Ben 100%"],
            Wanted(among=()): [],
        }
        for each, names in wanted.items():
            assert named(roster.page(store, "c", each, 0, 50)) == names
            assert roster.count(store, "c", each) == len(names)
            assert len(roster.ids(store, "c", each, 1)) == min(1, len(names))
        assert named(roster.page(store, "c", Wanted(), 1, 1)) == ["Ben 100%"]


def test_totals_teams_and_chats(database: Database) -> None:
    with database.write() as store:
        ids = filled(store)

        assert roster.totals(store, "c") == Totals(3, 1, {"line": 1, "telegram": 1})
        assert roster.teams(store, "c") == [Team("north", 2, 1, ("นางแอน ดี",)), Team("south", 1, 0, ())]
        assert roster.team_sizes(store, "c") == [("north", 2)]
        assert sorted(roster.team_codes(store, "c", 9)) == ["north", "south"]
        assert roster.in_teams(store, "c", ["north", "south"]) == [ids["ann"], ids["ben"]]
        chats = [(each.address.channel, each.state, each.last) for each in roster.chats(store, ids["ann"])]
        assert chats == [("line", "open", None), ("telegram", "open", None)]
        assert invitations.unused(store, ids["ben"]) == 1
        assert feedback_named.of_person(store, ids["ann"], "c") == []


def test_whoever_organises_is_known_with_all_that_they_are(database: Database) -> None:
    with database.write() as store:
        ids = filled(store)
        people.enrol(store, ids["cat"], Membership("", "owner"))

        assert people.staff(store) == {
            ids["cat"]: (Details("แคท"), frozenset({("c", "organiser"), ("", "owner")})),
        }
        people.leave(store, ids["cat"], "")
        assert people.memberships(store, ids["cat"]) == (Membership("c", "organiser", "south"),)


def test_questions_and_leave_are_listed_by_state(database: Database) -> None:
    with database.write() as store:
        ids = filled(store)
        asked = Question("c", "ที่จอดรถ", NOW, Address("line", "a"), asked_by=ids["ann"])
        first, second = (questions.add(store, replace(asked, text=text)) for text in ("ที่จอดรถ", "อาหาร"))
        questions.add(store, replace(asked, programme="d"))
        questions.answer(store, first, ids["cat"], "ชั้นใต้ดิน", NOW)
        request = Leave("c", ids["ann"], ("s1",), "ป่วย", NOW)
        leaves.add(store, request, Media(b"x", "image/png", "x.png"))
        leaves.decide(store, leaves.add(store, request), "approved", ids["cat"], NOW)

        assert questions_listed.counts(store, "c") == {"open": 1, "answered": 1}
        (answered,) = questions_listed.page(store, "c", "answered", 0, 9)
        assert (answered.id, answered.asker, answered.answer, answered.answerer) == (first, "นางแอน ดี", "ชั้นใต้ดิน", "แคท")
        assert [each.id for each in questions_listed.page(store, "c", "open", 0, 9)] == [second]
        assert leaves_listed.counts(store, "c") == {"asked": 1, "approved": 1}
        listed = [
            (each.asker, each.sessions, each.paper)
            for state in STATES
            for each in leaves_listed.page(store, "c", state, 0, 9)
        ]
        assert listed == [("นางแอน ดี", ("s1",), True), ("นางแอน ดี", ("s1",), False)]
