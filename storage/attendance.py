"""How it is with everybody of a programme, straight from the log: quick enough to be worked out when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.attended import Line, State, after
from storage.models import CheckinRow, table


if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session as Store


_log = table(CheckinRow)
_NAMES = {"person": "person_id", "by": "by_id"}
_COLUMNS = [_log.c[_NAMES.get(name, name)] for name in Line._fields]

Mine = dict[tuple[str, str], State]
"""How it is with somebody, by session and point."""


def of(store: Store, programme: str, people: Collection[int] | None = None) -> dict[int, Mine]:
    """What is known of everybody in the programme with this code, or of some by their ids; of many, nothing is."""
    here = (_log.c.programme == programme, _log.c.outcome == "", _log.c.person_id.is_not(None))
    mine = here if people is None else (*here, _log.c.person_id.in_(sorted(people)))
    undone = set(store.scalars(select(_log.c.about).where(*mine, _log.c.what == "undo")))
    lines = select(*_COLUMNS).where(*mine, _log.c.what.not_in(["undo", "close"])).order_by(_log.c.id)
    found: dict[int, Mine] = {}
    for row in store.execute(lines):
        line = Line._make(row)
        if line.id in undone:
            continue
        known, place = found.setdefault(line.person, {}), (line.session, line.point)
        state = after(known.get(place), line)
        if state is not None:
            known[place] = state
        else:
            known.pop(place, None)
    return found
