"""The log of attendance in the store: only added to, and read back in its order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, select, update

from storage.db import insert_new
from storage.many import given
from storage.models import CheckinRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Store

    from storage.models import Status, Way, What


_log = table(CheckinRow)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log; see storage.models.CheckinRow. `id` is 0 until it is kept."""

    programme: str
    session: str
    point: str
    person: int | None
    what: What
    way: Way
    at: datetime
    noted_at: datetime
    status: Status = ""
    outcome: str = ""
    channel: str = ""
    by: int | None = None
    reason: str = ""
    stand_in: str = ""
    force: bool = False
    forced: bool = False
    metres: int | None = None
    about: int | None = None
    nonce: str | None = None
    id: int = 0


_NAMES = {"person": "person_id", "by": "by_id"}
_FIELDS = [field.name for field in fields(Entry)]
_COLUMNS = [_log.c[_NAMES.get(name, name)] for name in _FIELDS]


_undo = _log.alias("undo")
# Not as EXISTS: a database that knows how few lines are about others reads all of them for each line.
undone = select(_undo.c.about).where(_undo.c.about > 0, _undo.c.what == "undo")  # by the index of `about`
_came = and_(  # and that was not taken back; that somebody is on leave, or absent, says not that anybody was there
    _log.c.status.in_(["present", "late"]),
    _log.c.what.in_(["in", "mark"]),
    _log.c.outcome == "",
    _log.c.id.not_in(undone),
)


def add(store: Store, entry: Entry) -> Entry:
    """Write a line; what is returned has its id. Where its nonce is there already, that line is, and none is added."""
    values = _values(entry)
    if entry.nonce is None:
        row = store.execute(insert(_log).values(values).returning(*_COLUMNS)).one()
        return _entry(row)
    insert_new(store, _log, values)
    return _entry(store.execute(select(*_COLUMNS).where(_log.c.nonce == entry.nonce)).one())


def add_all(store: Store, entries: Sequence[Entry]) -> None:
    """Write lines that have no nonce."""
    if entries:
        store.execute(insert(_log), [_values(entry) for entry in entries])


def add_once(store: Store, entry: Entry) -> bool:
    """Write a line with a nonce; False where it is there already."""
    return insert_new(store, _log, _values(entry))


def by_nonce(store: Store, nonce: str) -> Entry | None:
    """The line that was written for the event of this nonce."""
    row = store.execute(select(*_COLUMNS).where(_log.c.nonce == nonce)).one_or_none()
    return _entry(row) if row else None


def get(store: Store, number: int) -> Entry | None:
    row = store.execute(select(*_COLUMNS).where(_log.c.id == number)).one_or_none()
    return _entry(row) if row else None


def counted(
    store: Store,
    programme: str,
    sessions: Collection[str] | None = None,
    people: Collection[int] | None = None,
    after: int = 0,
) -> list[Entry]:
    """The lines that count, in their order: of a programme, or some of its sessions or people; those after an id."""
    wanted = select(*_COLUMNS).where(_log.c.programme == programme, _log.c.outcome == "", _log.c.id > after)
    if sessions is not None:
        wanted = wanted.where(_log.c.session.in_(sorted(sessions)))
    if people is not None:
        wanted = wanted.where(_log.c.person_id.in_(sorted(people)))
    return [_entry(row) for row in store.execute(wanted.order_by(_log.c.id))]


def everything(store: Store, programme: str, session: str, after: int = 0, limit: int = 1000) -> list[Entry]:
    """All lines about a session, what did not count too, in their order."""
    wanted = select(*_COLUMNS).where(_log.c.programme == programme, _log.c.session == session, _log.c.id > after)
    return [_entry(row) for row in store.execute(wanted.order_by(_log.c.id).limit(limit))]


def about(store: Store, programme: str, person: int, most: int) -> list[Entry]:
    """The last lines about a person, what did not count too, the oldest first."""
    wanted = select(*_COLUMNS).where(_log.c.person_id == person, _log.c.programme == programme)
    rows = store.execute(wanted.order_by(_log.c.id.desc()).limit(most)).all()
    return [_entry(row) for row in reversed(rows)]


def of_person(store: Store, person: int) -> list[Entry]:
    """The lines about a person that count, in all programmes, in their order."""
    wanted = select(*_COLUMNS).where(_log.c.person_id == person, _log.c.outcome == "")
    return [_entry(row) for row in store.execute(wanted.order_by(_log.c.id))]


def beside(store: Store, entry: Entry) -> list[Entry]:
    """The marks that were made together with this one: the same, by the same person at the same moment and place."""
    same = {
        "programme": entry.programme,
        "session": entry.session,
        "point": entry.point,
        "by_id": entry.by,
        "noted_at": entry.noted_at,
        "status": entry.status,
        "reason": entry.reason,
        "stand_in": entry.stand_in,
        "what": "mark",
        "outcome": "",
    }
    wanted = select(*_COLUMNS).where(*(_log.c[name] == value for name, value in same.items()))
    return [_entry(row) for row in store.execute(wanted.order_by(_log.c.id))]


def last_marked(store: Store, by: int, since: datetime) -> Entry | None:
    """The last mark that a person has made since then."""
    mine = (_log.c.by_id == by, _log.c.what == "mark", _log.c.outcome == "", _log.c.noted_at >= since)
    row = store.execute(select(*_COLUMNS).where(*mine).order_by(_log.c.id.desc()).limit(1)).one_or_none()
    return _entry(row) if row else None


def unclosed(store: Store) -> set[tuple[str, str, str]]:
    """The points (programme, session, point) at which somebody came that are not closed yet."""
    lines = select(_log.c.programme, _log.c.session, _log.c.point)
    done = lines.where(_log.c.what == "close", _log.c.outcome == "")
    closed_ = {(row.programme, row.session, row.point) for row in store.execute(done)}
    return {(row.programme, row.session, row.point) for row in store.execute(lines.where(_came).distinct())} - closed_


def closed(store: Store, programme: str) -> set[tuple[str, str]]:
    """The points (session, point) of the programme with this code that the clock has closed."""
    nobodys = (_log.c.person_id.is_(None), _log.c.programme == programme)  # an index leads to those few
    done = select(_log.c.session, _log.c.point).where(*nobodys, _log.c.what == "close", _log.c.outcome == "")
    return {(row.session, row.point) for row in store.execute(done)}


def noted(store: Store, programme: str, points: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these points (session, point) at which somebody came, whoever says so."""
    places = sorted(points)
    kinds = {name: _log.c[name].type for name in ("session", "point")}
    asked = given(store, kinds, {"session": [each[0] for each in places], "point": [each[1] for each in places]})
    here = (_log.c.programme == programme, _log.c.session == asked.c.session, _log.c.point == asked.c.point)
    came = select(_log.c.id).where(*here, _came).correlate(asked).exists()  # no more is read of a point than it takes
    return {(row.session, row.point) for row in store.execute(select(asked).where(came))}


def newest(store: Store, programme: str) -> int:
    """The id of the last line about the programme; 0 where there is none."""
    last = select(_log.c.id).where(_log.c.programme == programme).order_by(_log.c.id.desc()).limit(1)
    return store.execute(last).scalar_one_or_none() or 0


def forget(store: Store, person: int) -> None:
    """What was written about a person in words is erased; that they came, and when, stays as evidence."""
    mine = update(_log).where(_log.c.person_id == person)
    store.execute(mine.values(reason="", stand_in="", metres=None))


def _values(entry: Entry) -> dict[str, Any]:
    return {_NAMES.get(name, name): getattr(entry, name) for name in _FIELDS if name != "id"}


def _entry(row: Row[Any]) -> Entry:
    values: tuple[Any, ...] = tuple(row)  # in the order of its fields
    return Entry(*values)
