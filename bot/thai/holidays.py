"""Days that are called by name: where each falls in a year.

Fixed days are written as their month and day in locales/*/dates.toml ("12-25", or the first and last day). Those
that move are named there, and computed here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable


# The four Thai full-moon days: the fifteenth of the waxing moon of the third, sixth, eighth and twelfth lunar month;
# in the years with a month more (2021, 2023, 2026, 2029) of the fourth, the seventh, the second eighth and the
# twelfth. The tests compare these with PyThaiNLP's lunar calendar and with the mean full moon.
_FULL_MOONS = {
    2019: ("02-19", "05-18", "07-16", "11-11"),
    2020: ("02-08", "05-06", "07-05", "10-31"),
    2021: ("02-26", "05-26", "07-24", "11-19"),
    2022: ("02-16", "05-15", "07-13", "11-08"),
    2023: ("03-06", "06-03", "08-01", "11-27"),
    2024: ("02-24", "05-22", "07-20", "11-15"),
    2025: ("02-12", "05-11", "07-10", "11-05"),
    2026: ("03-03", "05-31", "07-29", "11-24"),
    2027: ("02-21", "05-20", "07-18", "11-13"),
    2028: ("02-10", "05-08", "07-06", "11-01"),
    2029: ("02-27", "05-27", "07-25", "11-20"),
    2030: ("02-17", "05-16", "07-14", "11-09"),
}
_SATURDAY = 5


def _full_moon(place: int, after: int = 0) -> Callable[[int], date | None]:
    def day(year: int) -> date | None:
        if year not in _FULL_MOONS:
            return None
        return date.fromisoformat(f"{year}-{_FULL_MOONS[year][place]}") + timedelta(after)

    return day


def _children(year: int) -> date:
    """The second Saturday of January."""
    first = date(year, 1, 1)
    return first + timedelta((_SATURDAY - first.weekday()) % 7 + 7)


_MOVING: dict[str, Callable[[int], date | None]] = {
    "children": _children,
    "makha": _full_moon(0),
    "visakha": _full_moon(1),
    "asalha": _full_moon(2),
    "lent": _full_moon(2, after=1),
    "krathong": _full_moon(3),
}


def holiday(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of the holiday `name` in `year`; None where it is not known for that year."""
    if name in _MOVING:
        day = _MOVING[name](year)
        return (day, day) if day else None
    first, _, last = name.partition(" ")
    return date.fromisoformat(f"{year:04}-{first}"), date.fromisoformat(f"{year:04}-{last or first}")
