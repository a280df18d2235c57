"""The phrases that say days, by the name of their rule in the grammar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.thai.calendar import DIRECTIONS
from bot.thai.clocktimes import part
from bot.thai.phrases import Phrase, Said


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.thai.days import Days
    from bot.thai.scanner import Token

    DayRule = Callable[[Phrase], Said | None]

_MONTHS = frozenset({"month_name", "month_short"})
_DAYS = ("number", "ordinal")
_DECEMBER = 12


def _said(days: Days | None, used: int | None = None) -> Said | None:
    return Said(days, used=used) if days else None


def _year(phrase: Phrase, tokens: Sequence[Token]) -> int | None:
    """The year that is said in some of the phrase's tokens, or None."""
    figures = [token.value for token in tokens if token.kind in {"number", "large", "full_year"}]
    return phrase.calendar.year(figures[-1], phrase.value("era")) if figures else None


def _pair(days: Sequence[int]) -> tuple[int, int]:
    return days[0], days[-1]


def _date(phrase: Phrase) -> Said | None:
    day, month, said = phrase.value("date")
    year = phrase.calendar.year(said) if said is not None else None
    if said is not None and year is None:
        return None
    if month > _DECEMBER:  # month first, as Americans write
        day, month = month, day
    first = phrase.value(*_DAYS) or day
    return _said(phrase.calendar.on((first, day), month, year, weekday=phrase.weekday, past=phrase.past))


def _dated(phrase: Phrase) -> Said | None:
    tokens = phrase.tokens
    place = next(index for index, token in enumerate(tokens) if token.kind in _MONTHS)
    days = [token.value for token in tokens[:place] if token.kind in _DAYS]
    year = _year(phrase, tokens[place:])
    used = len(tokens) if year is not None or phrase.has("modifier") else place + 1
    found = phrase.calendar.on(_pair(days), tokens[place].value, year, weekday=phrase.weekday, past=phrase.past)
    return _said(found, used)


def _numbered(phrase: Phrase) -> Said | None:
    """15 เดือน 11 ปี 62."""
    day, month, *_ = phrase.all(*_DAYS)
    place = next(index for index, token in enumerate(phrase.tokens) if token.kind == "month")
    year = _year(phrase, phrase.tokens[place + 2 :])
    used = len(phrase.tokens) if year is not None else place + 2
    return _said(phrase.calendar.on((day, day), month, year, weekday=phrase.weekday, past=phrase.past), used)


def _first_or_last(phrase: Phrase) -> Said | None:
    """ศุกร์แรกของเดือนหน้า, วันจันทร์สุดท้ายของเดือนตุลา."""
    month, number = phrase.value(*_MONTHS), phrase.weekday
    if month is None:
        days = phrase.calendar.unit("month", phrase.modifier or "this")
    else:
        days = phrase.calendar.month(month, _year(phrase, phrase.tokens))
    if days is None or number is None:
        return None
    onto, back = (days.last, True) if phrase.has("final") else (days.first, False)
    found = phrase.calendar.slid(phrase.calendar.weekday(number, None), onto, back=back)
    return _said(replace(found, direction=days.direction, slides="")) if found else None


def _listed(phrase: Phrase) -> Said | None:
    """The first days of 4, 11 และ 18 ต.ค. 62: month and year are those at the end."""
    place = next(index for index, token in enumerate(phrase.following) if token.kind in _MONTHS)
    after = [*phrase.following[place + 1 : place + 3], *phrase.following[place + 3 : place + 4]]
    figures = [token for token in after if token.kind in {"full_year", "large"}][:1]
    year = _year(phrase, figures)
    days = _pair(phrase.all(*_DAYS))
    month = phrase.following[place].value
    return _said(phrase.calendar.on(days, month, year, weekday=phrase.weekday, past=phrase.past))


def _month_first(phrase: Phrase) -> Said | None:
    """October 18, 2019. In Thai a number after the month is a year (ต.ค. 19)."""
    token = next(token for token in phrase.tokens if token.kind in _MONTHS)
    if token.thai:
        return _month(phrase)
    year = _year(phrase, [token for token in phrase.tokens if token.kind == "full_year"])
    days = _pair(phrase.all(*_DAYS))
    return _said(phrase.calendar.on(days, token.value, year, weekday=phrase.weekday, past=phrase.past))


def _day_of_month(phrase: Phrase) -> Said | None:
    calendar, days = phrase.calendar, _pair(phrase.all(*_DAYS))
    modifier = phrase.modifier
    if modifier is None:
        return _said(calendar.of_month(days, weekday=phrase.weekday, past=phrase.past))
    month = calendar.unit("month", modifier)
    if month is None:
        return None
    found = calendar.on(days, month.first.month, month.first.year, weekday=None, past=False)
    return _said(replace(found, direction=DIRECTIONS.get(modifier, 0))) if found else None


def _position(phrase: Phrase) -> Said | None:
    """ต้นเดือนหน้า, กลางตุลา, ปลายปี 62; without more, that of this period or, when it is over, of the next."""
    calendar, place, modifier = phrase.calendar, phrase.value("position"), phrase.modifier
    month = phrase.value(*_MONTHS)
    year = _year(phrase, phrase.tokens)
    unit = phrase.unit
    if month is not None:
        days = calendar.month(month, year, modifier, past=phrase.past)
    elif unit == "year" and year is not None:
        days = calendar.whole_year(year)
    elif unit is None or phrase.has("number", "large", "full_year"):
        return None
    else:
        days = calendar.unit(unit, modifier or "this")
        if days and modifier is None:
            this = calendar.position(place, days)
            later = calendar.unit(unit, "next")
            if this.last < calendar.today and later:
                found = calendar.position(place, later)
                return Said(replace(found, direction=0, others=(this.span,)))
    return _said(calendar.position(place, days)) if days else None


def _month(phrase: Phrase) -> Said | None:
    token = next(token for token in phrase.tokens if token.kind in _MONTHS)
    place = phrase.tokens.index(token)
    year = _year(phrase, phrase.tokens[place:])
    if year is None and token.kind == "month_short" and not phrase.has("month", "modifier", "premodifier"):
        return None
    used = len(phrase.tokens) if year is not None or phrase.modifier else place + 1
    return _said(phrase.calendar.month(token.value, year, phrase.modifier, past=phrase.past), used)


def _bare_month(phrase: Phrase) -> Said | None:
    """One end of ต.ค.-ธ.ค., or เดือน 10; the year of the end holds for the start (groups.py)."""
    number: int = phrase.value(*_MONTHS, "number")
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


def _relative_night(phrase: Phrase) -> Said | None:
    days = phrase.calendar.from_today(phrase.value("relative_night"))
    return Said(replace(days, unit="part"), part("night")) if days else None


def _holiday(phrase: Phrase) -> Said | None:
    calendar, modifier = phrase.calendar, phrase.modifier
    if modifier:
        year = calendar.unit("year", modifier)
        found = calendar.holiday(phrase.value("holiday"), year.first.year) if year else None
        return _said(replace(found, direction=DIRECTIONS.get(modifier, 0))) if found else None
    said = _year(phrase, phrase.tokens)
    used = next(index for index, token in enumerate(phrase.tokens) if token.kind == "holiday") + 1
    found = calendar.holiday(phrase.value("holiday"), said, past=phrase.past)
    return _said(found, None if said is not None else used)


def _whole_year(phrase: Phrase) -> Said | None:
    year = _year(phrase, phrase.tokens)
    return None if year is None else _said(phrase.calendar.whole_year(year))


DAYS: dict[str, DayRule] = {
    "date": _date,
    "dated": _dated,
    "listed": _listed,
    "numbered": _numbered,
    "first_or_last": _first_or_last,
    "month_first": _month_first,
    "day_of_month": _day_of_month,
    "position": _position,
    "month": _month,
    "bare_month": _bare_month,
    "weekend": _weekend,
    "unit": _unit,
    "weekday": _weekday,
    "relative": _relative,
    "relative_night": _relative_night,
    "holiday": _holiday,
    "year": _whole_year,
}
