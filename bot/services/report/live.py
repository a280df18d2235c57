"""How it is at this moment: who is there, by group, and who is not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.services.report.sheets import Spot
from storage import checkins, members
from storage.attended import states
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from storage.attended import State
    from storage.members import Enrolled
    from storage.programme import Programme, Session


@dataclass(frozen=True, slots=True)
class Count:
    """Of so many people. `missing`: of whom nothing is known, or that they did not come."""

    present: int = 0
    late: int = 0
    excused: int = 0
    missing: int = 0

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def whole(self) -> int:
        return self.came + self.excused + self.missing


@dataclass(frozen=True, slots=True)
class Live:
    """`teams` (as memberships have them) are in the roster's order, and so are those `missing`.

    Whoever is at another session that is held at the same time is not counted. `closed`: nobody comes any more.
    """

    spot: Spot
    count: Count
    teams: tuple[tuple[str, Count], ...]
    missing: tuple[Enrolled, ...]
    closed: bool


def live(store: Store, spot: Spot, now: datetime) -> Live:
    programme, session, window = spot.programme, spot.session, spot.window
    beside = [each.code for each in programme.sessions if counts(each) and _meet(each, session)]
    known = states(checkins.counted(store, programme.code, [session.code, *beside]))
    elsewhere = {person for (code, _, person), state in known.items() if code != session.code and state.came}
    here = {
        each: known.get((session.code, window.code, each.person)) for each in members.enrolled(store, programme.code)
    }
    people = {each: state for each, state in here.items() if state or each.person not in elsewhere}
    teams = dict.fromkeys(each.team for each in people if each.team)
    return Live(
        spot,
        _count(people.values()),
        tuple((team, _count(state for each, state in people.items() if each.team == team)) for team in teams),
        tuple(each for each, state in people.items() if _is_missing(state)),
        now > window.closes,
    )


def of_session(programme: Programme, session: Session) -> list[Spot]:
    """The points of a session; none where it does not matter who is there."""
    found = windows(session, settings_of(programme)) if counts(session) else ()
    return [Spot(programme, session, window) for window in found]


def points(programme: Programme, day: date) -> list[Spot]:
    """The points of the sessions of a day at which it matters who is there, in their order."""
    return sorted((spot for spot in _all(programme) if spot.window.starts.date() == day), key=_begins)


def today(programme: Programme, now: datetime) -> list[Spot]:
    """The points of today."""
    return points(programme, now.astimezone(ZoneInfo(programme.timezone)).date())


def following(programme: Programme, now: datetime) -> Spot | None:
    """The next point at which people can check in, from a later time on."""
    return min((spot for spot in _all(programme) if spot.window.opens > now), key=_begins, default=None)


def current(spots: Iterable[Spot], now: datetime) -> list[Spot]:
    """Those of some points that are open; where none is, the last one that was. None, where none was yet."""
    begun = [spot for spot in spots if spot.window.opens <= now]
    return [spot for spot in begun if spot.window.is_open(now)] or begun[-1:]


def _all(programme: Programme) -> Iterator[Spot]:
    for session in programme.sessions:
        yield from of_session(programme, session)


def _begins(spot: Spot) -> tuple[datetime, str]:
    return spot.window.starts, spot.session.code


def _count(found: Iterable[State | None]) -> Count:
    statuses = [state.status if state else "" for state in found]
    present, late, excused = (statuses.count(name) for name in ("present", "late", "excused"))
    return Count(present, late, excused, len(statuses) - present - late - excused)


def _is_missing(state: State | None) -> bool:
    return state is None or state.status in ("", "absent")


def _meet(one: Session, other: Session) -> bool:
    return one.code != other.code and one.start < other.end and other.start < one.end
