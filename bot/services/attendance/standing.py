"""How somebody stands with what is required: free to miss some more, close, without any left, or out of reach."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.attendance.table import Figures, Row, Table
    from storage.attendance_settings import AttendanceSettings


Level = Literal["close", "last", "lost"]
"""Few sessions may still be missed; not a whole one; or what is required is out of reach. From the mildest on."""
LEVELS: tuple[Level, ...] = ("close", "last", "lost")
_SAME = 1e-9
_MINUTE = 1 / 60  # of an hour


@dataclass(frozen=True, slots=True)
class Standing:
    """`reached`: what is required was attended already. `times`: so many whole sessions may still be missed.

    `none_left`: nor a part of one. `over`: nothing is to come. `level` is None where there is nothing to warn of:
    nothing was missed, or much may be.
    """

    reached: bool
    lost: bool
    over: bool
    none_left: bool
    times: int
    level: Level | None


class Standings:
    """How those in a table stand, each."""

    def __init__(self, table: Table) -> None:
        self.settings: AttendanceSettings = settings_of(table.programme)
        counted = {each.slot: each for each in table.columns if each.held or each.coming}.values()
        sessions = {each.session.code for each in counted}
        coming = [each.weight for each in counted if each.coming]
        self._mean = sum(each.weight for each in counted) / len(sessions) if sessions else 1
        by_stay = self.settings.leaving and table.unit == "hours"
        self._least = _MINUTE if by_stay else min(coming, default=0)

    def of(self, figures: Figures) -> Standing:
        lost = figures.may_miss < -_SAME
        over = figures.coming < _SAME
        reached = not lost and figures.attended >= figures.required - _SAME
        none_left = not (lost or over or reached) and figures.may_miss < self._least - _SAME
        times = max(math.floor(figures.may_miss / self._mean + _SAME), 0)
        level: Level | None = None
        if lost:
            level = "lost"
        elif none_left or not (over or reached or times):
            level = "last"
        elif not (over or reached) and times <= self.settings.warn_left:
            level = "close"
        return Standing(reached, lost, over, none_left, times, level if figures.missed else None)


def at_risk(table: Table) -> Sequence[tuple[Row, Standing]]:
    """Those to warn, the worst first; of a team that counts as one, the first on the roster."""
    standings = Standings(table)
    by_team = standings.settings.counted_by == "team"
    found, teams = [], set()
    for row in table.rows:
        standing, team = standings.of(row.figures), row.member.team if by_team else ""
        if standing.level and not (team and team in teams):
            found.append((row, standing))
            teams.add(team)
    return sorted(found, key=lambda each: (-LEVELS.index(each[1].level or "close"), each[0].figures.may_miss))
