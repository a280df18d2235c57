"""Days as a phrase says them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal


Unit = Literal["day", "weekday", "week", "month", "year", "range", "time", "part", "holiday", "duration", "repeat"]
Direction = Literal[-1, 0, 1]
Span = tuple[date, date]
Modifier = Literal["this", "next", "follow", "beyond", "last"]  # beyond: the one after next

FIRST_YEAR, LAST_YEAR = 1900, 2157  # Christian years that are read


@dataclass(frozen=True, slots=True)
class Days:
    """What a date phrase says. `slides` is what it repeats by when no week, month or year was said."""

    first: date
    last: date
    unit: Unit = "day"
    direction: Direction = 0
    others: tuple[Span, ...] = ()
    slides: Literal["", "week", "month", "year"] = ""

    @property
    def span(self) -> Span:
        return self.first, self.last


def days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day or the year is out of reach."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
