"""How much everybody attended: by the log, the programme's file and the clock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from bot.services.attendance.columns import columns, slots
from storage import attendance, members
from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.attendance.columns import Column, Slot
    from storage.attendance_settings import AttendanceSettings
    from storage.attended import State
    from storage.members import Enrolled
    from storage.programme import Programme

    Mine = Mapping[tuple[str, str], State]
    """How it is with somebody, by session and point."""


_HOUR = timedelta(hours=1)
_SAME = 1e-9  # figures nearer than that are the same: thirds of a session make one


@dataclass(frozen=True, slots=True)
class Figures:
    """In sessions or hours. `whole` is what was held and what is still to come, `reachable` if all of that is attended.

    `required` is what the programme asks for, of the whole. `may_miss` is how much of what is to come: 0 where nothing
    is, negative where what is required is out of reach. What somebody was excused from, where that is not to count, is
    in none of these.
    """

    attended: float
    held: float
    whole: float
    reachable: float
    required: float
    may_miss: float
    missed: tuple[Column, ...]

    @classmethod
    def of(cls, attended: float, held: float, coming: float, percent: float, missed: tuple[Column, ...]) -> Figures:
        """`percent` of the whole are required."""
        whole, reachable = held + coming, attended + coming
        required = whole * percent / 100
        left = min(reachable - required, coming)
        return cls(attended, held, whole, reachable, required, 0.0 if abs(left) < _SAME else left, missed)

    @property
    def of_held(self) -> float | None:
        """Per cent of what was held so far; rounded down, as all of them: 79.96 is no 80. None: nothing was."""
        return _percent(self.attended, self.held)

    @property
    def of_whole(self) -> float | None:
        """Per cent of the whole programme that are certain already."""
        return _percent(self.attended, self.whole)

    @property
    def best(self) -> float | None:
        """Per cent of the whole programme that can still be reached."""
        return _percent(self.reachable, self.whole)

    @property
    def coming(self) -> float:
        """How much is still to come."""
        return self.whole - self.held


@dataclass(frozen=True, slots=True)
class Row:
    """A participant: how it is with them at each (session, point), and the figures, of their team where it counts."""

    member: Enrolled
    states: Mapping[tuple[str, str], State]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` in the order in which they begin, `rows` in that of the roster."""

    programme: Programme
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: Literal["sessions", "hours"]

    def row(self, person: int) -> Row | None:
        return next((row for row in self.rows if row.member.person == person), None)


def table(
    store: Store,
    programme: Programme,
    now: datetime,
    people: Collection[int] | None = None,
    points: tuple[Column, ...] | None = None,
) -> Table:
    """The participants of a programme at `now`, or those of them with these ids; `points`, if they are at hand."""
    settings = settings_of(programme)
    by_team = settings.counted_by == "team"  # whose figures need the others of it
    everybody = members.enrolled(store, programme.code, None if by_team else people)
    wanted = [each for each in everybody if people is None or each.person in people]
    teams = _teams(everybody) if by_team else {}
    asked = None if people is None else {person for each in wanted for person in _with(each, teams)}
    mine = attendance.of(store, programme.code, asked)
    points = columns(store, programme, now) if points is None else points
    counting = _Counting(settings, slots(points))
    of_teams = {
        team: counting.figures([mine.get(person, {}) for person in teams[team]])
        for team in {each.team for each in wanted} & teams.keys()
    }
    rows = []
    for each in wanted:
        known = mine.get(each.person, {})
        rows.append(Row(each, known, of_teams.get(each.team) or counting.figures([known])))
    return Table(programme, points, tuple(rows), settings.counted_in)


def _teams(everybody: Sequence[Enrolled]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for each in everybody:
        if each.team:
            found.setdefault(each.team, []).append(each.person)
    return found


def _with(member: Enrolled, teams: Mapping[str, Sequence[int]]) -> Sequence[int]:
    """Those by whom the figures of somebody are worked out."""
    return teams.get(member.team, [member.person])


class _Counting:
    def __init__(self, settings: AttendanceSettings, slots_: Sequence[Slot]) -> None:
        self._settings = settings
        self._slots = [each for each in slots_ if each.held or each.coming]
        self._by_stay = settings.leaving and settings.counted_in == "hours"
        self._excuses = settings.leave_counts == "excused"

    def figures(self, group: Sequence[Mine]) -> Figures:
        """Those of one person, or of a team: it is there where enough of it are."""
        attended = held = coming = 0.0
        missed = []
        for slot in self._slots:
            if slot.coming:
                coming += 0 if self._excuses and self._excused(slot, group) else slot.weight
                continue
            there = self._there(slot, group)
            if there < slot.weight and self._excuses and self._excused(slot, group):
                continue
            attended += there
            held += slot.weight
            if not there:
                missed.append(next(column for column in slot.columns if column.held))
        return Figures.of(attended, held, coming, self._settings.required_percent, tuple(missed))

    def _there(self, slot: Slot, group: Sequence[Mine]) -> float:
        """How much of the slot was attended, by as many as are needed."""
        if len(group) == 1:
            return self._attended(slot, group[0])
        needed = min(self._settings.team_needs, len(group))
        stays = sorted((self._attended(slot, mine) for mine in group), reverse=True)
        return stays[needed - 1]

    def _attended(self, slot: Slot, mine: Mine) -> float:
        most = 0.0
        for column in (*slot.columns, *slot.beside):
            state = mine.get((column.session.code, column.window.code))
            if state is not None and state.came:
                if not self._by_stay:
                    return slot.weight
                most = max(most, min(slot.weight, _stayed(column, state) / _HOUR))
        return most

    def _excused(self, slot: Slot, group: Sequence[Mine]) -> bool:
        """Whether everybody who did not come was excused, and somebody was."""
        statuses = [_status(slot, mine) for mine in group]
        return "excused" in statuses and all(status in ("excused", "came") for status in statuses)


def _status(slot: Slot, mine: Mine) -> str:
    found = [mine.get((column.session.code, column.window.code)) for column in slot.columns]
    known = [state for state in found if state]
    if any(state.came for state in known):
        return "came"
    return "excused" if any(state.status == "excused" for state in known) else ""


def _stayed(column: Column, state: State) -> timedelta:
    """How long somebody was there while it went on: from its start for who was in time, whenever that was written."""
    stays = [*state.stays, *([(state.since, column.ends)] if state.since else [])]
    if not stays:
        return timedelta()
    begun = column.window.starts
    if state.status == "late":
        begun = stays[0][0] if state.way in ("code", "scanner") else min(stays[0][0], column.window.late)
    stays[0] = (begun, stays[0][1])
    inside = ((max(begin, column.window.starts), min(end, column.ends)) for begin, end in stays)
    return sum((max(end - begin, timedelta()) for begin, end in inside), timedelta())


def _percent(part: float, whole: float) -> float | None:
    return math.floor(part / whole * 1000 + _SAME) / 10 if whole > 0 else None
