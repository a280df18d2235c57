"""The dates and times in cells, as people write them: Excel's own, and texts in Thai or English (bot.thai.dates).

Whatever is read otherwise than it is written (a Buddhist year in a date of Excel's, 9.3 for half past nine) is noted.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai import dates
from bot.thai.text import repair
from storage.formats.times import BUDDHIST, LAST_YEAR
from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.vocabulary import norm, phrases


if TYPE_CHECKING:
    from storage.formats.xlsx.grid import Value

Span = tuple[date, date]
Note = tuple[str, tuple[tuple[str, str], ...]]

_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 300_000)  # what Excel counts: 1954 to 2721
_MINUTES = 24 * 60
_HOURS = 24
_A_YEAR = timedelta(days=400)
_MOMENTS = ("day", "weekday", "range", "time")
_DAYS = ("day", "range")
_HYPHENS = re.compile(r"\b(\d{1,2})[-\s]+([A-Za-zก-๙.]{2,12})[-\s]+(\d{2,4})\b")
_GLUED = re.compile(r"(?<![\d:.])([01]\d|2[0-4])([0-5]\d)(?![\d:.])(?=\s*(?:[-–—~]|น|hrs|$|ถึง|to))")
_YEAR = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"[ก-๙.\s/-](\d\d)\s*$")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[.:]([0-5]\d)(?:[.:]\d\d)?(?!\d)")
_CLOCK = re.compile(r"\s\d{1,2}[.:]\d{2}(?!\.?\d).*$")
_ISO = re.compile(r"(?<=\d)T(?=\d)")
_APART = (date(2026, 1, 1), date(2026, 3, 1))  # days of two months, to see whether a month is said
_REST = re.compile(r"[\s,.()\-–—/:*]+")
_OFFICE = (time(8, 30), time(16, 30))  # the hours of Thai offices
_TIME_ONLY = date(1900, 1, 5)  # Excel's day for a time without one, or close to it


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or days (`first` to `last`), and a time or times of day; what a cell does not say is None.

    `to` is None where only a start is said. `midnight`: `to` is 24.00, the end of the day. `unread` is what of the text
    is neither; `weekday` is set where the weekday that is named is another day's; `yearless` where no year is said.
    """

    first: date | None = None
    last: date | None = None
    from_: time | None = None
    to: time | None = None
    unread: str = ""
    weekday: bool = False
    yearless: bool = False
    notes: tuple[Note, ...] = ()

    def __bool__(self) -> bool:
        return self.first is not None or self.from_ is not None


NOTHING = Moment()


def moment(value: Value, today: date, span: Span | None = None, *, clock: bool = False) -> Moment:
    """What a cell says of days and times; NOTHING where it says nothing of the kind.

    A number is a time of day where `clock` is given, else a day as Excel counts them. Without a year, the day is
    within `span` if that is possible, else the coming one.
    """
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return NOTHING
    if isinstance(value, datetime):
        found = _day(value.date()) if value.date() > _TIME_ONLY else NOTHING
        at = _minute(value.time())
        return replace(found, from_=at) if at != time() or not found else found
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, (time, timedelta)):
        return Moment(from_=_minute(value)) if isinstance(value, time) else _after_midnight(value / timedelta(1))
    if isinstance(value, (int, float)):
        return _clock(float(value)) if clock else _serial(float(value))
    return _text(flat(value), today, span, clock=clock)


def _day(day: date) -> Moment:
    if day.year <= LAST_YEAR:
        return Moment(day, day)
    meant = _christian(day)
    if meant is None:
        return NOTHING
    return Moment(meant, meant, notes=(_buddhist(day.year),))


def _christian(day: date) -> date | None:
    try:
        return day.replace(year=day.year - BUDDHIST)
    except ValueError:  # 29 February of a year that is a leap year in one era alone
        return None


def _buddhist(year: int) -> Note:
    return "assumed-buddhist", (("found", str(year)), ("meant", str(year - BUDDHIST)))


def _minute(at: time) -> time:
    """To the minute: Excel keeps times as parts of a day, and 9.30 may be half a second less."""
    seconds = at.hour * 3600 + at.minute * 60 + at.second + (at.microsecond >= 500_000)  # noqa: PLR2004 - half a second
    minutes = (seconds + 30) // 60 % _MINUTES
    return time(minutes // 60, minutes % 60)


def _after_midnight(part: float) -> Moment:
    if not 0 <= part <= 1:
        return NOTHING
    minutes = round(part * _MINUTES) % _MINUTES
    return Moment(from_=time(minutes // 60, minutes % 60))


def _serial(number: float) -> Moment:
    if int(number) not in _SERIALS:
        return NOTHING
    day = _day(_EPOCH + timedelta(days=int(number)))
    found = replace(day, from_=_after_midnight(number % 1).from_) if number % 1 else day
    if found.first is None:
        return NOTHING
    note: Note = ("assumed-serial", (("found", as_text(number)), ("meant", found.first.isoformat())))
    return replace(found, notes=(*found.notes, note))


def _clock(number: float) -> Moment:
    """A part of a day (0.375), or hours and minutes as people type them (9.3, 13, 1330)."""
    if 0 < number < 1:
        found = _after_midnight(number)
    elif number > _HOURS and number.is_integer():
        found = _clocked(int(number) // 100, int(number) % 100)
    else:
        found = _clocked(int(number), round(number % 1 * 100))
    if not found or found.from_ is None:
        return _serial(number)
    return replace(found, notes=(("assumed-clock", (("found", as_text(number)), ("meant", f"{found.from_:%H:%M}"))),))


def _clocked(hour: int, minute: int) -> Moment:
    if hour == _HOURS and not minute:
        return Moment(from_=time())
    return Moment(from_=time(hour, minute)) if 0 <= hour < _HOURS and minute < 60 else NOTHING  # noqa: PLR2004 - minutes


@lru_cache(maxsize=5_000)
def _text(text: str, today: date, span: Span | None, *, clock: bool) -> Moment:
    if whole := _all_day(text, today, span, clock=clock):
        return whole
    if not any(letter.isdecimal() for letter in text):  # พรุ่งนี้ and the like mean nothing in a file
        return NOTHING
    typed = repair(_ISO.sub(" ", _HYPHENS.sub(r"\1 \2 \3", text)))
    if clock or not any(_says_day(when) for when in _read(typed, today, span)):
        typed = _GLUED.sub(r"\1:\2", typed)
    found = [when for when in _read(typed, today, span) if when.unit in _MOMENTS]
    days = next((when for when in found if _says_day(when)), None)
    timed = [when for when in found if when.from_ is not None]
    if not days and not timed:
        return NOTHING
    rest = typed
    for when in reversed(found):
        rest = rest[: when.start] + " " + rest[when.end :]
    made = Moment(unread=_unread(rest))
    if days and days.first and days.last:
        yearless = _in(days.text, today + _A_YEAR) != _in(days.text, today)
        notes = () if yearless else tuple(_era(days.text, days.first))
        weekday = bool(days.others) and not yearless
        first, last = _nearest(days.first, days.last, span) if yearless and span else (days.first, days.last)
        made = replace(made, first=first, last=last, notes=notes, weekday=weekday, yearless=yearless)
    if timed:
        ends = timed[-1].to if len(timed) > 1 or timed[0].to != timed[0].from_ else None
        begins, ends = _figured(timed) or (timed[0].from_, ends)
        made = replace(made, from_=begins, to=ends)
        if len(timed) > 1 and any(when.from_ != when.to for when in timed):
            made = replace(made, notes=(*made.notes, ("assumed-one-span", (("found", text),))))
    return made


def _all_day(text: str, today: date, span: Span | None, *, clock: bool) -> Moment | None:
    """A day, or a time that is nothing but ทั้งวัน: the hours of an office."""
    small = text.casefold()
    phrase = max((each for each in phrases("texts", "all_day") if each in small), key=len, default="")
    if not phrase:
        return None
    found = _text(" ".join(small.replace(phrase, " ", 1).split()), today, span, clock=clock)
    if found.from_ is not None or not (found or norm(small) == norm(phrase)):
        return None
    hours = (("found", text), ("meant", f"{_OFFICE[0]:%H.%M}-{_OFFICE[1]:%H.%M}"))
    return replace(found, from_=_OFFICE[0], to=_OFFICE[1], notes=(*found.notes, ("assumed-all-day", hours)))


def _nearest(first: date, last: date, span: Span) -> Span:
    """The same days in the year in which they are nearest to `span`."""
    found = []
    for year in range(span[0].year - 1, span[1].year + 2):
        try:
            day = first.replace(year=year)
        except ValueError:  # 29 February
            continue
        found.append((max(span[0] - day, day - span[1], timedelta()), day))
    day = min(found)[1] if found else first
    return day, day + (last - first)


def _figured(timed: list[dates.When]) -> tuple[time | None, time | None] | None:
    """Hours that are written in figures alone, as they stand: in a file nobody means 21.00 by 10.00-9.00."""
    text = " ".join(when.text for when in timed)
    figures = [(int(hour), int(minute)) for hour, minute in _FIGURES.findall(text)]
    if not figures or _unread(_FIGURES.sub(" ", text)) or any(hour > _HOURS for hour, _ in figures):
        return None
    begins, *others = (time(hour % _HOURS, minute) for hour, minute in figures)
    return begins, others[-1] if others else None


def _says_day(when: dates.When) -> bool:
    """Whether a day of a month is named: not today's, because none is, nor that of a month that is not said."""
    if when.unit not in _DAYS or when.first is None:
        return False
    early, late = (_in(when.text, day) for day in _APART)
    return early is not None and late is not None and early.month == late.month


def _in(text: str, today: date) -> date | None:
    """The first day of the first mention in `text`, as it is read on some day."""
    return next((when.first for when in _read(text, today, None)), None)


def _era(text: str, day: date) -> list[Note]:
    """How the year was read: พ.ศ. in full, or of two digits."""
    if year := _YEAR.search(text):
        return [_buddhist(int(year[0]))]
    short = _SHORT_YEAR.search(_CLOCK.sub("", text))
    if short and not re.search(r"\d{4}", text):
        return [
            ("assumed-century", (("found", short[1]), ("buddhist", str(day.year + BUDDHIST)), ("meant", str(day.year))))
        ]
    return []


def _read(text: str, today: date, span: Span | None) -> tuple[dates.When, ...]:
    return dates.read(text, datetime.combine(today, time(12), ZoneInfo("UTC")), span)


def _unread(rest: str) -> str:
    words = [word for word in rest.split() if _REST.sub("", word)]
    fillers = {filler.casefold() for filler in phrases("texts", "fillers")}
    left = [word for word in words if word.casefold().strip("().,") not in fillers and word.casefold() not in fillers]
    return " ".join(left)
