"""The phrases that say a part of a longer time: ต้นเดือนหน้า, ศุกร์แรกของเดือน, สัปดาห์ที่ 2 ของเดือน, ครึ่งปีหลัง, ไตรมาส 2.

Where only "the month" is said it is this one or, when the part is over, the next. Thai officials count quarters by the
fiscal year, October to September, others by the calendar: that reading stands beside the first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.thai.calendar import DIRECTIONS, STEPS
from bot.thai.days import Days, days_in
from bot.thai.phrases import MONTHS, Phrase, Said


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.thai.days import Span, Unit

    PortionRule = Callable[[Phrase], Said | None]

_START_ENDS, _MIDDLE_ENDS = 10, 20  # of a month
_HALF_MONTH, _HALF_YEAR = 15, 6
_WEEK = timedelta(7)
_DAY = timedelta(1)
_THURSDAY, _SUNDAY = 3, 6
_MOST = 5  # of one weekday in a month
_MONTHS = 12
_QUARTER = 3  # months
_QUARTERS = 4
_LAST = -1
_RANKS = ("rank", "ordinal")
_LINKS = {"of", "join", "in", "the"}
_PERIODS = frozenset({"week", "sunday_or_week", "month", "year"})


def _period(within: Phrase) -> Days | None:
    """The time of which a part is said; this month where it is only "the month"."""
    calendar, month, unit = within.calendar, within.value(*MONTHS), within.unit
    if month is not None:
        return calendar.month(month, within.year, within.modifier)
    if unit == "year" and within.year is not None:
        return calendar.whole_year(within.year)
    if unit is None or within.has("number", "large", "full_year"):
        return None
    return calendar.unit(unit, within.modifier or "this")


def _portion(within: Phrase, part: Callable[[Days], Days | None]) -> Said | None:
    """`part` of the time said; of the next where that was not said more exactly and the part is over."""
    calendar, unit = within.calendar, within.unit
    days = _period(within)
    found = part(days) if days else None
    if days is None or found is None:
        return None
    is_exact = within.has(*MONTHS) or within.modifier is not None or within.year is not None
    if unit and not is_exact and found.last < calendar.today:
        later = calendar.unit(unit, "next")
        after = part(later) if later else None
        if after:
            return Said(replace(after, direction=0, others=(found.span,)))
    return Said(replace(found, direction=days.direction))


def _each(days: Days, part: Callable[[date, date], Span], unit: Unit) -> Days:
    """The part of a time and of its other readings."""
    first, last = part(*days.span)
    return Days(first, last, unit, others=tuple(part(*other) for other in days.others))


# ---- ต้น กลาง ปลาย สิ้น


def _position(phrase: Phrase) -> Said | None:
    place: str = phrase.value("position")
    return _portion(phrase.since(1), lambda days: _placed(place, days))


def _placed(place: str, days: Days) -> Days:
    if place != "last":
        return _each(days, lambda first, last: _third(place, days.unit, first, last), days.unit)
    found = _each(days, lambda _, last: (last, last), "day")
    if days.unit == "week":
        return found
    wide = days.last.replace(day=1 if days.unit == "year" else _MIDDLE_ENDS + 1), days.last  # as it is also meant
    return replace(found, others=(wide, *found.others))


def _third(place: str, width: Unit, first: date, last: date) -> Span:
    if width == "week":
        begins, ends = {"start": (0, 1), "middle": (2, 3)}.get(place, (4, 6))
        return first + timedelta(begins), first + timedelta(ends)
    if width == "year":
        begins, ends = {"start": (1, 3), "middle": (5, 8)}.get(place, (10, 12))
        return first.replace(month=begins), date(first.year, ends, days_in(first.year, ends))
    if place == "start":
        return first, first.replace(day=_START_ENDS)
    if place == "middle":
        return first.replace(day=_START_ENDS + 1), first.replace(day=_MIDDLE_ENDS)
    return first.replace(day=_MIDDLE_ENDS + 1), last


# ---- ครึ่งเดือนแรก, ครึ่งหลังของปี


def _half_of(phrase: Phrase) -> Said | None:
    rank: int | None = phrase.value(*_RANKS)
    is_second = phrase.has("latter") if rank is None else rank > 1
    place = phrase.place("first", "latter") if rank is None else 1
    within = phrase.since(place + 1)
    if not within.has(*MONTHS, *_PERIODS):  # ครึ่งปีหลัง, ครึ่งปีหลัง 2563
        within = Phrase([*phrase.tokens[1:place], *within.tokens], (), phrase.calendar, phrase.now)
    return _portion(within, lambda days: _each(days, lambda a, b: _half(days.unit, a, b, second=is_second), days.unit))


def _half(width: Unit, first: date, last: date, *, second: bool) -> Span:
    if width == "week":
        middle = first + timedelta(2)
    elif width == "month":
        middle = first.replace(day=_HALF_MONTH)
    else:
        middle = date(first.year, _HALF_YEAR, days_in(first.year, _HALF_YEAR))
    return (middle + _DAY, last) if second else (first, middle)


# ---- ศุกร์แรก, สัปดาห์ที่ 2, วันสุดท้าย


def _nth(phrase: Phrase) -> Said | None:
    """The n-th, or the last, weekday, week or day of a time.

    วันศุกร์ที่ 15 ของเดือนหน้า is no fifteenth Friday but that day; so is ศุกร์ที่ 1 เดือนหน้า where it is one.
    """
    rank = phrase.place("first", "final", "number", *_RANKS) if phrase.tokens[0].kind != "premodifier" else 0
    what = phrase.place("week", "day", "sunday_or_week", "day_name", "weekday", "weekday_short")
    within = phrase.since(max(rank, what) + 1)
    said = {"first": 1, "final": _LAST, "premodifier": _LAST}.get(phrase.tokens[rank].kind, phrase.tokens[rank].value)
    kind, weekday = phrase.tokens[what].kind, phrase.weekday
    if kind == "day":
        return _portion(within, lambda days: _each(days, lambda a, b: (b, b) if said == _LAST else (a, a), "day"))
    if kind in {"week", "sunday_or_week"} or weekday is None:
        return _portion(within, lambda days: _week(days, said, maybe_sunday=kind != "week"))
    day = _day(within, said, weekday) if said != _LAST else None
    if said > _MOST or (day and day.first.weekday() == weekday and within.tokens[0].kind not in _LINKS):
        return Said(day) if day else None
    return _portion(within, lambda days: _weekday(days, said, weekday))


def _day(within: Phrase, number: int, weekday: int) -> Days | None:
    """The day `number` of the month said."""
    period = _period(within)
    if period is None or period.unit != "month":
        return None
    year = within.year if within.has(*MONTHS) and within.modifier is None else period.first.year
    found = within.calendar.on((number, number), period.first.month, year, weekday=weekday, past=False)
    return replace(found, direction=period.direction) if found else None


def _one(first: date, last: date, number: int, weekday: int) -> date | None:
    """The n-th of a weekday from one day to another; None where there is none."""
    if number == _LAST:
        day = last - timedelta((last.weekday() - weekday) % 7)
    else:
        day = first + timedelta((weekday - first.weekday()) % 7) + (number - 1) * _WEEK
    return day if first <= day <= last else None


def _weekday(days: Days, number: int, weekday: int) -> Days | None:
    found, *others = (_one(first, last, number, weekday) for first, last in (days.span, *days.others))
    return Days(found, found, "weekday", others=tuple((day, day) for day in others if day)) if found else None


def _week(days: Days, number: int, *, maybe_sunday: bool) -> Days | None:
    """A week is of the month in which its Thursday is, as ISO 8601 has it of years; else seven days from the first."""
    thursday = _one(*days.span, number, _THURSDAY)
    if thursday is None or days.unit == "week":
        return None
    sunday = _one(*days.span, number, _SUNDAY) if maybe_sunday else None
    begins = days.last - 6 * _DAY if number == _LAST else days.first + (number - 1) * _WEEK
    others = [(sunday, sunday)] if sunday else []
    if (counted := (begins, min(begins + 6 * _DAY, days.last))) != (thursday - 3 * _DAY, thursday + 3 * _DAY):
        others.append(counted)
    return Days(thursday - 3 * _DAY, thursday + 3 * _DAY, "week", others=tuple(others))


# ---- ไตรมาส, ปีงบประมาณ


def _months(year: int, since: int, count: int) -> Span:
    """`count` months from the month `since` of `year`, counted from 0 and on into other years."""
    begins, ends = year * _MONTHS + since, year * _MONTHS + since + count - 1
    last_year, last = ends // _MONTHS, ends % _MONTHS + 1
    return date(begins // _MONTHS, begins % _MONTHS + 1, 1), date(last_year, last, days_in(last_year, last))


def _quarter(phrase: Phrase) -> Said | None:
    calendar, modifier = phrase.calendar, phrase.modifier
    if modifier:
        since = (calendar.today.month - 1) // _QUARTER + STEPS[modifier]
        span = _months(calendar.today.year, since * _QUARTER, _QUARTER)
        return Said(Days(*span, "range", DIRECTIONS.get(modifier, 0)))
    place = phrase.place("quarter_name", "number", "first", "final", *_RANKS)
    token = phrase.tokens[place]
    number: int = {"first": 1, "final": _QUARTERS}.get(token.kind, token.value)
    if not 1 <= number <= _QUARTERS:
        return None
    since = (number - 1) * _QUARTER
    within = phrase.since(max(place, phrase.place("quarter")) + 1)
    years = [within.year] if within.year is not None else list(calendar.years())
    by_calendar = calendar.choose([_months(year, since, _QUARTER) for year in years])
    by_fiscal = calendar.choose([_months(year, since - _QUARTER, _QUARTER) for year in years])
    if by_calendar is None or by_fiscal is None:
        return None
    if phrase.has("fiscal"):
        return Said(Days(*by_fiscal[0], "range"))
    return Said(Days(*by_calendar[0], "range", others=(by_fiscal[0], *by_calendar[1])))


def _fiscal(phrase: Phrase) -> Said | None:
    """ปีงบประมาณ 2563 is October 2562 to September 2563."""
    calendar, modifier, year = phrase.calendar, phrase.modifier, phrase.year
    if modifier:
        since = calendar.today.year + (calendar.today.month > _MONTHS - _QUARTER)
        return Said(Days(*_months(since + STEPS[modifier], -_QUARTER, _MONTHS), "year", DIRECTIONS.get(modifier, 0)))
    return Said(Days(*_months(year, -_QUARTER, _MONTHS), "year")) if year is not None else None


def _any(phrase: Phrase) -> Said | None:
    """Whichever part it is of a time that is said after it."""
    if phrase.tokens[0].kind == "position":
        return _position(phrase)
    return _half_of(phrase) if "half" in {token.kind for token in phrase.tokens[:2]} else _nth(phrase)


PORTIONS: dict[str, PortionRule] = {
    "portion": _any,
    "half_of": _half_of,
    "nth": _nth,
    "quarter": _quarter,
    "fiscal": _fiscal,
}
