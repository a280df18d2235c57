"""Somebody asks to be away from sessions, or from some days of a longer one, before they begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused
from storage import leaves, members
from storage.checkpoints import counts, settings_of, windows
from storage.leaves import Leave


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from bot.port import Media
    from storage.checkpoints import Window
    from storage.programme import Programme, Session

    Days = Sequence[tuple[date, date]]


_BREAK = "\n"  # between a session's code and a point's
LONGEST = 500
"""Letters of a reason, and of what an organiser writes with a decision."""


@dataclass(frozen=True, slots=True)
class Part:
    """Points of a session, at least one; `whole`: they are all that it has."""

    session: Session
    windows: tuple[Window, ...]
    whole: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """As they are kept: see storage.leaves.Leave."""
        code = self.session.code
        return (code,) if self.whole else tuple(f"{code}{_BREAK}{window.code}" for window in self.windows)


def encoded(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(code for part in parts for code in part.codes)


def parts_of(programme: Programme, codes: Iterable[str]) -> tuple[Part, ...]:
    """What is kept as `codes`, as far as the programme still has it and it matters who is there; in order of time."""
    points: dict[str, set[str] | None] = {}
    for each in codes:
        code, named, point = each.partition(_BREAK)
        known = points.setdefault(code, set())
        if known is not None and named:
            known.add(point)
        else:
            points[code] = None
    found = []
    for session in _in_order(programme.sessions):
        if session.code in points and counts(session):
            wanted, all_ = points[session.code], windows(session, settings_of(programme))
            chosen = tuple(each for each in all_ if wanted is None or each.code in wanted)
            found += [Part(session, chosen, len(chosen) == len(all_))] if chosen else []
    return tuple(found)


def split(
    programme: Programme, sessions: Iterable[Session], days: Days, now: datetime
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What of the sessions is still to come, and what has begun; of one of several days, on `days` (none: all)."""
    found = []
    for session in _in_order(sessions):
        all_ = windows(session, settings_of(programme)) if counts(session) else ()
        fitting = tuple(each for each in all_ if len(all_) == 1 or not days or _is_on(each, days))
        found += [Part(session, fitting, len(fitting) == len(all_))] if fitting else []
    return ahead_of(found, now), begun_of(found, now)


def left(store: Store, programme: Programme, person: int, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts without what somebody has asked for before."""
    known = {
        point
        for each in leaves.lasting(store, person, programme.code)
        for part in parts_of(programme, each.sessions)
        for point in _points(part)
    }
    return _with(programme, {point for part in parts for point in _points(part)} - known)


def ask(  # noqa: PLR0913 - all that a request is
    store: Store, programme: Programme, person: int, codes: Sequence[str], reason: str, now: datetime,
    *, file: Media | None = None,
) -> Leave:  # fmt: skip
    """Keep a request; what it is about that has begun, or was asked for before, is left out.

    Raises Refused: `leave.too_late` (all of it has begun), `leave.asked_before` (all that has not).
    """
    members.lock(store, person, programme.code)
    ahead = ahead_of(parts_of(programme, codes), now)
    if not ahead:
        raise Refused("leave.too_late")
    wanted = left(store, programme, person, ahead)
    if not wanted:
        raise Refused("leave.asked_before")
    new = Leave(programme.code, person, encoded(wanted), reason.strip()[:LONGEST], now)
    made = leaves.get(store, leaves.add(store, new, file))
    if made is None:
        raise LookupError(new.person)
    return made


def ahead_of(parts: Iterable[Part], now: datetime) -> tuple[Part, ...]:
    """What of the parts has not begun."""
    return tuple(found for part in parts if (found := _some(part, lambda window: window.starts > now)))


def begun_of(parts: Iterable[Part], now: datetime) -> tuple[Part, ...]:
    return tuple(found for part in parts if (found := _some(part, lambda window: window.starts <= now)))


def _some(part: Part, fits: Callable[[Window], bool]) -> Part | None:
    chosen = tuple(window for window in part.windows if fits(window))
    return Part(part.session, chosen, part.whole and chosen == part.windows) if chosen else None


def _points(part: Part) -> set[tuple[str, str]]:
    return {(part.session.code, window.code) for window in part.windows}


def _with(programme: Programme, points: set[tuple[str, str]]) -> tuple[Part, ...]:
    return parts_of(programme, [f"{code}{_BREAK}{point}" for code, point in points])


def _is_on(window: Window, days: Days) -> bool:
    return any(first <= window.starts.date() <= last for first, last in days)


def _in_order(sessions: Iterable[Session]) -> list[Session]:
    return sorted(sessions, key=lambda session: (session.start, session.end, session.code))
