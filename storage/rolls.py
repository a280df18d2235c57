"""Who is at one point of a session, a page at a time: what was noted last of each says how it is with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import case, func, or_, select

from storage.models import CheckinRow, MembershipRow, PersonRow, table


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session as Store

    from storage.boards import Place


How = Literal["", "present", "late", "excused", "absent", "none"]
"""As it is with somebody; "none": nothing was noted of them. "" asks for all."""

_STATUSES: tuple[How, ...] = ("none", "present", "late", "excused", "absent")
_log, _people, _memberships = table(CheckinRow), table(PersonRow), table(MembershipRow)


@dataclass(frozen=True, slots=True)
class Wanted:
    """With whom it is so; each word of `text` is in a name, an organisation or a team."""

    how: How = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A participant."""

    person: int
    name: str
    organisation: str
    team: str


def counts(store: Store, place: Place) -> dict[How, int]:
    """How many participants there are of each."""
    roll = _Roll(place)
    grouped = roll.of(roll.how.label("how"), func.count().label("number")).group_by(roll.how)
    found: dict[How, int] = {}
    for row in store.execute(grouped):
        found[row.how] = row.number
    return found


def page(store: Store, place: Place, wanted: Wanted, first: int, most: int) -> list[Member]:
    """Those wanted, in the order of the roster, without the `first` so many."""
    roll = _Roll(place)
    columns = (_people.c.id, _people.c.name, _people.c.organisation, _memberships.c.team)
    rows = roll.of(*columns, all_=not wanted.how).where(*roll.asked(wanted))
    rows = rows.order_by(_memberships.c.id).offset(first).limit(most)
    return [Member(row.id, row.name, row.organisation, row.team) for row in store.execute(rows)]


def count(store: Store, place: Place, wanted: Wanted) -> int:
    """How many these are."""
    roll = _Roll(place)
    some = roll.of(func.count(), all_=not wanted.how).where(*roll.asked(wanted))
    found: int = store.execute(some).scalar_one()
    return found


def participants(store: Store, programme: str, people: Sequence[int]) -> list[int]:
    """Those of these people who take part in the programme with this code."""
    here = (_memberships.c.programme == programme, _memberships.c.role == "participant")
    return list(store.scalars(select(_memberships.c.person_id).where(*here, _memberships.c.person_id.in_(people))))


class _Roll:
    """Every participant, with the line of the log that says how it is with them, where there is one."""

    def __init__(self, place: Place) -> None:
        self._programme = place.programme
        here = (_log.c.programme == place.programme, _log.c.session == place.session, _log.c.point == place.point)
        undone = select(_log.c.about).where(*here, _log.c.what == "undo", _log.c.about.is_not(None))
        counted = (_log.c.outcome == "", _log.c.what.in_(["in", "mark"]), _log.c.id.not_in(undone))
        # One pass over the lines: the greatest of ids that carry their status with them.
        status = case({name: code for code, name in enumerate(_STATUSES)}, value=_log.c.status, else_=0)
        last = func.max(_log.c.id * len(_STATUSES) + status) % len(_STATUSES)
        known = select(_log.c.person_id, last.label("code")).where(*here, *counted, _log.c.person_id.is_not(None))
        self._last = known.group_by(_log.c.person_id).subquery("last")
        self.how: ColumnElement[str] = case(dict(enumerate(_STATUSES)), value=self._last.c.code, else_="none")

    def of(self, *columns: ColumnElement[Any], all_: bool = False) -> Select[Any]:
        """`all_`: whatever was noted of them, which need not be looked for then."""
        here = (_memberships.c.programme == self._programme, _memberships.c.role == "participant")
        joined = _memberships.join(_people, _people.c.id == _memberships.c.person_id)
        everybody = joined if all_ else joined.outerjoin(self._last, self._last.c.person_id == _people.c.id)
        return select(*columns).select_from(everybody).where(*here)

    def asked(self, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
        if wanted.how:
            yield self.how == wanted.how
        for word in wanted.text.split():
            columns = (_people.c.name, _people.c.organisation, _memberships.c.team)
            yield or_(*(column.icontains(word, autoescape=True) for column in columns))
