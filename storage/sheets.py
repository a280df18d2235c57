"""Sign-in sheets as they were printed: by a sheet's number and a line's, whoever signed there is known again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from storage.models import SheetRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Store

    from storage.boards import Place


_sheets = table(SheetRow)
_COLUMNS = tuple(_sheets.c[name] for name in ("id", "programme", "session", "point", "people"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet for one point of a session, all by their codes; `people` are the ids of those on it, from line 1 on."""

    id: int
    programme: str
    session: str
    point: str
    people: tuple[int, ...]


def printed(store: Store, place: Place, people: Sequence[int], now: datetime, by: int | None = None) -> Printed:
    """The sheet of a place with these people in this order: the one that there is, or a new one."""
    here = (_sheets.c.programme == place.programme, _sheets.c.session == place.session, _sheets.c.point == place.point)
    for row in store.execute(select(*_COLUMNS).where(*here).order_by(_sheets.c.id.desc())):
        if list(row.people) == list(people):
            return _printed(row)
    new = {"programme": place.programme, "session": place.session, "point": place.point, "people": list(people)}
    made = insert(_sheets).values(**new, made_at=now, made_by=by).returning(*_COLUMNS)
    return _printed(store.execute(made).one())


def get(store: Store, number: int) -> Printed | None:
    row = store.execute(select(*_COLUMNS).where(_sheets.c.id == number)).one_or_none()
    return _printed(row) if row else None


def _printed(row: Row[Any]) -> Printed:
    number, programme, session, point, people = tuple(row)
    return Printed(number, programme, session, point, tuple(people))
