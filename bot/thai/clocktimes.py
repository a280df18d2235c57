"""Times of day: the parts of the day, and the hours as they are counted in Thai.

The six-hour clock: ตี N is N; N โมง is the morning from 6 to 11 and the afternoon from 1 to 5, but up to ห้าโมงเช้า the
morning is counted from six (สองโมงเช้า is 8.00); บ่าย N is 12 + N; N ทุ่ม is 18 + N. Written figures (13.30) are of the
24-hour clock, unless a part of day beside them says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time


PARTS = {
    "dawn": (time(4), time(5, 59)),
    "morning": (time(6), time(11, 59)),
    "forenoon": (time(9), time(11, 59)),
    "daytime": (time(6), time(17, 59)),
    "afternoon": (time(12), time(17, 59)),
    "evening": (time(16), time(19, 59)),
    "dusk": (time(18), time(19, 59)),
    "night": (time(18), time(23, 59)),
    "late": (time(21), time(23, 59)),
}
BEFORE_NOON = {"dawn", "morning", "forenoon", "daytime"}
_MORNINGS = {"morning", "forenoon"}
NIGHTS = {"night", "late"}
_HALF_DAY = 12
_DAY = 24
_EVENING_BEGINS = 18
_AFTERNOON_ENDS = 5
_SIX = 6
_LAST_THUM = 6
_LAST_TI = 6


@dataclass(frozen=True, slots=True)
class Clock:
    """From and to, inclusive; equal for a point of time.

    `loose`: a part of day may move it by twelve hours; `six_hour`: its hours are counted in โมง.
    """

    from_: time
    to: time
    loose: bool = False
    part: str = ""
    six_hour: bool = False

    @property
    def is_point(self) -> bool:
        return self.from_ == self.to


def point(hour: int, minute: int = 0, *, loose: bool = False) -> Clock | None:
    """A point of time; 24 is midnight. None where there is no such time."""
    if not (0 <= hour <= _DAY and 0 <= minute < 60) or (hour == _DAY and minute):  # noqa: PLR2004 - minutes of an hour
        return None
    at = time(hour % _DAY, minute)
    return Clock(at, at, loose and hour <= _HALF_DAY + _AFTERNOON_ENDS)


def part(name: str) -> Clock:
    return Clock(*PARTS[name], part=name)


def spoken(hour: int, minute: int = 0) -> Clock | None:
    """เวลา N, at N: of the afternoon up to 5, before a part of day is taken into account."""
    return point(hour + _HALF_DAY if 1 <= hour <= _AFTERNOON_ENDS else hour, minute, loose=True) if hour else None


def mong(hour: int, minute: int = 0) -> Clock | None:
    """N โมง, before a part of day is taken into account."""
    clock = spoken(hour, minute)
    return replace(clock, six_hour=True) if clock else None


def thum(hour: int, minute: int = 0) -> Clock | None:
    return point((_EVENING_BEGINS + hour) % _DAY, minute) if 1 <= hour <= _LAST_THUM else None


def ti(hour: int, minute: int = 0) -> Clock | None:
    return point(hour, minute) if 1 <= hour <= _LAST_TI else None


def half_day(which: str, hour: int, minute: int = 0) -> Clock | None:
    """9 am, 12.30 pm."""
    if not 1 <= hour <= _HALF_DAY:
        return point(hour, minute) if which == "pm" else None
    return point(hour % _HALF_DAY + (_HALF_DAY if which == "pm" else 0), minute)


def within(clock: Clock, name: str) -> Clock:
    """The point (or range) of time that is meant beside a part of day: บ่าย 4:30, 6 โมงเย็น, 9:55 คืนนี้."""
    if not clock.loose:
        return clock
    from_, to = (_moved(at, name, six_hour=clock.six_hour) for at in (clock.from_, clock.to))
    return replace(clock, from_=from_, to=to, loose=False)


def _moved(at: time, name: str, *, six_hour: bool) -> time:
    if six_hour and name in _MORNINGS and _HALF_DAY < at.hour <= _HALF_DAY + _AFTERNOON_ENDS:
        return at.replace(hour=at.hour - _SIX)
    first, last = PARTS[name]
    early, late = at.replace(hour=at.hour % _HALF_DAY), at.replace(hour=at.hour % _HALF_DAY + _HALF_DAY)
    inside = [one for one in (early, late) if first <= one <= last]
    if inside:
        return at if at in inside else inside[0]
    return early if name in BEFORE_NOON else late


def between(start: Clock, end: Clock) -> Clock | None:
    """From one to the other; a loose one follows the other past noon. None where the end is not after the start."""
    if start.part and end.part:
        return Clock(start.from_, end.to) if start.from_ < end.to else None
    if start.part or end.part:
        return None
    first, last = start.from_, end.to
    if last <= first and end.loose and last.hour + _HALF_DAY > first.hour and last.hour < _HALF_DAY:
        last = last.replace(hour=last.hour + _HALF_DAY)
    elif last <= first and start.loose and first.hour >= _HALF_DAY:
        first = first.replace(hour=first.hour - _HALF_DAY)
    if last <= first and not (first.hour >= _EVENING_BEGINS and last.hour <= _LAST_TI):
        return None
    return Clock(first, last, start.loose and end.loose, six_hour=start.six_hour and end.six_hour)
