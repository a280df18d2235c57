"""What a programme's file says of reminders, under `programme: reminders:`: when they come, and when nothing does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo


if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.programme import Programme

    Tell = Callable[..., object]
    """`tell(code, field, **values)`: a fault in a field, see bot.errors.Fault."""


KINDS = ("digest", "evening", "nudge", "deadline")
"""The day in the morning, the evening before, shortly before a session, before something is to be handed in."""
FEEDBACK = "feedback"
"""To be asked after a session is no reminder, but wished or not like one: see storage.reminders.Wishes."""
SHORTEST, LONGEST = 5, 3 * 24 * 60
"""Minutes before a session, at which people may be told of it."""

_FIELDS = ("digest", "evening", "nudge", "deadlines", "quiet", "off")
_CLOCK = r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])"
_TIME = re.compile(_CLOCK)
_RANGE = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}")
_SPAN = re.compile(r"([0-9]{1,4})\s*([wdhm])")
_UNITS = {"w": timedelta(weeks=1), "d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_FARTHEST = timedelta(days=60)
_NONE = "none"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when (mostly past midnight) nothing comes, on the clock of the programme."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @property
    def length(self) -> timedelta:
        minutes = (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute
        return timedelta(minutes=minutes % (24 * 60))

    def holds(self, at: time) -> bool:
        """Whether it is quiet at that time; its end is not in it."""
        return self.start <= at < self.end if self.start <= self.end else not self.end <= at < self.start

    def over(self, at: datetime) -> datetime | None:
        """When it ends that `at` is in, by the clocks of its zone; None where it is in none."""
        if not self.holds(at.time()):
            return None
        return datetime.combine(at.date() + (at.time() >= self.end) * _DAY, self.end, at.tzinfo)


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """`nudge` is in minutes before a session; `deadlines` are how long before one, the longest first."""

    digest: time = time(7)
    evening: time = time(18)
    nudge: int = 30
    deadlines: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=1), timedelta(hours=3))
    quiet: Quiet | None = Quiet(time(21), time(6, 30))
    off: frozenset[str] = frozenset()


def _unheard(_code: str, _field: str, **_values: object) -> None:
    """Nobody is told."""


def quiet_until(programme: Programme, now: datetime) -> datetime | None:
    """When the programme's quiet hours end, if it is quiet there now; None otherwise. Both are aware."""
    quiet = read(programme.settings.get("reminders")).quiet
    return quiet.over(now.astimezone(ZoneInfo(programme.timezone))) if quiet else None


def read(raw: object, tell: Tell = _unheard) -> ReminderSettings:
    """What the settings say; `tell` hears of what is wrong, in place of which the defaults stand."""
    if raw is None:
        return ReminderSettings()
    if not isinstance(raw, dict):
        tell("not-fields", "", found=raw)
        return ReminderSettings()
    for field in raw:
        if field not in _FIELDS:
            tell("unknown-key", field, found=field, known=", ".join(_FIELDS))
    given: dict[str, Any] = {}
    off = _kinds(raw.get("off", []), tell)
    for field, reader in (("digest", _time), ("evening", _time), ("nudge", _minutes), ("quiet", _quiet)):
        value = raw.get(field)
        if _is_none(value) and field in KINDS:
            off |= {field}
        elif value is not None:
            given |= reader(field, value, tell)
    return ReminderSettings(**given, **_deadlines(raw.get("deadlines"), tell), off=off)


def quiet(text: str) -> Quiet | None:
    """The hours in `21:00-06:30`; None for anything else."""
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    return Quiet(start, end) if start != end else None


def _is_none(value: object) -> bool:
    return value is False or value == _NONE


def _time(field: str, value: object, tell: Tell) -> dict[str, Any]:
    if found := _TIME.fullmatch(str(value)):
        return {field: time(int(found[1]), int(found[2]))}
    tell("not-clock", field, found=value)
    return {}


def _minutes(field: str, value: object, tell: Tell) -> dict[str, Any]:
    if value == 0 or (isinstance(value, int) and SHORTEST <= value <= LONGEST):
        return {field: value}
    if isinstance(value, int):
        tell("out-of-range", field, found=value, low=str(SHORTEST), high=str(LONGEST))
    else:
        tell("not-whole", field, found=value)
    return {}


def _quiet(field: str, value: object, tell: Tell) -> dict[str, Any]:
    if _is_none(value):
        return {field: None}
    if hours := quiet(str(value)):
        return {field: hours}
    tell("not-hours", field, found=value)
    return {}


def _deadlines(value: object, tell: Tell) -> dict[str, Any]:
    if value is None:
        return {}
    found = []
    for each in _listed("deadlines", value, tell):
        span = _SPAN.fullmatch(str(each).strip())
        length = int(span[1]) * _UNITS[span[2]] if span else timedelta()
        if timedelta() < length <= _FARTHEST:
            found.append(length)
        else:
            tell("not-span", "deadlines", found=each)
    return {"deadlines": tuple(sorted(set(found), reverse=True))}


def _kinds(value: object, tell: Tell) -> frozenset[str]:
    found = _listed("off", value, tell)
    for each in found:
        if each not in KINDS:
            tell("not-choice", "off", found=each, known=", ".join(KINDS))
    return frozenset(str(each) for each in found) & frozenset(KINDS)


def _listed(field: str, value: object, tell: Tell) -> list[object]:
    """A single word stands for a list of one, and none for an empty one."""
    if isinstance(value, list):
        return value
    if _is_none(value):
        return []
    if isinstance(value, str):
        return [value]
    tell("not-list", field, found=value)
    return []
