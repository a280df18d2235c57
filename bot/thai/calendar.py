"""Which days are meant: the reading policy for days said without a year, a month or a week.

Seen from `today`, and within the span of the programme asked about where that is possible. Weeks run from Monday to
Sunday. A year above 2400 is พ.ศ.; of two digits it is the พ.ศ. or ค.ศ. year nearest to the span, else to today.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.thai.days import FIRST_YEAR, LAST_YEAR, Days, days_in, make
from bot.thai.holidays import holiday


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.thai.days import Direction, Modifier, Span, Unit


DIRECTIONS: dict[str, Direction] = {"next": 1, "follow": 1, "beyond": 1, "last": -1}
STEPS = {"this": 0, "next": 1, "follow": 1, "beyond": 2, "last": -1}

_BUDDHIST = 543
_FIRST_BUDDHIST, _LAST_BUDDHIST = 2400, 2700
_CENTURY = 100
_FAR = 12  # years: further away, two digits are not a year
_MONTHS = 12
_YEARS_TRIED = 8
_NEAR = 2  # years in which a weekday decides


def _one(day: date) -> Span:
    return day, day


class Calendar:
    """The policy, seen from one day."""

    def __init__(self, today: date, span: Span | None = None) -> None:
        self.today = today
        self.span = span

    # ---- years

    def year(self, said: int, era: int | None = None) -> int | None:
        """The Christian year that is meant by the figures of a year, or None where they are none."""
        if said < _CENTURY:
            readings = (2500 + said - _BUDDHIST, 2000 + said)
            if era is not None:
                return readings[0] if era else readings[1]
            best = min(readings, key=self._years_away)
            return best if self._years_away(best) <= _FAR else None
        if _FIRST_BUDDHIST < said < _LAST_BUDDHIST and era != 0:
            return said - _BUDDHIST
        return said if FIRST_YEAR <= said <= LAST_YEAR else None

    def _years_away(self, year: int) -> int:
        first, last = self.span or (self.today, self.today)
        return max(first.year - year, year - last.year, 0)

    # ---- one of several

    def choose(self, candidates: Iterable[Span], *, past: bool = False) -> tuple[Span, tuple[Span, ...]] | None:
        """The one meant among `candidates` (in order of time), and another fair one.

        Within the programme's span if that is possible, the coming one first; else the coming one. Worded as past:
        the last one that has begun before today.
        """
        known = list(candidates)
        coming = [one for one in known if one[1] >= self.today]
        gone = [one for one in known if one[0] < self.today]
        inside = [one for one in known if self.span and one[0] <= self.span[1] and one[1] >= self.span[0]]
        if past and gone:
            order = [gone[-1]]
        else:
            within = [one for one in inside if one in coming] or inside[-1:]
            order = [*within[:1], *coming[:1], *gone[-1:]]
        order = list(dict.fromkeys(order or known[:1]))
        return (order[0], tuple(order[1:2])) if order else None

    def _chosen(self, candidates: Iterable[Span], made: Days, *, past: bool) -> Days | None:
        chosen = self.choose(candidates, past=past)
        if chosen is None:
            return None
        (first, last), others = chosen
        return replace(made, first=first, last=last, others=others, direction=-1 if past else 0)

    def years(self) -> range:
        """The years that may be meant where none is said."""
        around = (self.today, *(self.span or ()))
        return range(min(around).year - _YEARS_TRIED, max(around).year + _YEARS_TRIED + 1)

    def _months(self) -> Iterator[tuple[int, int]]:
        around = (self.today, *(self.span or ()))
        for year in range(min(around).year - 2, max(around).year + 3):
            yield from ((year, month) for month in range(1, _MONTHS + 1))

    # ---- days

    def from_today(self, days: int) -> Days | None:
        try:
            day = self.today + timedelta(days)
        except OverflowError:
            return None
        return Days(day, day, direction=1 if days > 0 else -1 if days < 0 else 0)

    def on(self, day: tuple[int, int], month: int, year: int | None, *, weekday: int | None, past: bool) -> Days | None:
        """The day, or the days from the first to the second of `day`, of a month; without a year, the one meant."""
        years = [year] if year is not None else list(self.years())
        spans = [
            (first, last)
            for one in years
            if (first := make(one, month, day[0])) and (last := make(one, month, day[1])) and first <= last
        ]
        if weekday is not None and year is None:
            near = self._years_away
            spans = [one for one in spans if one[0].weekday() == weekday and near(one[0].year) <= _NEAR] or spans
        unit: Unit = "day" if day[0] == day[1] else "range"
        made = Days(self.today, self.today, unit, slides="" if year is not None else "year")
        found = self._chosen(spans, made, past=past)
        return self._beside(found, weekday)

    def of_month(self, day: tuple[int, int], *, weekday: int | None, past: bool) -> Days | None:
        """วันที่ 18, ศุกร์ที่ 4: the day of a month not said."""
        months = (
            (first, last)
            for year, month in self._months()
            if (first := make(year, month, day[0])) and (last := make(year, month, day[1])) and first <= last
        )
        spans = [one for one in months if weekday is None or one[0].weekday() == weekday]
        unit: Unit = "day" if day[0] == day[1] else "range"
        found = self._chosen(spans, Days(self.today, self.today, unit, slides="month"), past=past)
        if found and weekday is not None:
            plain = self.of_month(day, weekday=None, past=past)
            return replace(found, others=(plain.span,) if plain and plain.span != found.span else ())
        if found and not past and not found.others:
            before = [one for one in spans if one[0] < found.first]
            return replace(found, others=tuple(before[-1:]))
        return found

    def _beside(self, days: Days | None, weekday: int | None) -> Days | None:
        """Where weekday and date disagree: the date, and beside it that weekday nearest to it."""
        if days is None or weekday is None or days.first.weekday() == weekday:
            return days
        off = (weekday - days.first.weekday() + 3) % 7 - 3
        return replace(days, others=(_one(days.first + timedelta(off)), *days.others))

    def weekday(self, number: int, modifier: Modifier | None, *, past: bool = False) -> Days:
        """ศุกร์, ศุกร์นี้, ศุกร์หน้า, ศุกร์ถัดไป, ศุกร์ที่แล้ว, เมื่อวันศุกร์."""
        this_week = self.today + timedelta(number - self.today.weekday())
        coming = self.today + timedelta((number - self.today.weekday()) % 7)
        gone = self.today - timedelta((self.today.weekday() - number) % 7 or 7)
        later = coming if coming > self.today else coming + timedelta(7)
        others: tuple[date, ...]
        if modifier == "this" and not past:
            meant, others = this_week, (coming,)
        elif modifier == "next":
            meant, others = this_week + timedelta(7), (later,)
        elif modifier == "follow":
            meant, others = later, (this_week + timedelta(7),)
        elif modifier == "last":
            meant, others = gone, (this_week - timedelta(7),)
        elif past:
            meant, others = gone, ()
        else:
            meant, others = coming, (gone,)
        return Days(
            meant,
            meant,
            "weekday",
            -1 if past else DIRECTIONS.get(modifier or "", 0),
            tuple(_one(day) for day in others if day != meant),
            slides="" if modifier else "week",
        )

    # ---- one in another

    def slid(self, days: Days, onto: date, *, back: bool = False) -> Days | None:
        """Days said without week, month or year, as the first that begin at `onto` or later (back: the last before).

        None where they slide by nothing.
        """
        if days.slides == "week":
            off = (days.first - onto).days % 7
            first: date | None = onto + timedelta(off - 7 if back and off else off)
        elif days.slides:
            steps = range(0, -25, -1) if back else range(25)
            first = next((one for step in steps if (one := self._step(days, onto, step, back=back))), None)
        else:
            first = None
        return replace(days, first=first, last=first + (days.last - days.first), others=()) if first else None

    @staticmethod
    def _step(days: Days, onto: date, step: int, *, back: bool) -> date | None:
        if days.slides == "year":
            day = make(onto.year + step, days.first.month, days.first.day)
        else:
            months = onto.year * _MONTHS + onto.month - 1 + step
            day = make(months // _MONTHS, months % _MONTHS + 1, days.first.day)
        return day if day and (day <= onto if back else day >= onto) else None

    # ---- weeks, months, years

    def week(self, modifier: Modifier, *, maybe_sunday: bool = False) -> Days:
        monday = self.today - timedelta(self.today.weekday()) + timedelta(7 * STEPS[modifier])
        sunday = self.weekday(6, modifier)
        others = (sunday.span, *sunday.others) if maybe_sunday else ()
        return Days(monday, monday + timedelta(6), "week", DIRECTIONS.get(modifier, 0), others)

    def weekend(self, modifier: Modifier | None, *, past: bool = False) -> Days:
        saturday = self.week(modifier or ("last" if past else "this")).first + timedelta(5)
        direction = -1 if past else DIRECTIONS.get(modifier or "", 0)
        return Days(saturday, saturday + timedelta(1), "range", direction, slides="" if modifier else "week")

    def month_from(self, step: int) -> Days | None:
        count = self.today.year * _MONTHS + self.today.month - 1 + step
        return self.whole_month(count % _MONTHS + 1, count // _MONTHS, DIRECTIONS["next"] if step > 0 else 0)

    def whole_month(self, month: int, year: int, direction: Direction = 0) -> Days | None:
        first = make(year, month, 1)
        return Days(first, first.replace(day=days_in(year, month)), "month", direction) if first else None

    def month(
        self, month: int, year: int | None, modifier: Modifier | None = None, *, past: bool = False
    ) -> Days | None:
        if year is not None:
            return self.whole_month(month, year)
        known = [days.span for one in self.years() if (days := self.whole_month(month, one))]
        if modifier == "last":
            past = True
        if modifier == "next":
            known = [one for one in known if one[0] > self.today]
        found = self._chosen(known, Days(self.today, self.today, "month", slides="year"), past=past)
        return replace(found, direction=DIRECTIONS[modifier]) if found and modifier in DIRECTIONS else found

    def whole_year(self, year: int, direction: Direction = 0) -> Days | None:
        first, last = make(year, 1, 1), make(year, 12, 31)
        return Days(first, last, "year", direction) if first and last else None

    def unit(self, unit: str, modifier: Modifier) -> Days | None:
        """สัปดาห์หน้า, เดือนที่แล้ว, ปีนี้."""
        step, direction = STEPS[modifier], DIRECTIONS.get(modifier, 0)
        if unit == "week":
            return self.week(modifier)
        days = self.month_from(step) if unit == "month" else self.whole_year(self.today.year + step)
        return replace(days, direction=direction) if days else None

    def shifted(self, count: int, unit: str) -> Days | None:
        """อีก 3 วัน, 2 เดือนที่แล้ว: the day that many days, weeks, months or years from today."""
        if unit in {"day", "week"}:
            return self.from_today(count * (7 if unit == "week" else 1))
        months = self.today.year * _MONTHS + self.today.month - 1 + count * (_MONTHS if unit == "year" else 1)
        year, month = months // _MONTHS, months % _MONTHS + 1
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        day = date(year, month, min(self.today.day, days_in(year, month)))
        return Days(day, day, direction=1 if count > 0 else -1)

    def holiday(self, name: str, year: int | None, *, past: bool = False) -> Days | None:
        years = self.years() if year is None else [year]
        known = [days for one in years if (days := holiday(name, one))]
        made = Days(self.today, self.today, "holiday", slides="year" if year is None else "")
        return self._chosen(known, made, past=past)
