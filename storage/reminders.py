"""What is due to be told at which moment, what is known of it, and how each person wants to be told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import String, and_, bindparam, cast, delete, insert, or_, select, update

from storage.db import insert_new
from storage.many import in_many
from storage.models import MembershipRow, NoticeRow, OutboxRow, PreferenceRow, ReminderRow, ThroughRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session as Store

    from storage.models.notices import ReminderState


RESTORED = "restored"
"""In `through`: until when another store was at work, of which this one is an older copy."""
_WISHES = "wishes"  # the same: when a wish was last changed

_reminders, _through = table(ReminderRow), table(ThroughRow)
_preferences, _memberships, _notices = table(PreferenceRow), table(MembershipRow), table(NoticeRow)
_outbox = table(OutboxRow)
_off = cast(_preferences.c.off, String)  # PostgreSQL compares no JSON; it is written by one hand, and always alike
_at = select(_through.c.at).where(_through.c.work == bindparam("work"))
_mine = select(_preferences).where(_preferences.c.person_id == bindparam("person"))
_own = (
    _memberships.c.person_id,
    _memberships.c.programme,
    _preferences.c.lead,
    _off.label("off"),
    _preferences.c.quiet,
)
_AT_ONCE = 1000  # keys in one question to the store
_tick = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to be told to members of a programme (its code) at `due_at`, or later, but not from `expires_at` on.

    `key` names what is told, as in storage.notices; `subject` is what it is about, for whoever draws it. Both times are
    aware.
    """

    key: str
    programme: str
    kind: str
    due_at: datetime
    expires_at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told things; what is empty is as the programme has it. See storage.models.PreferenceRow.

    `lead` is in minutes, 0 for never. `off` are kinds, FEEDBACK among them: see storage.reminder_settings.
    """

    lead: int | None = None
    off: frozenset[str] = frozenset()
    quiet: str = ""
    channel: str = ""


def wishes(store: Store, person: int) -> Wishes:
    row = store.execute(_mine, {"person": person}).one_or_none()
    return Wishes(row.lead, frozenset(row.off), row.quiet, row.channel) if row else Wishes()


def without(store: Store, kind: str) -> set[int]:
    """Everybody (ids) who does not want this kind."""
    return set(store.scalars(select(_preferences.c.person_id).where(_off.contains(f'"{kind}"', autoescape=True))))


def wish(store: Store, person: int, wanted: Wishes, now: datetime) -> None:
    """From here on the person wants it so."""
    values = {"lead": wanted.lead, "off": sorted(wanted.off), "quiet": wanted.quiet, "channel": wanted.channel}
    if not insert_new(store, _preferences, {"person_id": person, **values}):
        store.execute(update(_preferences).where(_preferences.c.person_id == person).values(**values))
    before = through(store, _WISHES)
    advance(store, _WISHES, max(now, before + _tick) if before else now)


def forget(store: Store, person: int) -> None:
    """How the person wanted it, and of what they were told."""
    store.execute(delete(_preferences).where(_preferences.c.person_id == person))
    store.execute(delete(_notices).where(_notices.c.person_id == person))


def wished_at(store: Store) -> datetime | None:
    """A moment that is another one after anybody's wishes have changed."""
    return through(store, _WISHES)


def profiles(store: Store, programmes: Collection[str]) -> dict[str, set[Wishes]]:
    """The ways in which members of these programmes want to be told things, channels apart, by the programme's code.

    The way of whoever has wished for nothing is always among them.
    """
    found = {programme: {Wishes()} for programme in programmes}
    ways = select(_memberships.c.programme, _preferences.c.lead, _off.label("off"), _preferences.c.quiet).distinct()
    wanted = ways.join(_preferences, _preferences.c.person_id == _memberships.c.person_id)
    for row in store.execute(wanted.where(_memberships.c.programme.in_(sorted(programmes)))):
        found[row.programme].add(_wishes(row.lead, row.off, row.quiet))
    return found


def members(programmes: Collection[str]) -> Select[int]:
    """Everybody in one of these programmes, whatever they are there: the statement that gives their ids, each once."""
    return select(_memberships.c.person_id).where(_memberships.c.programme.in_(sorted(programmes))).distinct()


def members_who(programmes: Collection[str], wanted: Iterable[Wishes]) -> Select[int]:
    """Those in one of the programmes who want it in one of these ways: the statement that gives their ids once each."""
    mine = select(_memberships.c.person_id).outerjoin(
        _preferences, _preferences.c.person_id == _memberships.c.person_id
    )
    here = _memberships.c.programme.in_(sorted(programmes))
    return mine.where(here, or_(*map(_wanting, sorted(wanted, key=repr)))).distinct()


def memberships(store: Store, people: Sequence[int]) -> dict[int, list[tuple[str, Wishes]]]:
    """Of people, by their ids: each one's programmes, with how they want to be told, channels apart."""
    found: dict[int, list[tuple[str, Wishes]]] = {person: [] for person in people}
    if not people:
        return found
    both = select(*_own).outerjoin(_preferences, _preferences.c.person_id == _memberships.c.person_id)
    for person, programme, *way in store.execute(both.where(in_many(store, _memberships.c.person_id, people))):
        found[person].append((programme, _wishes(*way)))
    return found


def told(store: Store, keys: Collection[str], people: Sequence[int]) -> set[tuple[str, int]]:
    """Which of the keys which of some people, by their ids, have been told."""
    if not people:
        return set()
    some = select(_notices.c.key, _notices.c.person_id).where(
        _notices.c.key.in_(sorted(keys)), in_many(store, _notices.c.person_id, people)
    )
    return {(row.key, row.person_id) for row in store.execute(some)}


def note(store: Store, person: int, keys: Collection[str]) -> None:
    """That the person is told this by an answer: no message of its own says it."""
    if keys:
        rows = [{"key": key, "person_id": person, "missed": "", "fallback": False} for key in sorted(keys)]
        store.execute(insert(_notices), rows)


def marked(store: Store, due: Collection[Occasion], now: datetime) -> set[tuple[str, datetime]]:
    """By key and moment, which of these have been seen to: planned, or (by now, aware) come too late.

    What came too late by a clock that has been set back since has not.
    """
    keys = sorted({each.key for each in due})
    wanted = {(each.key, each.due_at) for each in due}
    found = set()
    for start in range(0, len(keys), _AT_ONCE):
        seen = select(_reminders.c.key, _reminders.c.due_at).where(
            _reminders.c.key.in_(keys[start : start + _AT_ONCE]),
            or_(_reminders.c.state == "planned", _reminders.c.planned_at <= now),
        )
        found |= {(row.key, row.due_at) for row in store.execute(seen)}
    return found & wanted


def mark(store: Store, state: ReminderState, people: Mapping[Occasion, int], now: datetime) -> None:
    """These have been seen to at `now`, by the clock; with how many people were, or would have been, told."""
    for each, count in people.items():
        here = (_reminders.c.key == each.key, _reminders.c.due_at == each.due_at)
        store.execute(delete(_reminders).where(*here))
        values = {"key": each.key, "programme": each.programme, "kind": each.kind, "due_at": each.due_at}
        more = {"expires_at": each.expires_at, "planned_at": now, "state": state, "people": count}
        insert_new(store, _reminders, values | more)


def undo(store: Store, keys: Collection[str]) -> None:
    """What these name is to be told anew if it is due again, to all whose messages certainly did not go."""
    early = and_(_outbox.c.reason == "cancelled", _outbox.c.attempts == 0)
    untold = select(_outbox.c.id).where(_outbox.c.state == "dropped", or_(early, _outbox.c.reason == "expired"))
    mine = _notices.c.key.in_(sorted(keys))
    store.execute(delete(_notices).where(mine, _notices.c.outbox_id.in_(untold)))
    store.execute(delete(_reminders).where(_reminders.c.key.in_(sorted(keys))))


def outlived(store: Store, now: datetime) -> set[str]:
    """The keys of what is of use still, though a message that said it was dropped, as something else in it was late."""
    of_use = select(_reminders.c.key).where(_reminders.c.state == "planned", _reminders.c.expires_at > now)
    late = (_outbox.c.state == "dropped", _outbox.c.reason == "expired")
    lost = select(_notices.c.key).join(_outbox, _outbox.c.id == _notices.c.outbox_id)
    return set(store.scalars(lost.where(_notices.c.key.in_(of_use), *late).distinct()))


def through(store: Store, work: str) -> datetime | None:
    """Up to when the work has been done, by the clock; None where it never was."""
    return store.execute(_at, {"work": work}).scalar_one_or_none()


def restored(store: Store, now: datetime) -> datetime | None:
    """Up to when all that was due has been told, as far as anybody knows, though the store does not say so.

    That is where a copy of it was put back (see storage.backup); None: all that was told is in the store. What a clock
    said that was ahead of `now` counts for nothing.
    """
    at = through(store, RESTORED)
    return at if at and at <= now else None


def advance(store: Store, work: str, at: datetime) -> None:
    """The work has been done up to `at` (aware), which may be before what it was."""
    if not insert_new(store, _through, {"work": work, "at": at}):
        store.execute(update(_through).where(_through.c.work == work).values(at=at))


@lru_cache(maxsize=1000)
def _wishes(lead: int | None, off: str | None, quiet: str | None) -> Wishes:
    """The way that columns say; where they are None, there was no row."""
    return Wishes(lead, frozenset(json.loads(off or "[]")), quiet or "")


def _wanting(way: Wishes) -> ColumnElement[bool]:
    off = json.dumps(sorted(way.off), separators=(",", ":"))
    theirs = and_(
        _preferences.c.lead.is_(None) if way.lead is None else _preferences.c.lead == way.lead,
        _off == off,
        _preferences.c.quiet == way.quiet,
    )
    nothing = way == Wishes()
    return or_(_preferences.c.person_id.is_(None), theirs) if nothing else theirs
