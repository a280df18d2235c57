"""What an import would make of a programme in the store: worked out without writing, as storage.importing does it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from storage.programme import Programme


if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.programme import Session, Venue

# What an entry in a calendar shows, of a session itself and of where it is.
_SHOWN = (
    *("title", "start", "end", "timezone", "venue", "status", "description", "bring", "dress", "meeting", "url"),
    "speakers",
)
_SHOWN_OF_VENUE = ("name", "address", "latitude", "longitude", "url")


@dataclass(frozen=True, slots=True)
class Would:
    """What an import would do to the sessions; `after` is the programme as it would be in the store."""

    after: Programme
    added: int
    changed: int
    cancelled: int


def tried(before: Programme | None, wanted: Programme) -> Would:
    """What saving `wanted` would do, where the store has `before`, without what organisers added to its file."""
    before = before or Programme(wanted.code, wanted.title, wanted.timezone)
    held = {session.code: session for session in before.sessions}
    renamed = _renamed(before, wanted)
    sessions = [_after(held.get(session.code), session, renamed) for session in wanted.sessions]
    now = {session.code for session in sessions}
    gone = [_cancelled(session) for session in before.sessions if session.code not in now]
    after = replace(
        wanted,
        sessions=(*sessions, *gone),
        venues=(*wanted.venues, *_left(before.venues, wanted.venues, {each.venue for each in gone})),
        speakers=(*wanted.speakers, *_left(before.speakers, wanted.speakers, {c for s in gone for c in s.speakers})),
        modules=(*wanted.modules, *_left(before.modules, wanted.modules, {each.module for each in gone})),
    )
    return Would(
        after,
        added=len(now - held.keys()),
        changed=sum(_is_other(held[each.code], each) for each in sessions if each.code in held),
        cancelled=sum(_is_other(held[each.code], each) for each in gone),
    )


def _after(before: Session | None, wanted: Session, renamed: tuple[set[str], set[str]]) -> Session:
    """A session as it would be: the next SEQUENCE where a calendar shows something else, and the uid that it had."""
    if before is None:
        return wanted
    venues, speakers = renamed
    revised = _is_other(before, wanted, _SHOWN) or wanted.venue in venues or not speakers.isdisjoint(wanted.speakers)
    sequence = max(before.sequence + revised, wanted.sequence)
    return replace(wanted, sequence=sequence, uid=wanted.uid or before.uid)


def _cancelled(session: Session) -> Session:
    if session.status == "cancelled":
        return session
    return replace(session, status="cancelled", sequence=session.sequence + 1)


def _renamed(before: Programme, wanted: Programme) -> tuple[set[str], set[str]]:
    """The codes of venues and of speakers that a calendar shows otherwise than before."""
    venues = {each.code: each for each in before.venues}
    speakers = {each.code: each for each in before.speakers}
    return (
        {each.code for each in wanted.venues if each.code in venues and _shown(each) != _shown(venues[each.code])},
        {each.code for each in wanted.speakers if each.code in speakers and each.name != speakers[each.code].name},
    )


def _shown(venue: Venue) -> tuple[object, ...]:
    return tuple(getattr(venue, name) for name in _SHOWN_OF_VENUE)


def _left(before: Iterable[Any], wanted: Iterable[Any], used: set[str]) -> list[Any]:
    """What the file no longer has, and a session that is cancelled still names."""
    now = {each.code for each in wanted}
    return [each for each in before if each.code in used and each.code not in now]


def _is_other(one: Session, other: Session, names: Iterable[str] = ()) -> bool:
    chosen = names or [field.name for field in fields(one)]
    return any(_key(getattr(one, name)) != _key(getattr(other, name)) for name in chosen)


def _key(value: Any) -> Any:
    """Times are the same when they are the same moment, also one that the clocks show twice (PEP 495)."""
    if isinstance(value, tuple):
        return tuple(_key(each) for each in value)
    if hasattr(value, "at"):
        return (value.code, value.title, value.at.astimezone(UTC))
    return value.astimezone(UTC) if isinstance(value, datetime) else value
