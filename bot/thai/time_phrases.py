"""The phrases that say times of day, lengths, and moments counted from now, by the name of their rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.thai import clocktimes
from bot.thai.clocktimes import Clock
from bot.thai.days import Days
from bot.thai.phrases import UNITS, Phrase, Said


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.thai.days import Direction

    TimeRule = Callable[[Phrase], Said | None]

_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_COUNTS = frozenset({"number", "large", "decimal", "half", "a"})
_UNITS = UNITS | {"one"}
_LONGEST = 40_000  # days
_QUARTER = 15
_HOUR = 60
_NOON = 12
_LAST_AFTERNOON = 6
_HALF = 0.5
_PARTS = ("part", "weak_part", "half_part")


def _at(clock: Clock | None) -> Said | None:
    return Said(clock=clock) if clock else None


# ---- times of day


def _half_day(phrase: Phrase) -> Said | None:
    which = phrase.value("half_day")
    if written := phrase.value("clock"):
        return _at(clocktimes.half_day(which, written[0], written[1]))
    return _at(clocktimes.half_day(which, phrase.value("number", "large")))


def _english(phrase: Phrase) -> Said | None:
    hour: int = phrase.value("number")
    if phrase.has("quarter_to"):
        return _at(clocktimes.spoken(hour - 1, _HOUR - _QUARTER))
    minute = 30 if phrase.has("half_past") else _QUARTER if phrase.has("quarter_past") else 0
    return _at(clocktimes.spoken(hour, minute))


def _ti(phrase: Phrase) -> Said | None:
    if written := phrase.value("clock"):
        return _at(clocktimes.ti(written[0], written[1]))
    return _at(clocktimes.ti(phrase.value("number"), phrase.minute()))


def _mong(phrase: Phrase) -> Said | None:
    """แปดโมงครึ่ง, สองโมงเช้า, โมงเช้า; without a number the first."""
    if written := phrase.value("clock"):
        return _at(clocktimes.mong(written[0], written[1]))
    clock = clocktimes.mong(phrase.value("number") or 1, phrase.minute())
    name = phrase.value(*_PARTS)
    return _at(clocktimes.within(clock, name) if clock and name else clock)


def _thum(phrase: Phrase) -> Said | None:
    """สองทุ่มครึ่ง; without a number the first: ทุ่มครึ่ง, ทุ่มนึง."""
    if phrase.tokens[0].kind == "thum":
        minute = 30 if phrase.has("half") else phrase.value("number", "large")
        return _at(clocktimes.thum(1, minute if minute > 1 else 0))
    return _at(clocktimes.thum(phrase.value("number"), phrase.minute()))


def _start(phrase: Phrase) -> Said | None:
    """The 9 of 9-11 โมง: counted as what it runs to is counted."""
    hour: int = phrase.value("number")
    kinds = [token.kind for token in phrase.following[1:4]]
    if kinds[1:2] == ["mong"] and kinds[2:] and kinds[2] in _PARTS and (clock := clocktimes.mong(hour)):
        return _at(clocktimes.within(clock, phrase.following[3].value))
    if kinds[0] == "ti":
        return _at(clocktimes.ti(hour))
    if "thum" in kinds[:2]:
        return _at(clocktimes.thum(hour))
    if kinds[1:2] == ["half_day"]:
        clock = clocktimes.half_day(phrase.following[2].value, hour)
        return Said(clock=replace(clock, loose=True)) if clock else None
    return _at(clocktimes.mong(hour) if "mong" in kinds[:2] else clocktimes.point(hour, loose=True))


def _noon(phrase: Phrase) -> Said | None:
    figures = phrase.all("number", "large")
    minute = 30 if phrase.has("half") else figures[0] if figures else 0
    return _at(clocktimes.point(phrase.value("noon"), minute))


def _afternoon(phrase: Phrase) -> Said | None:
    """บ่ายโมง, บ่ายสอง, บ่ายสองครึ่ง, บ่ายโมงสิบห้า."""
    if phrase.has("mong"):
        figures = phrase.all("number", "large")
        minute = 30 if phrase.has("half") else figures[0] if figures and figures[0] > 1 else 0  # โมงนึง is one
        return _at(clocktimes.point(13, minute))
    hour: int = phrase.value("number")
    return _at(clocktimes.point(_NOON + hour, phrase.minute())) if 1 <= hour <= _LAST_AFTERNOON else None


def _clock(phrase: Phrase) -> Said | None:
    """13.30, 13 น., สิบสามนาฬิกาสามสิบนาที."""
    if written := phrase.value("clock"):
        return _at(clocktimes.point(written[0], written[1], loose=True))
    hour, minute, *_ = (*phrase.all("full_hour", "number", "large"), 0)
    if minute < _HOUR:
        return _at(clocktimes.point(hour, minute, loose=True))
    clock = clocktimes.point(hour, loose=True)  # what follows is a length
    return Said(clock=clock, used=len(phrase.tokens) - 2) if clock else None


def _hour_of_part(phrase: Phrase) -> Said | None:
    """7 in the evening."""
    hour: int = phrase.value("number")
    clock = clocktimes.spoken(hour) if hour <= _NOON else None
    return _at(clocktimes.within(clock, phrase.value(*_PARTS))) if clock else None


def _bare_hour(phrase: Phrase) -> Said | None:
    """At 2, เวลา 2: of the afternoon, as 2 โมง is."""
    return _at(clocktimes.spoken(phrase.value("number")))


def _part(phrase: Phrase) -> Said | None:
    """A part of day; of today, where นี้ or เมื่อ is said with it (เมื่อเย็น in the morning: yesterday's)."""
    clock = clocktimes.part(phrase.value(*_PARTS))
    if phrase.past:
        days = phrase.calendar.from_today(0 if clock.from_ <= phrase.now.time() else -1)
        return Said(replace(days, unit="part", direction=-1), clock) if days else None
    if phrase.has("modifier"):
        return Said(Days(phrase.calendar.today, phrase.calendar.today, "part"), clock)
    return Said(clock=clock, weak=phrase.has("weak_part") and not phrase.has("of_part", "of_time", "the"))


# ---- lengths and repetitions


def _length(_phrase: Phrase) -> Said:
    return Said(role="length")


def _whole(_phrase: Phrase) -> Said:
    return Said(role="whole")


def _repeat(phrase: Phrase) -> Said:
    name = phrase.value(*_PARTS)
    return Said(role="repeat", clock=clocktimes.part(name) if name else None)


def _measured(phrase: Phrase) -> tuple[float, str] | None:
    """How many of the first unit said: 3 วัน, ครึ่งชั่วโมง, 1 ชั่วโมงครึ่ง."""
    unit = phrase.unit or ("day" if phrase.has("days_ago", "days_past", "relative") else None)
    if unit is None:
        return None
    first = next(token for token in phrase.tokens if token.kind in _COUNTS or token.kind in _UNITS)
    if first.kind == "half":
        return _HALF, unit
    count = float(first.value) if first.kind in {"number", "large", "decimal"} else 1.0  # a week, อีกสัปดาห์
    place = next((index for index, token in enumerate(phrase.tokens) if token.kind in _UNITS), 0)
    halved = any(token.kind == "half" for token in phrase.tokens[place : place + 2])
    return count + _HALF * halved, unit


def _from_now(phrase: Phrase, sign: Direction) -> Said | None:
    measured = _measured(phrase)
    if measured is None:
        return None
    count, unit = measured
    if unit not in _SECONDS:
        if count % 1 and unit != "day":
            days = phrase.calendar.shifted(sign * round(count * _DAYS[unit]), "day")
        else:
            days = phrase.calendar.shifted(sign * int(count), unit)
        return Said(replace(days, direction=sign)) if days else None
    seconds = count * _SECONDS[unit] + sum(
        token.value * _SECONDS[after.kind]
        for token, after in zip(phrase.tokens[2:], phrase.tokens[3:], strict=False)
        if token.kind in {"number", "large"} and after.kind in _SECONDS
    )
    if seconds > _LONGEST * 24 * 3600:
        return None
    moment = (phrase.now.replace(second=0, microsecond=0) + timedelta(seconds=sign * seconds)).replace(second=0)
    at = moment.time()
    return Said(Days(moment.date(), moment.date(), "time", sign), Clock(at, at))


def _ago(phrase: Phrase) -> Said | None:
    return _from_now(phrase, -1)


def _hence(phrase: Phrase) -> Said | None:
    return _from_now(phrase, 1)


def _stretch(phrase: Phrase, sign: Direction) -> Said | None:
    """The days from today to that far away: ภายใน 3 วัน, 7 วันที่ผ่านมา; of hours, a length with its end."""
    measured = _measured(phrase)
    if measured is None or measured[1] in _SECONDS:
        return _from_now(phrase, sign)
    far = phrase.calendar.shifted(sign * max(1, round(measured[0])), measured[1])
    if far is None:
        return None
    first, last = sorted((phrase.calendar.today, far.first))
    return Said(Days(first, last, "range", sign))


def _ahead(phrase: Phrase) -> Said | None:
    return _stretch(phrase, 1)


def _lately(phrase: Phrase) -> Said | None:
    return _stretch(phrase, -1)


TIMES: dict[str, TimeRule] = {
    "half_day": _half_day,
    "english": _english,
    "ti": _ti,
    "mong": _mong,
    "thum": _thum,
    "start": _start,
    "noon": _noon,
    "afternoon": _afternoon,
    "clock": _clock,
    "hour_of_part": _hour_of_part,
    "bare_hour": _bare_hour,
    "part": _part,
    "length": _length,
    "whole": _whole,
    "repeat": _repeat,
    "ago": _ago,
    "hence": _hence,
    "ahead": _ahead,
    "lately": _lately,
}
