"""Whoever comes first joins, however many try at once; and an address is one person's all the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.services import people
from bot.services.people import Invited, Joined
from bot.services.people.inviting import invite_owner
from storage import people as kept
from storage import programmes
from storage.people import Details, Membership
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from storage.db import Database


NOW = datetime(2026, 10, 5, 2, tzinfo=UTC)


def test_of_many_at_once_one_joins(database: Database) -> None:
    with database.write() as store:
        made = invite_owner(store, "นางสาวมาลี ดูแล", NOW)
        invited = people.look(store, Address("line", "U0"), made.code.replace("-", ""), NOW)
    assert isinstance(invited, Invited)

    def join(number: int) -> Joined | str:
        with database.write() as store:
            return people.join(store, Address("line", f"U{number}"), invited.invitation, NOW)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(join, range(8)))

    joined = [outcome for outcome in outcomes if isinstance(outcome, Joined)]
    assert [(each.person.name, each.left) for each in joined] == [("นางสาวมาลี ดูแล", ())]
    assert [outcome for outcome in outcomes if not isinstance(outcome, Joined)] == ["used"] * 7
    with database.read() as store:
        assert len(kept.addresses(store, joined[0].person.id)) == 1


def test_over_trusted_channels_everything_may_be_asked_about_and_nowhere_else(database: Database) -> None:
    with database.write() as store:
        for code in ("c", "d"):
            programmes.save(store, replace(COURSE, code=code, settings={}))
        person = kept.add(store, Details("ก"))
        kept.enrol(store, person, Membership("d"))
        for channel in ("console", "line"):
            kept.link(store, person, Address(channel, "me"))
        access = people.Access({"console"})

        assert access.may_ask(store, Address("console", "anybody")) == ["c", "d"]
        assert access.may_ask(store, Address("line", "me")) == ["d"]
        assert access.may_ask(store, Address("line", "anybody")) == []
        assert people.Access().may_ask(store, Address("console", "anybody")) == []
