"""One person on the roster of a programme: added, changed, given a role or a team, invited, erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.people import codes
from bot.services.people.inviting import Invite
from bot.services.people.known import name_key
from storage import erasing, invitations, people, programmes, roster
from storage.people import Details, Membership


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.models import Role


__all__ = ["CARDS", "Details", "Membership", "add", "change", "erase", "give", "invite", "revoke", "teams"]

CARDS = 300
"""So many codes at most are made at once: each takes some 15 ms."""
_HIGH = ("organiser", "owner")


def add(store: Store, details: Details, membership: Membership) -> int:
    """Put somebody on the roster: the id. Whoever has that name and organisation already, elsewhere, is taken.

    Raises Refused: `roster.twice`, where they are in this programme.
    """
    name, organisation = name_key(details.name), name_key(details.organisation)
    for each in people.everybody(store):
        known = each.person.details
        if name_key(known.name) == name and name_key(known.organisation) == organisation:
            if any(mine.programme == membership.programme for mine in each.memberships):
                raise Refused("roster.twice", name=known.name)
            people.enrol(store, each.person.id, membership)
            return each.person.id
    made = people.add(store, details)
    people.enrol(store, made, membership)
    return made


def change(store: Store, person: int, details: Details, membership: Membership) -> None:
    """What is known of somebody, and what they are in a programme; their role is another matter, see `give`."""
    people.change(store, person, details)
    for before in people.memberships(store, person):
        if before.programme == membership.programme:  # an owner of all need be in none
            people.enrol(store, person, replace(membership, role=before.role))


def give(store: Store, person: int, programme: str, role: Role, by: Role) -> None:
    """Somebody is this in a programme from here on; as an owner, in all, and in this one what they were.

    Raises Refused: `roster.owners_only` (owners alone make organisers and owners, and unmake them), `.last_owner`.
    """
    owns = any(mine.role == "owner" for mine in people.memberships(store, person))
    before: Role = "owner" if owns else _membership(store, person, programme).role
    if by != "owner" and (role in _HIGH or before in _HIGH):
        raise Refused("roster.owners_only")
    if role == "owner":
        people.enrol(store, person, Membership("", "owner"))
        return
    if owns:
        if len(people.with_role(store, "", ("owner",))) == 1:
            raise Refused("roster.last_owner")
        people.leave(store, person, "")
    people.enrol(store, person, replace(_membership(store, person, programme), role=role))


def invite(store: Store, wanted: Sequence[int], programme: str, now: datetime) -> list[Invite]:
    """New codes to a programme for these people, in their order; earlier codes unused are void.

    Raises Refused: `roster.too_many_cards`.
    """
    if len(wanted) > CARDS:
        raise Refused("roster.too_many_cards", found=str(len(wanted)), most=str(CARDS))
    title = next(each.title for each in programmes.codes(store) if each.code == programme)
    made = []
    for person in wanted:
        invitations.revoke(store, person, now, programme)
        code = codes.new()
        invitations.add(store, person, programme, codes.digest(code), now)
        made.append(Invite(people.get(store, person), title, codes.shown(code)))
    return made


def revoke(store: Store, person: int, now: datetime) -> int:
    """Take back every code that somebody has not used; says how many that were."""
    return invitations.revoke(store, person, now)


def erase(store: Store, person: int, typed: str, now: datetime, by: int) -> str:
    """Erase somebody, whose name was `typed` to make sure: the name. See storage.erasing for what stays.

    Raises Refused: `roster.not_that_name`, `.last_owner`.
    """
    known = people.get(store, person)
    if name_key(typed) != name_key(known.name):
        raise Refused("roster.not_that_name")
    owners = people.with_role(store, "", ("owner",))
    if [each.id for each in owners] == [person]:
        raise Refused("roster.last_owner")
    erasing.erase(store, person, now, by=by)
    return known.name


def teams(store: Store, programme: str) -> list[roster.Team]:
    """The teams of a programme, with how many are in each, and who leads it."""
    return roster.teams(store, programme)


def _membership(store: Store, person: int, programme: str) -> Membership:
    mine = people.memberships(store, person)
    return next((each for each in mine if each.programme == programme), Membership(programme))
