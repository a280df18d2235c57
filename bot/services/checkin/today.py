"""The points at which people check in on one day, and how many have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storage import checkins, members
from storage.attended import states
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.boards import Place
    from storage.checkpoints import Window
    from storage.programme import Programme, Session


class Tally(NamedTuple):
    """How many of all participants of a programme have come to a point (those who are late too), and have not."""

    came: int
    late: int
    missing: int
    everybody: int


def of_day(programme: Programme, now: datetime) -> list[tuple[Session, Window]]:
    """The points that are open now, or on the day that it is where they are held; the first to begin first."""
    settings = settings_of(programme)
    found = [
        (session, window)
        for session in programme.sessions
        if counts(session)
        for window in windows(session, settings)
        if window.is_open(now) or window.starts.date() == now.astimezone(window.starts.tzinfo).date()
    ]
    return sorted(found, key=lambda each: each[1].starts)


def likeliest(points: list[tuple[Session, Window]], now: datetime) -> tuple[Session, Window] | None:
    """The one at which people check in now: of those that are open the last to begin, else the next, else the last."""
    is_open = [each for each in points if each[1].is_open(now)]
    if is_open:
        return is_open[-1]
    coming = [each for each in points if each[1].opens > now]
    return coming[0] if coming else points[-1] if points else None


def tally(store: Store, place: Place) -> Tally:
    """Of whom it is known that they are excused, it is not said that they are missing."""
    everybody = {each.person for each in members.enrolled(store, place.programme)}
    found = states(checkins.counted(store, place.programme, [place.session]))
    here = [state for (_, point, person), state in found.items() if point == place.point and person in everybody]
    came, late = sum(state.came for state in here), sum(state.status == "late" for state in here)
    excused = sum(state.status == "excused" for state in here)
    return Tally(came, late, len(everybody) - came - excused, len(everybody))
