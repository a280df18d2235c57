"""A programme goes into the store: rows are matched by the file's ids, and keep their own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, insert, select, update

from storage import casting
from storage.db import insert_new
from storage.many import slices
from storage.models import (
    ContactRow,
    FaqRow,
    GroupRow,
    ModuleRow,
    ProgrammeRow,
    SessionRow,
    SessionSpeakerRow,
    SpeakerRow,
    VenueRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sqlalchemy import ColumnElement, Row, Table
    from sqlalchemy.orm import Session as Store

    from storage.programme import CheckPoint, Programme, Session


Values = dict[str, Any]

_programmes, _sessions, _speaking = table(ProgrammeRow), table(SessionRow), table(SessionSpeakerRow)
_venues, _modules, _speakers = table(VenueRow), table(ModuleRow), table(SpeakerRow)
_groups, _contacts, _faqs = table(GroupRow), table(ContactRow), table(FaqRow)

# The entries that have an id, by table: what a Programme calls them, and their fields.
_FIELDS = {
    _venues: ("venues", "name", "aliases", "address", "latitude", "longitude", "url"),
    _modules: ("modules", "title", "aliases"),
    _speakers: ("speakers", "name", "aliases", "role"),
    _groups: ("groups", "title", "kind", "aliases"),
}
# What an entry in a calendar shows, of a session itself and of where it is and who speaks.
_SHOWN = (
    "title",
    "starts_at",
    "ends_at",
    "timezone",
    "venue_id",
    "status",
    "description",
    "bring",
    "dress",
    "meeting",
    "url",
)
_SHOWN_OF = {_venues: {"name", "address", "latitude", "longitude", "url"}, _speakers: {"name"}}


@dataclass(frozen=True, slots=True)
class Saved:
    """What an import did to the sessions; `altered`: something is other than before, and `version` has grown."""

    added: int
    changed: int
    cancelled: int
    version: int
    altered: bool


def save(store: Store, programme: Programme, progress: Callable[[int], object] = bool) -> Saved:
    """Make the store's programme with this code what `programme` says. Nothing of it is seen before the commit.

    A session that the file no longer has stays, cancelled. A session of which a calendar shows something else than
    before gets the next SEQUENCE (RFC 5545, 3.8.7.4), or the file's own where that is higher: by that alone an entry
    that people add again takes the place of the one they have. The same file again changes nothing.
    `progress` is told, now and then, of so many more sessions done; there are `len(programme.sessions)`.
    """
    head = _head(programme)
    insert_new(store, _programmes, {"code": programme.code, **head, "version": 0, "fingerprint": ""})
    row = store.execute(select(_programmes).where(_programmes.c.code == programme.code).with_for_update()).one()
    fingerprint = hashlib.sha256(repr(programme).encode("utf-8", "surrogatepass")).hexdigest()
    if row.fingerprint == fingerprint:
        return Saved(0, 0, 0, row.version, altered=False)
    entries = {kind: _Merge(store, kind, row.id) for kind in _FIELDS}
    for kind, (name, *fields) in _FIELDS.items():
        entries[kind].write(_by_code(getattr(programme, name), fields))
    sessions = _Merge(store, _sessions, row.id)
    ids = {kind: merge.ids() for kind, merge in entries.items()}
    spoke = casting.cast_of(store, row.id)
    renamed = {kind: entries[kind].altered(shown) for kind, shown in _SHOWN_OF.items()}
    other = {
        each.code for each in programme.sessions if _is_other(each, sessions.rows.get(each.code), spoke, ids, renamed)
    }
    sessions.write(_wanted(programme, sessions.rows, ids, other), progress)
    sessions.write(_cancelled(programme, sessions.rows))
    recast = casting.recast(store, programme, sessions.ids(), ids[_speakers], spoke)
    removed = [
        entries[_venues].forget(_sessions.c.venue_id),
        entries[_modules].forget(_sessions.c.module_id),
        entries[_speakers].forget(_speaking.c.speaker_id),
        entries[_groups].forget(),
    ]
    listed = [_replace(store, kind, row.id, values) for kind, values in _lists(programme).items()]
    differences = [_differences(row, head), *(merge.changes for merge in (sessions, *entries.values()))]
    altered = row.version == 0 or any((*differences, recast, *removed, *listed))
    version = row.version + altered
    store.execute(
        update(_programmes).where(_programmes.c.id == row.id).values(**head, version=version, fingerprint=fingerprint)
    )
    return _saved(programme, sessions, recast, version, altered=altered)


def _saved(programme: Programme, sessions: _Merge, recast: set[str], version: int, *, altered: bool) -> Saved:
    now = {session.code for session in programme.sessions}
    old = {code for code, names in sessions.changes.items() if code in sessions.rows and names != {"position"}}
    return Saved(
        added=len(now - sessions.rows.keys()),
        changed=len((old | recast) & now & sessions.rows.keys()),
        cancelled=len(old - now),
        version=version,
        altered=altered,
    )


class _Merge:
    """The rows of one kind in a programme, by code, brought to what a file says."""

    def __init__(self, store: Store, kind: Table, programme: int) -> None:
        self._store = store
        self._kind = kind
        self._programme = programme
        self.rows = {row.code: row for row in store.execute(select(kind).where(kind.c.programme_id == programme))}
        self.changes: dict[str, set[str]] = {}
        self._kept: set[str] = set()

    def write(self, wanted: Mapping[str, Values], progress: Callable[[int], object] = bool) -> None:
        """Insert what is new and update what differs; `changes` then has the names of the columns, by code."""
        self._kept |= wanted.keys()
        for code, values in wanted.items():
            names = _differences(self.rows[code], values) if code in self.rows else set(values)
            if names:
                self.changes[code] = names
        written = [code for code in wanted if code in self.changes]
        new = [{"programme_id": self._programme, "code": c, **wanted[c]} for c in written if c not in self.rows]
        old = [{"row": self.rows[c].id, **wanted[c]} for c in written if c in self.rows]
        progress(len(wanted) - len(new) - len(old))
        for some in slices(new):
            self._store.execute(insert(self._kind), some)
            progress(len(some))
        for some in slices(old):
            self._store.execute(update(self._kind).where(self._kind.c.id == bindparam("row")), some)
            progress(len(some))

    def altered(self, columns: AbstractSet[str]) -> set[str]:
        """The codes of those that were there before and are other in one of these columns."""
        return {code for code, names in self.changes.items() if code in self.rows and names & columns}

    def ids(self) -> dict[str, int]:
        wanted = select(self._kind.c.code, self._kind.c.id).where(self._kind.c.programme_id == self._programme)
        return {row.code: row.id for row in self._store.execute(wanted)}

    def forget(self, *references: ColumnElement[int | None]) -> bool:
        """Delete what the file no longer has, unless one of `references` still has it; says whether anything went."""
        gone = [{"row": row.id} for code, row in self.rows.items() if code not in self._kept]
        if not gone:
            return False
        unused = [~exists().where(reference == self._kind.c.id) for reference in references]
        before = len(self.ids())
        self._store.execute(delete(self._kind).where(self._kind.c.id == bindparam("row"), *unused), gone)
        return len(self.ids()) < before


def _differences(row: Row[Any], values: Values) -> set[str]:
    return {name for name, value in values.items() if row._mapping[name] != value}  # noqa: SLF001 - public, so named not to hide a column


def _is_other(
    session: Session,
    row: Row[Any] | None,
    spoke: Mapping[int, Sequence[int]],
    ids: Mapping[Table, Mapping[str, int]],
    renamed: Mapping[Table, AbstractSet[str]],
) -> bool:
    """Whether it has other speakers than before, or where it is and who speaks there is called otherwise now."""
    if row is None:
        return False
    recast = [ids[_speakers][code] for code in session.speakers] != list(spoke.get(row.id, ()))
    return recast or session.venue in renamed[_venues] or not renamed[_speakers].isdisjoint(session.speakers)


def _wanted(
    programme: Programme,
    rows: Mapping[str, Row[Any]],
    ids: Mapping[Table, Mapping[str, int]],
    other: Collection[str],
) -> dict[str, Values]:
    return {
        session.code: _session(position, session, rows.get(session.code), ids, other=session.code in other)
        for position, session in enumerate(programme.sessions)
    }


def _session(
    position: int,
    session: Session,
    row: Row[Any] | None,
    ids: Mapping[Table, Mapping[str, int]],
    *,
    other: bool,
) -> Values:
    values: Values = {
        "position": position,
        "title": session.title,
        # In UTC already: a time that the clocks show twice equals nothing in another zone (PEP 495).
        "starts_at": session.start.astimezone(UTC),
        "ends_at": session.end.astimezone(UTC),
        "timezone": session.timezone,
        "kind": session.kind,
        "module_id": ids[_modules][session.module] if session.module else None,
        "venue_id": ids[_venues][session.venue] if session.venue else None,
        "aliases": list(session.aliases),
        "description": session.description,
        "bring": session.bring,
        "dress": session.dress,
        "meeting": session.meeting,
        "url": session.url,
        "attendance": session.attendance,
        "points": [_point(point) for point in session.points],
        "status": session.status,
        "sequence": session.sequence,
        "uid": session.uid,
    }
    if row is not None:
        revised = other or bool(_differences(row, {name: values[name] for name in _SHOWN}))
        values["sequence"] = max(row.sequence + revised, session.sequence)
        values["uid"] = session.uid or row.uid
    return values


def _point(point: CheckPoint) -> Values:
    return {"code": point.code, "th": point.title.th, "en": point.title.en, "at": point.at.astimezone(UTC).isoformat()}


def _cancelled(programme: Programme, rows: Mapping[str, Row[Any]]) -> dict[str, Values]:
    """The sessions that the file no longer has; those cancelled before stay as they are."""
    kept = {session.code for session in programme.sessions}
    return {
        code: {"status": "cancelled", "sequence": row.sequence + (row.status != "cancelled")}
        for code, row in rows.items()
        if code not in kept
    }


def _replace(store: Store, kind: Table, programme: int, wanted: list[Values]) -> bool:
    """Write entries that have no id of their own; says whether they are other than before."""
    mine = kind.c.programme_id == programme
    rows = store.execute(select(kind).where(mine).order_by(kind.c.position)).all()
    if len(rows) == len(wanted) and not any(map(_differences, rows, wanted)):
        return False
    store.execute(delete(kind).where(mine))
    new = [{"programme_id": programme, "position": position, **values} for position, values in enumerate(wanted)]
    for some in slices(new):
        store.execute(insert(kind), some)
    return True


def _head(programme: Programme) -> Values:
    names = ("title", "timezone", "language", "organizer", "settings")
    return {name: getattr(programme, name) for name in names}


def _by_code(entries: Sequence[Any], names: Sequence[str]) -> dict[str, Values]:
    return {
        entry.code: {"position": position, **{name: _plain(getattr(entry, name)) for name in names}}
        for position, entry in enumerate(entries)
    }


def _lists(programme: Programme) -> dict[Table, list[Values]]:
    return {
        _contacts: [{"name": c.name, "phone": c.phone, "email": c.email} for c in programme.contacts],
        _faqs: [{"questions": list(f.questions), "answer": f.answer} for f in programme.faqs],
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
