"""Who is in a programme, to be found by name or team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.many import in_many
from storage.models import MembershipRow, PersonRow, table


if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session as Store


_people, _memberships = table(PersonRow), table(MembershipRow)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a programme; `name` has its titles."""

    person: int
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A participant, with what an attendance sheet says of them; `leads` their team."""

    person: int
    name: str
    position: str
    organisation: str
    team: str
    leads: bool


def enrolled(store: Store, programme: str, people: Collection[int] | None = None) -> list[Enrolled]:
    """The participants of the programme with this code, or those of them with these ids; in the order of the roster."""
    columns = (_people.c.id, _people.c.name, _people.c.position, _people.c.organisation)
    found = (
        select(*columns, _memberships.c.team, _memberships.c.leads)
        .join(_memberships, _memberships.c.person_id == _people.c.id)
        .where(_memberships.c.programme == programme, _memberships.c.role == "participant")
        .order_by(_memberships.c.id)
    )
    some = found if people is None else found.where(in_many(store, _people.c.id, sorted(people)))
    return [Enrolled(*row) for row in store.execute(some)]


def members(store: Store, programme: str) -> list[Member]:
    """Everybody in the programme with this code, the first to come in first."""
    everybody = (
        select(_people.c.id, _people.c.name, _people.c.organisation)
        .join(_memberships, _memberships.c.person_id == _people.c.id)
        .where(_memberships.c.programme == programme)
        .order_by(_people.c.id)
    )
    return [Member(*row) for row in store.execute(everybody)]


def participants(store: Store, programme: str) -> list[int]:
    """The participants (ids) of the programme with this code, in the order of the roster."""
    here = (_memberships.c.programme == programme, _memberships.c.role == "participant")
    return list(store.scalars(select(_memberships.c.person_id).where(*here).order_by(_memberships.c.id)))


def anybody(store: Store) -> list[int]:
    """Everybody (ids) who is in any programme."""
    return list(store.scalars(select(_memberships.c.person_id).distinct()))


def lock(store: Store, person: int, programme: str) -> None:
    """Nobody else changes what a person is in a programme, nor locks it so, until the transaction ends."""
    mine = (_memberships.c.person_id == person, _memberships.c.programme == programme)
    store.execute(select(_memberships.c.id).where(*mine).with_for_update()).all()


def note(store: Store, person: int, programme: str) -> str:
    """What the roster has of somebody for the staff; "" for nothing."""
    mine = (_memberships.c.person_id == person, _memberships.c.programme == programme)
    return store.execute(select(_memberships.c.note).where(*mine)).scalar_one_or_none() or ""


def notes(store: Store, programme: str) -> dict[int, str]:
    """As `note`, of all who have one, by their ids."""
    found = select(_memberships.c.person_id, _memberships.c.note).where(_memberships.c.programme == programme)
    return {row.person_id: row.note for row in store.execute(found.where(_memberships.c.note != ""))}


def teams(store: Store, programme: str) -> list[str]:
    """The teams that anybody in the programme is in, as memberships have them."""
    found = select(_memberships.c.team).distinct().where(_memberships.c.programme == programme)
    return list(store.scalars(found.where(_memberships.c.team != "").order_by(_memberships.c.team)))


def names(store: Store, people: Collection[int]) -> list[str]:
    """The names of people by their ids, in the order in which they came in."""
    return list(store.scalars(select(_people.c.name).where(_people.c.id.in_(sorted(people))).order_by(_people.c.id)))


def named(store: Store, people: Collection[int]) -> dict[int, str]:
    """The names of people by their ids."""
    found = select(_people.c.id, _people.c.name).where(_people.c.id.in_(sorted(people)))
    return {row.id: row.name for row in store.execute(found)}
