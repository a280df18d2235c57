"""The roster of a programme, a page at a time: searched and chosen by the store, however long it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, case, func, or_, select

from bot.messages import Address
from storage.many import in_many
from storage.models import AddressRow, InvitationRow, MembershipRow, PersonRow, TalkRow, table


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session as Store

    from storage.models import Role
    from storage.models.people import AddressState

Joined = Literal["", "yes", "no"]

_people, _memberships, _addresses = table(PersonRow), table(MembershipRow), table(AddressRow)
_invitations, _talks = table(InvitationRow), table(TalkRow)
_there = (
    select(_addresses.c.id).where(_addresses.c.person_id == _memberships.c.person_id).correlate(_memberships).exists()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some of a roster; what is empty asks for nothing.

    Each word of `text` is in a name, organisation, position or team; `teams` are those (codes) whose titles have all of
    it. `among`: only these people (ids).
    """

    text: str = ""
    teams: tuple[str, ...] = ()
    team: str = ""
    role: Role | Literal[""] = ""
    joined: Joined = ""
    channel: str = ""
    among: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on it. `channels` are those in which they have joined; `invited`: a code of theirs waits to be used."""

    person: int
    name: str
    organisation: str
    position: str
    role: Role
    team: str
    leads: bool
    code: str
    channels: tuple[str, ...] = ()
    invited: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """How many are on it, how many of these have joined, and how many in each channel."""

    people: int
    joined: int
    channels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Team:
    """`code` as memberships have it."""

    code: str
    people: int
    joined: int
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chat:
    """`id` stands for the address, which nobody is shown; `last` is when somebody was there last."""

    id: int
    address: Address
    state: AddressState
    last: datetime | None


def totals(store: Store, programme: str) -> Totals:
    here = _memberships.c.programme == programme
    counted = select(func.count()).select_from(_memberships).where(here)
    by_channel = (
        select(_addresses.c.channel, func.count(_addresses.c.person_id.distinct()).label("people"))
        .join(_memberships, _memberships.c.person_id == _addresses.c.person_id)
        .where(here)
        .group_by(_addresses.c.channel)
        .order_by(_addresses.c.channel)
    )
    channels = {row.channel: row.people for row in store.execute(by_channel)}
    joined = store.execute(counted.where(_there)).scalar_one()
    return Totals(store.execute(counted).scalar_one(), joined, channels)


def count(store: Store, programme: str, wanted: Wanted) -> int:
    """How many of a roster are wanted."""
    some = select(func.count()).select_from(_memberships.join(_people, _people.c.id == _memberships.c.person_id))
    found: int = store.execute(_chosen(store, some, programme, wanted)).scalar_one()
    return found


def page(store: Store, programme: str, wanted: Wanted, first: int, most: int) -> list[Line]:
    """Those wanted, in the order of the roster, without the `first` so many."""
    names = (_people.c.id, _people.c.name, _people.c.organisation, _people.c.position)
    roles = (_memberships.c.role, _memberships.c.team, _memberships.c.leads, _memberships.c.code)
    some: Select[Any] = select(*names, *roles).join(_memberships, _memberships.c.person_id == _people.c.id)
    chosen = _chosen(store, some, programme, wanted).order_by(_memberships.c.id).offset(first).limit(most)
    rows = store.execute(chosen).all()
    ids = [row.id for row in rows]
    channels: defaultdict[int, list[str]] = defaultdict(list)
    linked = select(_addresses.c.person_id, _addresses.c.channel).where(_addresses.c.person_id.in_(ids))
    for person, channel in store.execute(linked.order_by(_addresses.c.id)):
        channels[person].append(channel)
    waits = (_invitations.c.used_at.is_(None), _invitations.c.revoked_at.is_(None))
    invited = set(
        store.scalars(select(_invitations.c.person_id).where(_invitations.c.person_id.in_(ids), *waits).distinct())
    )
    return [
        Line(
            row.id,
            row.name,
            row.organisation,
            row.position,
            row.role,
            row.team,
            row.leads,
            row.code,
            tuple(dict.fromkeys(channels[row.id])),
            row.id in invited,
        )
        for row in rows
    ]


def ids(store: Store, programme: str, wanted: Wanted, most: int) -> list[int]:
    """Who they are, in the order of the roster; no more than `most`."""
    some: Select[Any] = select(_people.c.id).join(_memberships, _memberships.c.person_id == _people.c.id)
    return list(store.scalars(_chosen(store, some, programme, wanted).order_by(_memberships.c.id).limit(most)))


def chats(store: Store, person: int) -> list[Chat]:
    """Where somebody has joined, and when they were last there."""
    same = and_(_talks.c.channel == _addresses.c.channel, _talks.c.chat == _addresses.c.chat)
    found = select(_addresses.c.id, _addresses.c.channel, _addresses.c.state, _talks.c.updated_at, _addresses.c.chat)
    mine = found.outerjoin(_talks, same).where(_addresses.c.person_id == person).order_by(_addresses.c.id)
    return [
        Chat(row.id, Address(row.channel, row.chat), row.state, row.updated_at) for row in store.execute(mine).all()
    ]


def teams(store: Store, programme: str) -> list[Team]:
    """In the order in which they came in; those who are in none are in none."""
    here = (_memberships.c.programme == programme, _memberships.c.team != "")
    counted = (
        select(_memberships.c.team, func.count().label("people"), func.sum(case((_there, 1), else_=0)).label("joined"))
        .where(*here)
        .group_by(_memberships.c.team)
        .order_by(func.min(_memberships.c.id))
    )
    leading = select(_memberships.c.team, _people.c.name).join(_people, _people.c.id == _memberships.c.person_id)
    leaders: defaultdict[str, list[str]] = defaultdict(list)
    for row in store.execute(leading.where(*here, _memberships.c.leads).order_by(_memberships.c.id)):
        leaders[row.team].append(row.name)
    return [Team(row.team, row.people, row.joined, tuple(leaders[row.team])) for row in store.execute(counted).all()]


def team_codes(store: Store, programme: str, most: int) -> list[str]:
    """The teams, as memberships have them; no more than `most`."""
    here = (_memberships.c.programme == programme, _memberships.c.team != "")
    return list(store.scalars(select(_memberships.c.team).where(*here).distinct().limit(most)))


def team_sizes(store: Store, programme: str) -> list[tuple[str, int]]:
    """The teams (as memberships have them) with how many participants are in each, in the order of the roster."""
    here = (_memberships.c.programme == programme, _memberships.c.team != "", _memberships.c.role == "participant")
    counted = select(_memberships.c.team, func.count().label("people")).where(*here).group_by(_memberships.c.team)
    return [(row.team, row.people) for row in store.execute(counted.order_by(func.min(_memberships.c.id)))]


def in_teams(store: Store, programme: str, codes: Sequence[str]) -> list[int]:
    """The participants who are in these teams (ids)."""
    here = (_memberships.c.programme == programme, _memberships.c.role == "participant")
    mine = select(_memberships.c.person_id).where(*here, _memberships.c.team.in_(codes))
    return list(store.scalars(mine.order_by(_memberships.c.id)))


def _chosen(store: Store, some: Select[Any], programme: str, wanted: Wanted) -> Select[Any]:
    return some.where(_memberships.c.programme == programme, *_asked(store, wanted))


def _asked(store: Store, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if words := wanted.text.split():
        columns = (_people.c.name, _people.c.organisation, _people.c.position, _memberships.c.team)
        there = [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words]
        yield or_(and_(*there), _memberships.c.team.in_(wanted.teams))
    if wanted.team:
        yield _memberships.c.team == wanted.team
    if wanted.role:
        yield _memberships.c.role == wanted.role
    if wanted.joined:
        yield _there if wanted.joined == "yes" else ~_there
    if wanted.channel:
        yield _memberships.c.person_id.in_(
            select(_addresses.c.person_id).where(_addresses.c.channel == wanted.channel, _addresses.c.person_id > 0)
        )
    if wanted.among is not None:
        yield in_many(store, _memberships.c.person_id, wanted.among)
