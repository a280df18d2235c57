"""When the sessions of a table are: a day said once for many rows, hours in one column or in two, ends not said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from storage.formats.report import shown
from storage.formats.xlsx.grid import flat
from storage.formats.xlsx.moments import NOTHING, Moment, moment
from storage.formats.xlsx.tables import only, rows
from storage.formats.xlsx.values import kind_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from storage.formats.xlsx.moments import Span
    from storage.formats.xlsx.tables import Row, Table
    from storage.formats.xlsx.teller import Teller

_HOUR = timedelta(hours=1)
_LATE, _EARLY = 18, 6  # a session may go on past midnight from the evening to the morning
_HALF_DAY = 12  # hours
_LONGEST = 24 * 60  # minutes
_STARTS = ("time", "start", "when", "date")
_WHENS = ("date", "when", "time", "start", "end", "last")


@dataclass(slots=True)
class Slot:
    """A row that is a session: `start` and `end` are on the clock where it is held; None where they cannot be read."""

    row: Row
    kind: str
    start: datetime | None = None
    end: datetime | None = None


class Timetable:
    """The slots of the tables of one file; `span` are the first and the last day with a year that it names."""

    def __init__(self, today: date, span: Span | None, teller: Teller) -> None:
        self._today, self._span, self._tell = today, span, teller

    def slots(self, table: Table, day: date | None = None) -> list[Slot]:
        """The sessions of a table, of which `day` is said beside it, if any is."""
        found = list(self._slots(table, day or self._above(table)))
        self._ends(found)
        return found

    def _slots(self, table: Table, day: date | None) -> Iterator[Slot]:
        carried = day is not None
        for row in rows(table):
            if (text := only(row)) and (heading := self._read(text)).first and heading.from_ is None:
                day, carried = heading.first, True
                self._tell.notes(heading.notes, table.grid, row.number, row.column("date"))
                continue
            if self._is_remark(row):
                at = _first(row)
                self._tell.warn("row-skipped", table.grid, row.number, at, found=shown(table.grid.text(row.number, at)))
                continue
            slot = Slot(row, kind_of(row))
            said = self._day(row)
            if said.first is None and said.unread == "" and day is not None:
                if not carried:
                    self._tell.warn("assumed-same-day", table.grid, row.number, row.column("date"))
                said = Moment(day, day, said.from_, said.to)
            elif said.first is not None:
                carried, day = False, said.first if said.last == said.first else None
            self._times(slot, said)
            yield slot

    def _is_remark(self, row: Row) -> bool:
        """Whether a row says neither what nor when, or is but one text without a time: a sum, a note."""
        whens = [(name, value) for name in _WHENS for _, value in row.values(name)]
        timed = any(self._read(value, clock=name not in ("date", "last")) for name, value in whens)
        titled = row.line("title") or row.line("title_en")
        return not timed and (bool(only(row)) or not (titled or whens))

    def _read(self, value: object, *, clock: bool = False) -> Moment:
        return moment(value, self._today, self._span, clock=clock)  # type: ignore[arg-type] # what stands in a cell

    def _above(self, table: Table) -> date | None:
        """The day of the whole table: said over its headings, or by the name of its sheet."""
        if any(table.has(name) for name in ("date", "when")):
            return None
        for number in range(table.above - 1, -1, -1):
            for column, value in enumerate(table.grid.rows[number]):
                if (found := self._read(value)).first and found.first == found.last:
                    self._tell.notes(found.notes, table.grid, number, column)
                    self._tell.warn("assumed-day", table.grid, number, column, day=f"{found.first}")
                    return found.first
        if (named := self._read(table.grid.sheet)).first:
            self._tell.warn("assumed-day", table.grid, max(table.heading, 0), 0, day=f"{named.first}")
        return named.first

    def _day(self, row: Row) -> Moment:
        """The day or days of a row; `unread` is set where there is something that is none.

        One of two columns may have but the weekday.
        """
        for name in ("date", "when"):
            read = [(column, value, self._read(value)) for column, value in row.values(name)]
            found = next((each for each in read if each[2].first), next(iter(read), None))
            if found is None:
                continue
            column, value, said = found
            grid = row.table.grid
            self._tell.notes(said.notes, grid, row.number, column)
            if said.first is None and not (name == "when" and said.from_):
                self._tell.error("not-day", grid, row.number, column, found=shown(flat(value)))
                return Moment(unread=flat(value))
            self._doubts(said, row, column, flat(value))
            return said
        return NOTHING

    def _doubts(self, found: Moment, row: Row, column: int, text: str) -> None:
        where = (row.table.grid, row.number, column)
        if found.weekday:
            self._tell.warn("other-weekday", *where, found=shown(text), day=f"{found.first}")
        if found.yearless and found.first:
            self._tell.warn("assumed-year", *where, year=str(found.first.year), buddhist=str(found.first.year + 543))
        if found.unread:
            self._tell.warn("assumed-part", *where, found=shown(text), unread=shown(found.unread))

    def _clock(self, row: Row, *names: str) -> tuple[Moment, int]:
        """The time in one of these columns."""
        for name in names:
            for column, value in row.values(name):
                found = self._read(value, clock=True)
                where = (row.table.grid, row.number, column)
                self._tell.notes(found.notes, *where)
                if found.from_ is None and not (found.first and name in ("end", "when")):
                    self._tell.error("not-hours-cell", *where, found=shown(flat(value)))
                    return Moment(unread=flat(value)), column
                if found.unread:
                    self._tell.warn("assumed-part", *where, found=shown(flat(value)), unread=shown(found.unread))
                return found, column
        return NOTHING, row.column(*_STARTS)

    def _times(self, slot: Slot, said: Moment) -> None:
        row = slot.row
        hours, column = self._clock(row, "start", "time", "when")
        ends, _ = self._clock(row, "end")
        lasts = self._last(row)
        first, begins = said.first or hours.first, hours.from_ or said.from_
        if begins is None and slot.kind == "deadline":
            begins = ends.from_
        if first is None or begins is None:
            unreadable = said.unread if first is None else hours.unread
            if not unreadable:
                at = row.column("date", *_STARTS) if first is None else column
                self._tell.error("no-day" if first is None else "no-time", row.table.grid, row.number, at)
            return
        slot.start = datetime.combine(first, begins)
        last = lasts.first or ends.first or said.last or first
        until = ends.from_ or hours.to or (said.to if hours.from_ is None else None)
        if until is not None:
            slot.end = self._end(slot, last, until)
        elif length := self._length(row):
            slot.end = slot.start + length
        elif slot.kind == "deadline":
            slot.end = slot.start
        elif last != first:
            self._tell.error("no-end-time", row.table.grid, row.number, row.column("end", *_STARTS))

    def _last(self, row: Row) -> Moment:
        """The last day of several, where it has a column."""
        found, where = self._read(row.value("last")), (row.table.grid, row.number, row.column("last"))
        self._tell.notes(found.notes, *where)
        if row.value("last") != "" and found.first is None:
            self._tell.error("not-day", *where, found=shown(row.line("last")))
        return found

    def _end(self, slot: Slot, last: date, until: time) -> datetime:
        """On the next day where it ends past midnight; what else ends before it starts is left to be told."""
        end, start = datetime.combine(last, until), slot.start or datetime.combine(last, until)
        if end >= start or last != start.date():
            return end
        if until == time():
            return end + timedelta(days=1)
        if start.hour >= _LATE and until.hour <= _EARLY:
            row = slot.row
            self._tell.warn(
                "assumed-overnight", row.table.grid, row.number, row.column("end", *_STARTS), end=f"{until:%H:%M}"
            )
            return end + timedelta(days=1)
        return end

    def _length(self, row: Row) -> timedelta | None:
        """How long it is: minutes, or hours and minutes as Excel keeps them."""
        if (hours := row.value("hours")) != "" and isinstance(hours, (int, float)) and 0 < hours <= _HALF_DAY:
            return timedelta(hours=hours)
        value = row.value("length")
        if isinstance(value, timedelta):
            return value
        if isinstance(value, time):
            return timedelta(hours=value.hour, minutes=value.minute)
        digits = "".join(letter for letter in flat(value).split(".")[0] if letter.isdecimal())
        minutes = int(digits) if digits and len(digits) < 5 else 0  # noqa: PLR2004 - more is no length
        if value != "" and not 0 < minutes <= _LONGEST:
            self._tell.error("not-length", row.table.grid, row.number, row.column("length"), found=shown(flat(value)))
            return None
        return timedelta(minutes=minutes) if minutes else None

    def _ends(self, slots: list[Slot]) -> None:
        """Without an end it goes on until the next begins there, else anywhere, that day; the last for an hour."""
        starts: dict[date, list[tuple[datetime, str]]] = {}
        for slot in slots:
            if slot.start:
                starts.setdefault(slot.start.date(), []).append((slot.start, slot.row.line("venue").casefold()))
        for slot in slots:
            if slot.start is None or slot.end is not None:
                continue
            later = [each for each in starts[slot.start.date()] if each[0] > slot.start]
            there = [start for start, venue in later if venue == slot.row.line("venue").casefold()]
            slot.end = min(there or [start for start, _ in later], default=slot.start + _HOUR)
            code = "assumed-end" if later else "assumed-hour"
            self._tell.warn(code, slot.row.table.grid, slot.row.number, slot.row.column("end", *_STARTS))


def _first(row: Row) -> int:
    return next((at for at, value in enumerate(row.table.grid.rows[row.number]) if flat(value)), 0)


def years(tables: Iterable[Table], today: date) -> Span | None:
    """The first and the last day that are written with their year, over headings, in cells and in names of sheets."""
    days: list[date] = []
    for table in tables:
        grid = table.grid
        above = [value for cells in grid.rows[: table.above] for value in cells]
        said = [value for row in rows(table) for name in ("date", "when", "last") for _, value in row.values(name)]
        across = [text for row in rows(table) if (text := only(row))]
        for value in [grid.sheet, *above, *said, *across]:
            found = moment(value, today)
            if found.first and found.last and not found.yearless:
                days += [found.first, found.last]
    return (min(days), max(days)) if days else None
