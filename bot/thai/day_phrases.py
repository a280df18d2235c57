"""The phrases that say days, by the name of their rule in the grammar."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.thai.calendar import DIRECTIONS, Calendar
from bot.thai.clocktimes import part
from bot.thai.days import Days
from bot.thai.phrases import MONTHS, Phrase, Said
from bot.thai.portions import PORTIONS


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.thai.days import Modifier

    DayRule = Callable[[Phrase], Said | None]

_DAYS = ("number", "ordinal")
_DECEMBER = 12


def _said(days: Days | None, used: int | None = None) -> Said | None:
    return Said(days, used=used) if days else None


def _pair(days: Sequence[int]) -> tuple[int, int]:
    return days[0], days[-1]


def _date(phrase: Phrase) -> Said | None:
    day, month, said = phrase.value("date", "short_date")
    year = phrase.calendar.year(said) if said is not None else None
    if said is not None and year is None:
        return None
    if month > _DECEMBER:  # month first, as Americans write
        day, month = month, day
    first = phrase.value(*_DAYS) or day
    return _said(phrase.calendar.on((first, day), month, year, weekday=phrase.weekday, past=phrase.past))


def _dated(phrase: Phrase) -> Said | None:
    tokens = phrase.tokens
    place = next(index for index, token in enumerate(tokens) if token.kind in MONTHS)
    days = [token.value for token in tokens[:place] if token.kind in _DAYS]
    year = phrase.since(place).year
    used = len(tokens) if year is not None or phrase.has("modifier") else place + 1
    found = phrase.calendar.on(_pair(days), tokens[place].value, year, weekday=phrase.weekday, past=phrase.past)
    return _said(found, used)


def _numbered(phrase: Phrase) -> Said | None:
    """15 เดือน 11 ปี 62."""
    day, month, *_ = phrase.all(*_DAYS)
    place = next(index for index, token in enumerate(phrase.tokens) if token.kind == "month")
    year = phrase.since(place + 2).year
    used = len(phrase.tokens) if year is not None else place + 2
    return _said(phrase.calendar.on((day, day), month, year, weekday=phrase.weekday, past=phrase.past), used)


def _listed(phrase: Phrase) -> Said | None:
    """The first days of 4, 11 และ 18 ต.ค. 62, or of 3 กับ 5 เดือนหน้า: month and year are those at the end."""
    place = next(index for index, token in enumerate(phrase.following) if token.kind in (*MONTHS, "month"))
    month = phrase.following[place]
    after = [token for token in phrase.following[place + 1 : place + 4] if token.kind in {"full_year", "large"}][:1]
    end = Phrase([*phrase.following[place - 1 : place + 2], *after], (), phrase.calendar, phrase.now)
    days = _pair(phrase.all(*_DAYS))
    is_before = days[1] > [token.value for token in phrase.following[:place] if token.kind in _DAYS][-1]  # 30 กับ 2 พ.ย.
    if month.kind == "month" and phrase.following[place + 1].kind not in MONTHS:
        return _in_month(phrase, days, None if is_before else end.modifier)
    named = month if month.kind in MONTHS else phrase.following[place + 1]
    year = phrase.calendar.year(after[0].value, end.value("era")) if after else None
    number: int = named.value
    if is_before:
        number, year = (number - 1, year) if number > 1 else (_DECEMBER, year and year - 1)
    return _said(phrase.calendar.on(days, number, year, weekday=phrase.weekday, past=phrase.past))


def _month_first(phrase: Phrase) -> Said | None:
    """October 18, 2019. In Thai a number after the month is a year (ต.ค. 19)."""
    token = next(token for token in phrase.tokens if token.kind in MONTHS)
    if token.thai:
        return _month(phrase)
    said = phrase.value("full_year")
    year = phrase.calendar.year(said) if said is not None else None
    days = _pair(phrase.all(*_DAYS))
    return _said(phrase.calendar.on(days, token.value, year, weekday=phrase.weekday, past=phrase.past))


def _day_of_month(phrase: Phrase) -> Said | None:
    return _in_month(phrase, _pair(phrase.all(*_DAYS)), phrase.modifier)


def _in_month(phrase: Phrase, days: tuple[int, int], modifier: Modifier | None) -> Said | None:
    """The days of the month that is said as เดือนหน้า, or not at all."""
    calendar = phrase.calendar
    if modifier is None:
        return _said(calendar.of_month(days, weekday=phrase.weekday, past=phrase.past))
    month = calendar.unit("month", modifier)
    if month is None:
        return None
    found = calendar.on(days, month.first.month, month.first.year, weekday=None, past=False)
    return _said(replace(found, direction=DIRECTIONS.get(modifier, 0))) if found else None


def _month(phrase: Phrase) -> Said | None:
    token = next(token for token in phrase.tokens if token.kind in MONTHS)
    place = phrase.tokens.index(token)
    year = phrase.since(place).year
    if year is None and token.kind == "month_short" and not phrase.has("month", "modifier", "premodifier"):
        return None
    used = len(phrase.tokens) if year is not None or phrase.modifier else place + 1
    return _said(phrase.calendar.month(token.value, year, phrase.modifier, past=phrase.past), used)


def _bare_month(phrase: Phrase) -> Said | None:
    """One end of ต.ค.-ธ.ค., or เดือน 10; the year of the end holds for the start (groups.py)."""
    number: int = phrase.value(*MONTHS, "number")
    return _said(phrase.calendar.month(number, None)) if 1 <= number <= _DECEMBER else None


def _weekend(phrase: Phrase) -> Said | None:
    return Said(phrase.calendar.weekend(phrase.modifier, past=phrase.past))


def _unit(phrase: Phrase) -> Said | None:
    unit, modifier = phrase.unit, phrase.modifier or "this"
    if phrase.has("sunday_or_week"):
        return Said(phrase.calendar.week(modifier, maybe_sunday=not phrase.has("all", "past")))
    return _said(phrase.calendar.unit(unit, modifier)) if unit else None


def _weekday(phrase: Phrase) -> Said | None:
    number = phrase.weekday
    return None if number is None else Said(phrase.calendar.weekday(number, phrase.modifier, past=phrase.past))


def _relative(phrase: Phrase) -> Said | None:
    return _said(phrase.calendar.from_today(phrase.value("relative")))


def _from_day(phrase: Phrase) -> Said | None:
    """A week from Friday."""
    name, count = phrase.unit, phrase.value("number", "large") or 1
    base = _weekday(phrase) if phrase.weekday is not None and not phrase.has("relative") else _relative(phrase)
    if base is None or base.days is None:
        return None
    try:
        if name == "week":
            day = base.days.first + timedelta(7 * count)
        else:
            shifted = Calendar(base.days.first).shifted(count, "month")
            if shifted is None:
                return None
            day = shifted.first
    except OverflowError:
        return None
    return Said(Days(day, day, direction=1))


def _relative_night(phrase: Phrase) -> Said | None:
    days = phrase.calendar.from_today(phrase.value("relative_night"))
    return Said(replace(days, unit="part"), part("night")) if days else None


def _holiday(phrase: Phrase) -> Said | None:
    calendar, modifier = phrase.calendar, phrase.modifier
    if modifier:
        year = calendar.unit("year", modifier)
        found = calendar.holiday(phrase.value("holiday"), year.first.year) if year else None
        return _said(replace(found, direction=DIRECTIONS.get(modifier, 0))) if found else None
    said = phrase.year
    used = next(index for index, token in enumerate(phrase.tokens) if token.kind == "holiday") + 1
    found = calendar.holiday(phrase.value("holiday"), said, past=phrase.past)
    return _said(found, None if said is not None else used)


def _whole_year(phrase: Phrase) -> Said | None:
    year = phrase.year
    return None if year is None else _said(phrase.calendar.whole_year(year))


DAYS: dict[str, DayRule] = {
    "date": _date,
    "dated": _dated,
    "listed": _listed,
    "numbered": _numbered,
    "month_first": _month_first,
    "day_of_month": _day_of_month,
    "also": _day_of_month,
    "also_of": _day_of_month,
    "from_day": _from_day,
    "month": _month,
    "bare_month": _bare_month,
    "weekend": _weekend,
    "unit": _unit,
    "weekday": _weekday,
    "relative": _relative,
    "relative_night": _relative_night,
    "holiday": _holiday,
    "year": _whole_year,
    **PORTIONS,
}
