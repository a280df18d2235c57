"""The releases of a programme's timetable, and what became of each: told, held, or nobody's news.

What people were last told is the newest release that is `base`, or `told` with its time come; whatever differs from it
is still to be told, unless that was to be kept quiet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import String, and_, cast, insert, literal, or_, select, update

from storage import programmes
from storage.models import PersonRow, ProgrammeRow, ReleaseRow, ReminderRow, table
from storage.releases_seen import gone, of


if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.models.changes import ReleaseState
    from storage.programme import Programme
    from storage.releases_seen import Snapshot


_releases, _programmes, _people = table(ReleaseRow), table(ProgrammeRow), table(PersonRow)
_reminders = table(ReminderRow)
_OPEN: tuple[ReleaseState, ...] = ("waiting", "held")
_FACTS = ("id", "version", "made_at", "made_by", "state", "note", "decided_by", "told_at", "expires_at")


@dataclass(frozen=True, slots=True)
class Release:
    """See storage.models.ReleaseRow; `programme` is its code, `decider` the name of who said what becomes of it."""

    id: int
    version: int
    made_at: datetime
    made_by: int | None
    state: ReleaseState
    note: str
    decided_by: int | None
    told_at: datetime | None
    expires_at: datetime | None
    programme: str
    decider: str

    @property
    def key(self) -> str:
        """Names the notice that tells of it."""
        return f"release {self.id}"


_released = (
    select(*(_releases.c[name] for name in _FACTS), _programmes.c.code, _people.c.name)
    .join(_programmes, _programmes.c.id == _releases.c.programme_id)
    .outerjoin(_people, _people.c.id == _releases.c.decided_by)
)


def begin(store: Store, programme: str, now: datetime) -> None:
    """Before a programme is changed: its timetable is the first release, where it has none."""
    if newest(store, programme) is None and programmes.version(store, programme):
        _add(store, programme, current(store, programme), "base", now)


def current(store: Store, programme: str) -> Snapshot:
    """The timetable of the programme with this code as it is in the store."""
    return of(programmes.load(store, programme))


def record(store: Store, programme: Programme, now: datetime, by: int | None = None) -> int | None:
    """After `programme` was put into the store: a release of its timetable, by its id; None where people see the same.

    The first one is no news. What was to be told and was not yet is to be decided anew, with what is different now and
    with the same words.
    `by` is the person who changed it.
    """
    code, last = programme.code, newest(store, programme.code)
    timetable = of(programme)
    timetable |= gone(store, code, timetable.keys())
    if last and snapshot(store, last.id) == timetable:
        return None
    made = _add(store, code, timetable, "waiting" if last else "base", now, by)
    mine = select(_programmes.c.id).where(_programmes.c.code == code).scalar_subquery()
    ahead = (_releases.c.programme_id == mine, _releases.c.state == "told", _releases.c.told_at > now)
    store.execute(update(_releases).where(*ahead).values(state="waiting", told_at=None, expires_at=None))
    if last and (last.state in _OPEN or (last.told_at and last.told_at > now)):
        annotate(store, made, last.note)
    return made


def _add(
    store: Store, programme: str, timetable: Snapshot, state: ReleaseState, now: datetime, by: int | None = None
) -> int:
    row = store.execute(select(_programmes.c.id, _programmes.c.version).where(_programmes.c.code == programme)).one()
    values = {"programme_id": row.id, "version": row.version, "made_at": now, "made_by": by}
    made: int = store.execute(
        insert(_releases).values(**values, sessions=timetable, state=state).returning(_releases.c.id)
    ).scalar_one()
    return made


def get(store: Store, release: int) -> Release | None:
    row = store.execute(_released.where(_releases.c.id == release)).one_or_none()
    return Release(*row) if row else None


def newest(store: Store, programme: str) -> Release | None:
    """The newest release of the programme with this code."""
    mine = _released.where(_programmes.c.code == programme).order_by(_releases.c.version.desc()).limit(1)
    row = store.execute(mine).one_or_none()
    return Release(*row) if row else None


def listed(store: Store, programme: str, *, before: int | None = None, most: int = 20) -> list[Release]:
    """The newest releases of the programme with this code, the newest first; with `before`, older than that version."""
    mine = _released.where(_programmes.c.code == programme).order_by(_releases.c.version.desc()).limit(most)
    rows = store.execute(mine if before is None else mine.where(_releases.c.version < before))
    return [Release(*row) for row in rows]


def previous(store: Store, release: Release) -> Snapshot | None:
    """The timetable of the release before; None where it is the first."""
    older = listed(store, release.programme, before=release.version, most=1)
    return snapshot(store, older[0].id) if older else None


def snapshot(store: Store, release: int) -> Snapshot:
    """The timetable of a release."""
    found: Snapshot = store.execute(select(_releases.c.sessions).where(_releases.c.id == release)).scalar_one()
    return found


def snapshots(store: Store, numbers: Collection[int]) -> dict[int, Snapshot]:
    """The timetables of several releases, by their ids."""
    wanted = select(_releases.c.id, _releases.c.sessions).where(_releases.c.id.in_(sorted(numbers)))
    return {row.id: row.sessions for row in store.execute(wanted)}


def known(store: Store, programme: str, now: datetime, before: int | None = None) -> tuple[Snapshot, Snapshot]:
    """What people of the programme were last told by `now`, and what was kept quiet since.

    With `before`, what they knew before that version.
    """
    mine = select(_releases.c.version, _releases.c.sessions).join(
        _programmes, _programmes.c.id == _releases.c.programme_id
    )
    mine = mine.where(_programmes.c.code == programme).order_by(_releases.c.version.desc()).limit(1)
    if before is not None:
        mine = mine.where(_releases.c.version < before)
    told = and_(_releases.c.state == "told", _releases.c.told_at <= now)
    last = store.execute(mine.where(or_(_releases.c.state == "base", told))).one_or_none()
    if last is None:
        return {}, {}
    since = (_releases.c.state == "quiet", _releases.c.version > last.version)
    quiet = store.execute(mine.where(*since)).one_or_none()
    return last.sessions, quiet.sessions if quiet else {}


def earlier(store: Store, release: Release, code: str) -> Snapshot:
    """The newest timetable before `release` in which the session with this code was another; empty where none was."""
    mine = select(_releases.c.sessions).join(_programmes, _programmes.c.id == _releases.c.programme_id)
    mine = mine.where(_programmes.c.code == release.programme, _releases.c.version < release.version)
    now = snapshot(store, release.id).get(code)
    for (before,) in store.execute(mine.order_by(_releases.c.version.desc())):
        if code in before and before[code] != now:
            found: Snapshot = before
            return found
    return {}


def disturbed(store: Store, release: Release) -> bool:
    """Whether something that was to be told later is among what waits now: it was altered before its time came."""
    mine = select(_releases.c.id).join(_programmes, _programmes.c.id == _releases.c.programme_id)
    early = (_releases.c.state == "waiting", _releases.c.decided_by.is_not(None))
    return store.execute(mine.where(_programmes.c.code == release.programme, *early).limit(1)).first() is not None


def annotate(store: Store, release: int, note: str) -> None:
    """What the organisers say with it."""
    store.execute(update(_releases).where(_releases.c.id == release).values(note=note))


def decide(
    store: Store,
    release: Release,
    state: ReleaseState,
    by: int | None,
    now: datetime,
    tells: tuple[datetime, datetime] | None = None,
) -> bool:
    """Say what becomes of a release and of all that are still open before it; False where that was said before.

    `tells` is from when until when people are told. What is to be told later may still be decided otherwise.
    """
    told_at, expires_at = tells or (None, None)
    ahead = and_(_releases.c.state == "told", _releases.c.told_at > now)
    values = {"state": state, "decided_by": by, "told_at": told_at, "expires_at": expires_at}
    this = update(_releases).where(_releases.c.id == release.id, or_(_releases.c.state.in_(_OPEN), ahead))
    if store.execute(this.values(**values).returning(_releases.c.id)).first() is None:
        return False
    mine = select(_programmes.c.id).where(_programmes.c.code == release.programme).scalar_subquery()
    older = (_releases.c.programme_id == mine, _releases.c.version < release.version, _releases.c.state.in_(_OPEN))
    store.execute(update(_releases).where(*older).values(state=state, decided_by=by))
    return True


def due(store: Store, until: datetime) -> list[Release]:
    """The releases that people are to be told of by `until`, and of which nothing is known yet among the reminders."""
    key = literal("release ") + cast(_releases.c.id, String)
    done = select(_reminders.c.id).where(_reminders.c.key == key).exists()
    wanted = _released.where(_releases.c.state == "told", _releases.c.told_at <= until, ~done)
    return [Release(*row) for row in store.execute(wanted.order_by(_releases.c.told_at, _releases.c.id))]
