"""How it is with everybody of a programme, straight from the log: quick enough to be worked out when it is asked."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import Integer, and_, func, select

from storage.attended import Line, State, after
from storage.many import given, in_many
from storage.models import CheckinRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session as Store


_log = table(CheckinRow)
_counts = (_log.c.outcome == "", _log.c.person_id.is_not(None))
_NAMES = {"person": "person_id", "by": "by_id"}
_COLUMNS = [_log.c[_NAMES.get(name, name)] for name in Line._fields]

Mine = dict[tuple[str, str], State]
"""How it is with somebody, by session and point."""


def of(store: Store, programme: str, people: Collection[int] | None = None) -> dict[int, Mine]:
    """What is known of everybody in the programme with this code, or of some by their ids; of many, nothing is."""
    lines = select(*_COLUMNS, _log.c.about).where(_log.c.programme == programme, *_counts, _log.c.what != "close")
    if people is None:
        rows = store.execute(lines.order_by(_log.c.id)).all()
    else:  # sorted here: asked to do that, SQLite reads the lines of all in their order
        mine = store.execute(lines.where(in_many(store, _log.c.person_id, sorted(people))))
        rows = sorted(mine, key=attrgetter("id"))
    undone = {row.about for row in rows if row.what == "undo"}
    found: dict[int, Mine] = {}
    for *fields, _ in rows:
        line = Line._make(fields)
        if line.id in undone or line.what == "undo":
            continue
        known, place = found.setdefault(line.person, {}), (line.session, line.point)
        state = after(known.get(place), line)
        if state is not None:
            known[place] = state
        else:
            known.pop(place, None)
    return found


def came(store: Store, programme: str, slots: Mapping[tuple[str, str], int]) -> dict[int, int]:
    """To how many of these slots somebody came by themselves, by their ids; `slots` by session and point.

    Right of those of whom nothing else was noted: see `told`. Who came to none is not in it.
    """
    if not slots:
        return {}
    kinds = {"session": _log.c.session.type, "point": _log.c.point.type, "slot": Integer()}
    sessions, points = zip(*slots, strict=True)
    asked = given(store, kinds, {"session": sessions, "point": points, "slot": list(slots.values())})
    here = and_(asked.c.session == _log.c.session, asked.c.point == _log.c.point)
    counted = (
        select(_log.c.person_id, func.count(asked.c.slot.distinct()).label("number"))
        .join(asked, here)
        .where(_log.c.programme == programme, *_counts, _log.c.what == "in", _log.c.status.in_(["present", "late"]))
        .group_by(_log.c.person_id)
    )
    return {row.person_id: row.number for row in store.execute(counted)}


def told(store: Store, programme: str) -> set[int]:
    """Those (ids) of whom more was noted than that they came: that they left, what others said, what was undone."""
    more = _log.c.what.not_in(["in", "close", "pin"])
    return set(store.scalars(select(_log.c.person_id).where(_log.c.programme == programme, *_counts, more).distinct()))
