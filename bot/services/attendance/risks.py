"""Who is at risk, at hand for pages that ask again and again: worked out anew when something was noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from bot.services.attendance.doubtful import doubtful
from bot.services.attendance.standing import at_risk
from storage import checkins


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.attendance.standing import Level
    from storage.programme import Programme


_FRESH = timedelta(minutes=1)
"""For so long it is as it was, however much is noted."""
_TIMES = 60
"""And for so many times as long as it took: of ten thousand people that is seconds."""


@dataclass(frozen=True, slots=True)
class Risks:
    """How those at risk stand, by person, the worst first; as it was `at` that time (by the clock), for so long."""

    at: datetime
    levels: Mapping[int, Level]
    lasts: timedelta = _FRESH


class Watch:
    """For any thread. A process works it out once for all who ask."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Programme, int, Risks]] = {}
        self._working = Lock()

    def risks(self, store: Store, programme: Programme, now: datetime) -> Risks:
        """Of a programme at `now` (aware)."""
        newest = checkins.newest(store, programme.code)
        if found := self._fresh(programme, newest, now):
            return found
        with self._working:
            if found := self._fresh(programme, newest, now):
                return found
            begun = perf_counter()
            levels = {
                row.member.person: how.level for row, how in at_risk(doubtful(store, programme, now)) if how.level
            }
            lasts = max(_FRESH, timedelta(seconds=_TIMES * (perf_counter() - begun)))
            self._known[programme.code] = (programme, newest, Risks(now, levels, lasts))
            return self._known[programme.code][2]

    def _fresh(self, programme: Programme, newest: int, now: datetime) -> Risks | None:
        known = self._known.get(programme.code)
        if known is None or known[0] is not programme:
            return None
        age = now - known[2].at
        kept = age < known[2].lasts or (known[1] == newest and age < 10 * _FRESH)
        return known[2] if timedelta() <= age and kept else None
