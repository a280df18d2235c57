"""People in the store: who they are, which programmes they are in, and where each can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.messages import Address
from storage.db import insert_new, put_all
from storage.models import AddressRow, MembershipRow, PersonRow, ProgrammeRow, table


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from bot.messages import Language
    from storage.models.people import Role


@dataclass(frozen=True, slots=True)
class Details:
    """What a roster says of a person. `name` has its titles."""

    name: str
    organisation: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the store; see storage.models.PersonRow."""

    id: int
    details: Details
    language: Language | None = None
    consent: int = 0
    consented_at: datetime | None = None
    stopped: bool = False

    @property
    def name(self) -> str:
        return self.details.name


@dataclass(frozen=True, slots=True)
class Membership:
    """As what somebody is in a programme; see storage.models.MembershipRow."""

    programme: str
    role: Role = "participant"
    team: str = ""
    code: str = ""
    leads: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A person with all that is known of them, and where they can be reached."""

    person: Person
    memberships: tuple[Membership, ...]
    addresses: tuple[Address, ...]


_people, _memberships, _addresses = table(PersonRow), table(MembershipRow), table(AddressRow)
_programmes = table(ProgrammeRow)
_here = (_addresses.c.channel == bindparam("channel"), _addresses.c.chat == bindparam("chat"))
_at = select(_people).join(_addresses, _addresses.c.person_id == _people.c.id).where(*_here)
_mine = select(_memberships.c.role, _memberships.c.programme).join(
    _addresses, _addresses.c.person_id == _memberships.c.person_id
)
_member = (
    _mine.where(*_here, or_(_memberships.c.programme == _programmes.c.code, _memberships.c.role == "owner"))
    .correlate(_programmes)
    .exists()
)
_group = (
    select(_addresses.c.id).where(*_here, _addresses.c.programme == _programmes.c.code).correlate(_programmes).exists()
)
_public = _programmes.c.settings["public"].as_boolean()
_open = select(_programmes.c.code).where(or_(_public, _member, _group)).order_by(_programmes.c.id)


def at(store: Session, address: Address) -> Person | None:
    """Who is at `address`; None for a guest."""
    row = store.execute(_at, {"channel": address.channel, "chat": address.chat}).one_or_none()
    return _person(row) if row else None


def get(store: Session, person: int) -> Person:
    """The person with this id. Raises sqlalchemy.exc.NoResultFound where there is none."""
    return _person(store.execute(select(_people).where(_people.c.id == person)).one())


def memberships(store: Session, person: int) -> tuple[Membership, ...]:
    """The programmes that a person is in, in the order in which they came in."""
    mine = select(_memberships).where(_memberships.c.person_id == person).order_by(_memberships.c.id)
    return tuple(_membership(row) for row in store.execute(mine))


def addresses(store: Session, person: int) -> tuple[Address, ...]:
    mine = select(_addresses.c.channel, _addresses.c.chat).where(_addresses.c.person_id == person)
    return tuple(Address(channel, chat) for channel, chat in store.execute(mine.order_by(_addresses.c.id)))


def everybody(store: Session) -> list[Listed]:
    """All people, the first to come in first."""
    roles: dict[int, list[Membership]] = {}
    for row in store.execute(select(_memberships).order_by(_memberships.c.id)):
        roles.setdefault(row.person_id, []).append(_membership(row))
    places: dict[int, list[Address]] = {}
    linked = select(_addresses).where(_addresses.c.person_id.is_not(None)).order_by(_addresses.c.id)
    for row in store.execute(linked):
        places.setdefault(row.person_id, []).append(Address(row.channel, row.chat))
    rows = store.execute(select(_people).where(_people.c.erased.is_(False)).order_by(_people.c.id))
    return [Listed(_person(row), tuple(roles.get(row.id, ())), tuple(places.get(row.id, ()))) for row in rows]


def roles(store: Session, address: Address) -> dict[str, Role]:
    """What whoever is at `address` is, by programme code."""
    mine = store.execute(_mine.where(*_here), {"channel": address.channel, "chat": address.chat})
    return {programme: role for role, programme in mine}


def open_to(store: Session, address: Address) -> list[str]:
    """The codes of the programmes that are public, or that who or which group is at `address` is in, in their order."""
    return list(store.scalars(_open, {"channel": address.channel, "chat": address.chat}))


def with_role(store: Session, programme: str, wanted: Sequence[Role]) -> list[Person]:
    """Everybody who is one of `wanted` in the programme with this code, and every owner, the first to come in first."""
    chosen = select(_memberships.c.person_id).where(
        _memberships.c.role.in_(wanted),
        or_(_memberships.c.programme == programme, _memberships.c.role == "owner"),
    )
    rows = store.execute(select(_people).where(_people.c.id.in_(chosen)).order_by(_people.c.id))
    return [_person(row) for row in rows]


def staff(store: Session) -> dict[int, tuple[Details, frozenset[tuple[str, Role]]]]:
    """Everybody who organises or owns anything, by id: what is known of them, and where they are what."""
    high = select(_memberships.c.person_id, _memberships.c.programme, _memberships.c.role)
    roles: dict[int, set[tuple[str, Role]]] = {}
    for row in store.execute(high.where(_memberships.c.role.in_(["organiser", "owner"]))):
        roles.setdefault(row.person_id, set()).add((row.programme, row.role))
    rows = store.execute(select(_people).where(_people.c.id.in_(sorted(roles)))).all()
    return {row.id: (_person(row).details, frozenset(roles[row.id])) for row in rows}


def add(store: Session, details: Details) -> int:
    """A new person: the id."""
    made: int = store.execute(insert(_people).values(**_values(details)).returning(_people.c.id)).scalar_one()
    return made


def change(store: Session, person: int, details: Details) -> None:
    store.execute(update(_people).where(_people.c.id == person).values(**_values(details)))


def enrol(store: Session, person: int, membership: Membership) -> None:
    """Put a person into a programme, or change what they are in it."""
    values = {name: getattr(membership, name) for name in ("role", "team", "code", "leads", "note")}
    mine = (_memberships.c.person_id == person, _memberships.c.programme == membership.programme)
    if not insert_new(store, _memberships, {"person_id": person, "programme": membership.programme, **values}):
        store.execute(update(_memberships).where(*mine).values(**values))


def add_all(store: Session, details: Sequence[Details]) -> list[int]:
    """New people, thousands as quick as one: their ids, in the same order."""
    if not details:
        return []
    made = insert(_people).returning(_people.c.id, sort_by_parameter_order=True)
    return list(store.scalars(made, [_values(each) for each in details]))


def change_all(store: Session, details: Mapping[int, Details]) -> None:
    """What is known of people by now, by their ids."""
    if details:
        changed = update(_people).where(_people.c.id == bindparam("row"))
        store.execute(changed, [{"row": person, **_values(each)} for person, each in details.items()])


def enrol_all(store: Session, memberships: Sequence[tuple[int, Membership]]) -> None:
    """The same as `enrol` of each."""
    rows = [{"person_id": person, **_placed(mine)} for person, mine in memberships]
    if rows:
        put_all(store, _memberships, rows, ("person_id", "programme"))


def _placed(mine: Membership) -> dict[str, object]:
    return {name: getattr(mine, name) for name in ("programme", "role", "team", "code", "leads", "note")}


def leave(store: Session, person: int, programme: str) -> None:
    """Take a person out of a programme; "": they are an owner no more."""
    mine = (_memberships.c.person_id == person, _memberships.c.programme == programme)
    store.execute(delete(_memberships).where(*mine))


def agree(store: Session, person: int, version: int, now: datetime) -> None:
    """Keep that a person has agreed to this version of the privacy notice."""
    store.execute(update(_people).where(_people.c.id == person).values(consent=version, consented_at=now))


def stop(store: Session, person: int, *, stopped: bool) -> None:
    store.execute(update(_people).where(_people.c.id == person).values(stopped=stopped))


def speak(store: Session, person: int, language: Language) -> None:
    store.execute(update(_people).where(_people.c.id == person).values(language=language))


def link(store: Session, person: int, address: Address) -> tuple[Address, ...]:
    """From here on `address` is the person's one in its channel; says which was before, and is nobody's now."""
    theirs = (_addresses.c.person_id == person, _addresses.c.channel == address.channel)
    before = update(_addresses).where(*theirs, _addresses.c.chat != address.chat).values(person_id=None)
    left = store.scalars(before.returning(_addresses.c.chat)).all()
    insert_new(
        store, _addresses, {"channel": address.channel, "chat": address.chat, "is_group": False, "state": "open"}
    )
    here = (_addresses.c.channel == address.channel, _addresses.c.chat == address.chat)
    store.execute(update(_addresses).where(*here).values(person_id=person))
    return tuple(Address(address.channel, chat) for chat in left)


def unlink(store: Session, address: Address) -> None:
    """From here on `address` is nobody's."""
    here = (_addresses.c.channel == address.channel, _addresses.c.chat == address.chat)
    store.execute(update(_addresses).where(*here).values(person_id=None))


def forget(store: Session, person: int, pseudonym: str) -> None:
    """Take a person out of everything and away. Where something that is kept names them, `pseudonym` is left."""
    store.execute(delete(_memberships).where(_memberships.c.person_id == person))
    store.execute(update(_addresses).where(_addresses.c.person_id == person).values(person_id=None))
    try:
        with store.begin_nested():
            store.execute(delete(_people).where(_people.c.id == person))
    except IntegrityError:
        bare = {"language": "", "consent": 0, "consented_at": None, "stopped": True, "erased": True}
        store.execute(update(_people).where(_people.c.id == person).values(**_values(Details(pseudonym)), **bare))


def _values(details: Details) -> dict[str, str]:
    return {name: getattr(details, name) for name in Details.__slots__}


def _person(row: Row[tuple[object, ...]]) -> Person:
    details = Details(row.name, row.organisation, row.position, row.email, row.phone)
    return Person(row.id, details, row.language or None, row.consent, row.consented_at, row.stopped)


def _membership(row: Row[tuple[object, ...]]) -> Membership:
    return Membership(row.programme, row.role, row.team, row.code, row.leads, row.note)
