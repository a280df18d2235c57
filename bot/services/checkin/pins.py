"""Where somebody was when they came: evidence that a programme may ask for, and that decides nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from storage import checkins, people
from storage.attended import states
from storage.checkins import Entry
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Spot
    from storage.checkpoints import Window
    from storage.programme import Programme, Session

    Get = Callable[[Store, str], Programme]


_EARTH = 6_371_000  # metres, its mean radius


@dataclass(frozen=True, slots=True)
class Pinned:
    """How far in metres somebody was from the session at which they are, and whether that is near enough."""

    programme: Programme
    session: Session
    metres: int
    near: bool


def asks_where(programme: Programme, session: Session) -> bool:
    """Whether a pin is wanted of those who come to the session."""
    return settings_of(programme).location_metres is not None and _spot_of(programme, session) is not None


def wants_pin(store: Store, get: Get, address: Address, at: datetime) -> bool:
    """Whether whoever is at `address` is at a session that wants a pin of them."""
    return _there(store, get, address, at) is not None


def note_pin(store: Store, get: Get, address: Address, spot: Spot, at: datetime) -> Pinned | None:
    """Somebody says where they are; None where that was not asked of them: they are at no session that wants it."""
    found = _there(store, get, address, at)
    if found is None:
        return None
    metres = round(_distance((spot.latitude, spot.longitude), found.spot))
    line = Entry(found.programme.code, found.session.code, found.window.code, found.person, "pin", "code", at, at)
    checkins.add(store, replace(line, channel=address.channel, metres=metres))
    return Pinned(found.programme, found.session, metres, metres <= found.limit)


class _There(NamedTuple):
    """Where somebody is, of whom a pin is wanted: where that is, and how near they should be."""

    person: int
    programme: Programme
    session: Session
    window: Window
    spot: tuple[float, float]
    limit: int


def _there(store: Store, get: Get, address: Address, at: datetime) -> _There | None:
    person = people.at(store, address)
    if person is None:
        return None
    for member in people.memberships(store, person.id):
        programme = get(store, member.programme)
        limit = settings_of(programme).location_metres
        if limit is None:
            continue
        mine = states(checkins.counted(store, programme.code, people=[person.id]))
        for session, window in _going_on(programme, at):
            state, spot = mine.get((session.code, window.code, person.id)), _spot_of(programme, session)
            if state and state.since and spot:
                return _There(person.id, programme, session, window, spot, limit)
    return None


def _going_on(programme: Programme, at: datetime) -> Iterator[tuple[Session, Window]]:
    for session in programme.sessions:
        if counts(session):
            yield from ((session, each) for each in windows(session, settings_of(programme)) if each.is_open(at))


def _spot_of(programme: Programme, session: Session) -> tuple[float, float] | None:
    venue = next((each for each in programme.venues if each.code == session.venue), None)
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Metres along the earth (haversine)."""
    (lat, lon), (lat2, lon2) = ([radians(value) for value in place] for place in (here, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))
