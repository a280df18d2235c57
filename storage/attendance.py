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
    lines = select(*_COLUMNS, _log.c.about).where(*mine, _log.c.what != "close").order_by(_log.c.id)
    rows = store.execute(lines).all()
    undone = {row.about for row in rows if row.what == "undo"}
    found: dict[int, Mine] = {}
    for *values, _ in rows:
        line = Line._make(values)
        if line.id in undone or line.what == "undo":
            continue
        known, place = found.setdefault(line.person, {}), (line.session, line.point)
        state = after(known.get(place), line)
        if state is not None:
            known[place] = state
        else:
            known.pop(place, None)
    return found
