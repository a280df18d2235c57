"""Neighbouring phrases put together into mentions: a day with its time, two ends of a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.thai import clocktimes
from bot.thai.phrases import JOINTS
from bot.thai.together import both, in_order, spanned


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.thai.calendar import Calendar
    from bot.thai.clocktimes import Clock
    from bot.thai.days import Days
    from bot.thai.phrases import Role, Said


_DAWN = 6  # o'clock: a night's hours before it are the next day's
_LISTED = {"", "and", "comma"}


@dataclass(slots=True)
class Group:
    """One mention in the making. `joint` is what stands before it: "" right after the last, None apart from it."""

    start: int
    end: int
    days: Days | None = None
    clock: Clock | None = None  # a point or a range of time
    part: Clock | None = None
    role: Role = "said"
    weak: bool = True
    joint: str | None = None

    @property
    def timed(self) -> Clock | None:
        return self.clock or self.part

    def take(self, said: Said, end: int, joint: str, calendar: Calendar) -> bool:
        """Whether what is said belongs to this mention; if so, it is taken in."""
        if said.role == "whole" and self.days:
            fits = True
        elif said.role != "said":
            fits = self._take_role(said)
        else:
            fits = self._take_said(said, joint, calendar)
        if fits:
            self.end = end
            self.weak = self.weak and said.weak
        return fits

    def _take_role(self, said: Said) -> bool:
        is_new = self.start == self.end
        if self.days or (self.part and said.clock) or (said.role != "repeat" and self.role == "said" and not is_new):
            return False
        if self.role == "said" or said.role == "repeat":
            self.role = said.role
        self.part = self.part or said.clock
        return True

    def _take_said(self, said: Said, joint: str, calendar: Calendar) -> bool:
        clock = said.clock
        point = clock if clock and not clock.part else None
        part = clock if clock and clock.part else None
        if part and self.part:
            part = _narrower(part, self.part)
            if part is None:
                return False
        if (point and self.clock) or (said.days and self.role != "said"):
            return False
        if clock and self.role == "length":
            return False
        days = said.days
        if days and self.days:
            days = None if joint in {"comma", "and"} else both(self.days, days, calendar)
            if days is None:
                return False
        self.days = days or self.days
        self.clock = self.clock or point
        self.part = part or self.part
        return True

    def settle(self) -> None:
        """The time of day as its part makes it; a night's small hours are the next day's."""
        if self.clock and self.part:
            self.clock = clocktimes.within(self.clock, self.part.part)
            if self.days and self.part.part in clocktimes.NIGHTS and self.clock.from_.hour < _DAWN:
                day = timedelta(1)
                self.days = replace(self.days, first=self.days.first + day, last=self.days.last + day)


def _narrower(one: Clock, other: Clock) -> Clock | None:
    """The part of day that lies within the other (ดึกคืนนี้), or None."""
    for inner, outer in ((one, other), (other, one)):
        if outer.from_ <= inner.from_ and inner.to <= outer.to:
            return inner
    return None


def _ranged(start: Group, end: Group, calendar: Calendar) -> Group | None:
    """From one mention to another, as one; None where they do not make a range."""
    if start.role != "said" or end.role != "said":
        return None
    clock, part, days = start.clock or end.clock, start.part or end.part, start.days or end.days
    if start.days and end.days:
        days = spanned(start.days, end.days, calendar)
        if days is None:
            return None
        if start.clock and end.clock:
            clock = replace(start.clock, to=end.clock.to)
    elif start.timed is None or end.timed is None:
        return None
    else:
        clock = _timed_range(start, end)
        part = None
        if clock is None:
            return None
    return Group(start.start, end.end, days, clock, part, weak=False, joint=start.joint)


def _timed_range(start: Group, end: Group) -> Clock | None:
    """9-11 โมง, บ่ายสองถึงสี่โมง, เช้าถึงเย็น: a part of day said of one end holds for a loose other."""
    if start.clock and end.clock:
        first, last = start.clock, end.clock
        if start.part:
            first = clocktimes.within(first, start.part.part)
        if end.part:
            last = clocktimes.within(last, end.part.part)
            moved = clocktimes.within(first, end.part.part)
            if not start.part and moved.from_ < last.to:
                first = moved
        return clocktimes.between(first, last)
    if start.part and end.part and not start.clock and not end.clock:
        return clocktimes.between(start.part, end.part)
    return None


def grouped(pieces: Iterable[tuple[Said, int, int, bool]], calendar: Calendar) -> list[Group]:
    """The mentions that the phrases (said, start, end, directly after the one before) make."""
    groups: list[Group] = []
    joint: str | None = None
    for said, start, end, follows in pieces:
        if not follows:
            joint = None
        if said.role in JOINTS:
            joint = said.role if said.role != "join" or joint not in {"to", "and"} or not follows else joint
            continue
        near = follows or joint is not None
        last = groups[-1] if groups and near else None
        if last is None or joint in {"to", "and", "since"} or not last.take(said, end, joint or "", calendar):
            group = Group(start, start, joint=(joint or "") if near else None)
            group.take(said, end, "", calendar)
            groups.append(group)
        joint = None
    return _finished(groups, calendar)


def _finished(groups: list[Group], calendar: Calendar) -> list[Group]:
    done: list[Group] = []
    for group in groups:
        is_end = group.joint == "to" or (group.joint == "and" and done and done[-1].joint == "since")
        if is_end and done and (ranged := _ranged(done[-1], group, calendar)):
            done[-1] = ranged
            continue
        if group.joint is not None and done and group.days is None and group.role == "said" and done[-1].days:
            group.days = replace(done[-1].days)
            group.weak = False
        done.append(group)
    _in_order(done, calendar)
    for group in done:
        group.settle()
    return [group for group in done if not group.weak or group.days or group.role != "said"]


def _in_order(groups: list[Group], calendar: Calendar) -> None:
    """Puts the days of a list in their order: first those that hang on a later one, then those on an earlier one."""
    pairs = [pair for pair in pairwise(groups) if pair[1].joint in _LISTED]
    for one, other in (*reversed(pairs), *pairs):
        if one.days and other.days and one.role == other.role == "said":
            one.days, other.days = in_order(one.days, other.days, calendar)
