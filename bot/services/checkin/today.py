"""The points at which people check in on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from datetime import datetime

    from storage.checkpoints import Window
    from storage.programme import Programme, Session


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
    """The one at which people check in now: of those that are open the nearest to its start, else the next, or last."""
    is_open = [each for each in points if each[1].is_open(now)]
    if is_open:
        return min(is_open, key=lambda each: abs(each[1].starts - now))
    coming = [each for each in points if each[1].opens > now]
    return coming[0] if coming else points[-1] if points else None
