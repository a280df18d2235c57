"""Two people who are one: all that names one of them names the other from then on. And the requests for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint, and_, delete, func, insert, or_, select, update

from bot.messages import Address
from storage import feedback, feedback_moved, people
from storage.audiences import Audience, of
from storage.models import (
    AddressRow,
    AnnouncementRow,
    Base,
    DoorAnswerRow,
    MembershipRow,
    MergeRow,
    NoticeRow,
    OffDutyRow,
    PersonRow,
    SheetRow,
    TalkRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Column, ColumnElement, Row
    from sqlalchemy.orm import Session as Store

    from storage.models import Role
    from storage.people import Membership


Said = Literal["", "chat", "code"]
_ROLES: tuple[Role, ...] = ("participant", "scanner", "organiser", "owner")
"""From the least to the most that one may do."""

_merges, _people, _memberships = table(MergeRow), table(PersonRow), table(MembershipRow)
_addresses, _talks, _notices = table(AddressRow), table(TalkRow), table(NoticeRow)
_door, _off, _sheets, _announcements = table(DoorAnswerRow), table(OffDutyRow), table(SheetRow), table(AnnouncementRow)


@dataclass(frozen=True, slots=True)
class Merge:
    """A request that is open; see storage.models.MergeRow. `id` is 0 until it is kept."""

    programme: str
    kept: int
    gone: int
    reason: str
    asked_by: int
    asked_at: datetime
    kept_by: Said = ""
    gone_by: Said = ""
    id: int = 0

    @property
    def agreed(self) -> bool:
        return bool(self.kept_by and self.gone_by)


def ask(store: Store, merge: Merge) -> int:
    """Keep a request, in the place of any about either of the two: its id."""
    drop(store, merge.kept)
    drop(store, merge.gone)
    names = ("programme", "kept", "gone", "reason", "asked_by", "asked_at", "kept_by", "gone_by")
    values = {name: getattr(merge, name) for name in names}
    made: int = store.execute(insert(_merges).values(values).returning(_merges.c.id)).scalar_one()
    return made


def get(store: Store, number: int) -> Merge | None:
    """The request with this id, locked until the transaction ends."""
    row = store.execute(select(_merges).where(_merges.c.id == number).with_for_update()).one_or_none()
    return _merge(row) if row else None


def about(store: Store, person: int) -> Merge | None:
    """The request that is open about somebody."""
    row = store.execute(select(_merges).where(_about(person))).first()
    return _merge(row) if row else None


def agree(store: Store, merge: Merge, person: int, how: Said) -> Merge:
    """Keep that one of the two has said so: the request as it is then."""
    name = "kept_by" if person == merge.kept else "gone_by"
    store.execute(update(_merges).where(_merges.c.id == merge.id).values({name: how}))
    return replace(merge, kept_by=how) if name == "kept_by" else replace(merge, gone_by=how)


def drop(store: Store, person: int) -> None:
    """Nobody takes this person for another any more."""
    store.execute(delete(_merges).where(_about(person)))


def merge(store: Store, kept: int, gone: int) -> tuple[Address, ...]:
    """Whatever names `gone` names `kept` from now on, and `gone` is no more.

    Whoever has an address in the same channel twice keeps the one where they were last; those that are nobody's now are
    returned. What both have, of which there is one each, is the kept one's; blanks in it are filled.
    """
    drop(store, kept)
    drop(store, gone)
    left = _one_in_each_channel(store, kept, gone)
    _join_memberships(store, kept, gone)
    _join_details(store, kept, gone)
    feedback_moved.moved(store, gone, kept)  # before it is lost who was asked
    feedback.moved(store, gone, kept)
    _acknowledged(store, kept, gone)
    _answered_last(store, kept, gone)
    store.execute(delete(_off).where(_off.c.person_id == gone))  # on duty is whoever of the two was
    for column in named():
        _rename(store, column, kept, gone)
    _rename_in_lists(store, kept, gone)
    store.execute(delete(_people).where(_people.c.id == gone))
    return left


def named() -> Iterator[Column[Any]]:
    """Every column, of any table, that names a person."""
    for kind in Base.metadata.sorted_tables:
        for column in kind.columns:
            if any(key.column is _people.c.id for key in column.foreign_keys):
                yield column


def _rename(store: Store, column: Column[Any], kept: int, gone: int) -> None:
    """Of what a person has but once, what the kept one has already stays, and the other's goes."""
    kind = column.table
    once = [
        [each for each in constraint.columns if each.name != column.name]
        for constraint in kind.constraints
        if isinstance(constraint, (PrimaryKeyConstraint, UniqueConstraint)) and column.name in constraint.columns
    ]
    theirs = kind.alias("theirs")
    for others in once:
        same = [theirs.c[each.name] == each for each in others]
        there = select(theirs.c[column.name]).where(theirs.c[column.name] == kept, *same).correlate(kind).exists()
        store.execute(delete(kind).where(column == gone, there).execution_options(synchronize_session=False))
    store.execute(update(kind).where(column == gone).values({column.name: kept}))


def _one_in_each_channel(store: Store, kept: int, gone: int) -> tuple[Address, ...]:
    last = and_(_talks.c.channel == _addresses.c.channel, _talks.c.chat == _addresses.c.chat)
    rows = store.execute(
        select(_addresses.c.id, _addresses.c.channel, _addresses.c.chat, _talks.c.updated_at)
        .outerjoin(_talks, last)
        .where(_addresses.c.person_id.in_([kept, gone]))
        .order_by(_addresses.c.id)
    )
    by_channel: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_channel[row.channel].append(row)
    left = [
        row
        for found in by_channel.values()
        for row in sorted(found, key=lambda row: row.updated_at.timestamp() if row.updated_at else 0)[:-1]
    ]
    store.execute(update(_addresses).where(_addresses.c.id.in_([row.id for row in left])).values(person_id=None))
    return tuple(Address(row.channel, row.chat) for row in left)


def _join_memberships(store: Store, kept: int, gone: int) -> None:
    """In a programme where both are, they may do what either may."""
    mine = {each.programme: each for each in people.memberships(store, kept)}
    for theirs in people.memberships(store, gone):
        if theirs.programme in mine:
            people.enrol(store, kept, joined(mine[theirs.programme], theirs))


def joined(mine: Membership, theirs: Membership) -> Membership:
    """What somebody is in a programme in which they were twice."""
    return replace(
        mine,
        role=max(mine.role, theirs.role, key=_ROLES.index),
        team=mine.team or theirs.team,
        code=mine.code or theirs.code,
        leads=mine.leads or theirs.leads,
        note=" · ".join(dict.fromkeys(note for note in (mine.note, theirs.note) if note)),
    )


def _join_details(store: Store, kept: int, gone: int) -> None:
    """Blanks are filled; the newer consent counts; and whoever of the two wants no messages gets none."""
    mine, theirs = people.get(store, kept), people.get(store, gone)
    filled = {name: getattr(mine.details, name) or getattr(theirs.details, name) for name in people.Details.__slots__}
    people.change(store, kept, people.Details(**filled))
    newest = max(mine, theirs, key=lambda each: each.consent)
    people_values = {
        "language": mine.language or theirs.language or "",
        "consent": newest.consent,
        "consented_at": newest.consented_at,
        "stopped": mine.stopped or theirs.stopped,
    }
    store.execute(update(_people).where(_people.c.id == kept).values(people_values))


def _acknowledged(store: Store, kept: int, gone: int) -> None:
    """What either has acknowledged is."""
    theirs = _notices.alias("theirs")
    when = (
        select(func.min(theirs.c.acknowledged_at))
        .where(theirs.c.person_id == gone, theirs.c.key == _notices.c.key)
        .correlate(_notices)
        .scalar_subquery()
    )
    unheard = (_notices.c.person_id == kept, _notices.c.acknowledged_at.is_(None))
    store.execute(update(_notices).where(*unheard).values(acknowledged_at=when))


def _answered_last(store: Store, kept: int, gone: int) -> None:
    """Of what both were asked at the door, the newer answer counts."""
    theirs = {
        (row.programme, row.question): row for row in store.execute(select(_door).where(_door.c.person_id == gone))
    }
    for row in store.execute(select(_door).where(_door.c.person_id == kept)).all():
        other = theirs.get((row.programme, row.question))
        if other is not None and other.at > row.at:
            store.execute(delete(_door).where(_door.c.id == row.id))


def _rename_in_lists(store: Store, kept: int, gone: int) -> None:
    """Sheets by whose lines people are known again, and announcements for some by name."""
    for row in store.execute(select(_sheets.c.id, _sheets.c.people)).all():
        if gone in row.people:
            lines = [kept if each == gone else each for each in row.people]
            store.execute(update(_sheets).where(_sheets.c.id == row.id).values(people=lines))
    for row in store.execute(select(_announcements.c.id, _announcements.c.audience)).all():
        audience = of(row.audience)
        if gone in audience.people:
            whom: Audience = replace(
                audience, people=tuple(dict.fromkeys(kept if each == gone else each for each in audience.people))
            )
            store.execute(update(_announcements).where(_announcements.c.id == row.id).values(audience=whom.kept()))


def _about(person: int) -> ColumnElement[bool]:
    return or_(_merges.c.kept == person, _merges.c.gone == person)


def _merge(row: Row[Any]) -> Merge:
    return Merge(
        row.programme, row.kept, row.gone, row.reason, row.asked_by or 0, row.asked_at, row.kept_by, row.gone_by, row.id
    )
