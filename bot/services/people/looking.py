"""The roster of a programme and one person on it, as organisers look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.people import merging
from storage import feedback_named, invitations, people, people_said, programmes, roster
from storage.feedback_named import Named
from storage.roster import Line, Team, Totals, Wanted


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.merging import Merge
    from storage.models import Role
    from storage.people import Membership, Person
    from storage.people_said import Said
    from storage.programme import Programme, Text
    from storage.roster import Chat


__all__ = [
    "Line",
    "Named",
    "Seen",
    "Team",
    "Totals",
    "Wanted",
    "count",
    "ids",
    "in_teams",
    "one",
    "page",
    "team_sizes",
    "totals",
    "wanted",
]

count, ids, page, totals = roster.count, roster.ids, roster.page, roster.totals
team_codes, team_sizes, in_teams = roster.team_codes, roster.team_sizes, roster.in_teams


@dataclass(frozen=True, slots=True)
class Seen:
    """All that organisers see of somebody: `membership` in this programme, the titles of the `others`.

    `staff`: they organise something, or own all; owners alone may do anything with what is theirs.
    `joined` are channel and time of the codes that were used; `codes` how many were not; `merge` is the request to take
    them for another that is open, and `other` who that is.
    """

    person: Person
    membership: Membership
    others: tuple[Text, ...]
    chats: tuple[Chat, ...]
    joined: tuple[tuple[str, datetime], ...]
    codes: int
    asked: tuple[Said, ...]
    named: tuple[Named, ...]
    merge: Merge | None
    other: Person | None
    staff: bool


def wanted(programme: Programme, asked: Wanted) -> Wanted:
    """The same, with the teams whose titles have its text in them."""
    text = asked.text.casefold().strip()
    if not text:
        return asked
    found = [
        group.code
        for group in programme.groups
        if any(text in called.casefold() for called in (group.title.th, group.title.en, *group.aliases))
    ]
    return Wanted(asked.text, tuple(found), asked.team, asked.role, asked.joined, asked.channel, asked.among)


def staff(store: Store) -> set[int]:
    """Everybody who organises or owns anything, by id."""
    return set(people.staff(store))


def one(store: Store, programme: Programme, person: int, role: Role, now: datetime) -> Seen | None:
    """Somebody on the roster of this programme; None where nobody is, or it is an owner of all and `role` is none."""
    mine = people.memberships(store, person)
    here = next((each for each in mine if each.programme == programme.code), None)
    here = here or next((each for each in mine if each.role == "owner" and role == "owner"), None)
    if here is None:
        return None
    elsewhere = {each.programme for each in mine} - {programme.code}
    merge = merging.waiting(store, person, now)
    other = people.get(store, merge.gone if merge.kept == person else merge.kept) if merge else None
    return Seen(
        people.get(store, person),
        here,
        tuple(each.title for each in programmes.codes(store) if each.code in elsewhere),
        tuple(roster.chats(store, person)),
        tuple((channel, at) for _, channel, at in invitations.used(store, person)),
        invitations.unused(store, person),
        tuple(_asked(store, person, programme.code)),
        tuple(feedback_named.of_person(store, person, programme.code)),
        merge,
        other,
        any(each.role in ("organiser", "owner") for each in mine),
    )


def _asked(store: Store, person: int, programme: str) -> Sequence[Said]:
    places = people.addresses(store, person)
    return [each for each in people_said.questions(store, places, person) if each.programme == programme]
