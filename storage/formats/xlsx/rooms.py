"""A timetable with a column for each room: time goes down, and each cell under a room is a session there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from storage.formats.report import shown
from storage.formats.xlsx.grid import Grid, flat
from storage.formats.xlsx.moments import moment
from storage.formats.xlsx.tables import ABOVE
from storage.formats.xlsx.values import UNATTENDED
from storage.formats.xlsx.vocabulary import begins, meant, phrases, said


if TYPE_CHECKING:
    from datetime import date, time

    from storage.formats.xlsx.grid import Spot, Value
    from storage.formats.xlsx.moments import Moment
    from storage.formats.xlsx.teller import Teller

_STARTS = ("time", "start", "when")
_TITLES = frozenset({"title", "title_en"})
_LEAST = 2  # rooms, and rows with a time
_LONGEST = 60  # letters of the name of a room
_APART = " :："  # between a word and what it says
_DASHES = frozenset({"-", "–", "—"})


def unpivoted(grid: Grid, today: date, tell: Teller) -> Grid | None:
    """The same with a row for each session, whose cells know where they stood; None where it is no such timetable."""
    for row in range(min(ABOVE, len(grid.rows))):
        if (across := _across(grid, row, today)) is not None:
            names = ", ".join(flat(grid.across(row, column)) for column in across.rooms)
            tell.warn("assumed-rooms", grid, row, across.rooms[0], found=shown(names))
            return _Unpivoting(grid, across, today, tell).made()
    return None


def is_heading(grid: Grid, row: int, today: date) -> bool:
    """Whether these are the headings of such a timetable: quickly seen, as most rows are not."""
    named = sum(isinstance(value, str) and _names_room(value.casefold()) for value in grid.rows[row])
    return named >= _LEAST and _across(grid, row, today) is not None


@dataclass(frozen=True, slots=True)
class _Across:
    """Where the headings stand, which columns are rooms, and which say when it begins and (-1: none does) ends."""

    heading: int
    rooms: list[int]
    starts: int
    ends: int


def _across(grid: Grid, row: int, today: date) -> _Across | None:
    """A column of times and, beside it, headings that are rooms: they say so, or what is merged over them does."""
    fields: dict[int, str] = {}
    rooms: list[int] = []
    for column in range(len(grid.rows[row])):
        heading = flat(grid.across(row, column))
        known = meant("columns.sessions", heading) if heading else None
        if known and known.sure and known.name != "venue":
            fields.setdefault(column, known.name)
        elif (
            0 < len(heading) <= _LONGEST
            and _is_room(grid, row, column, heading)
            and (rooms or _times(grid, row, column, today) < _LEAST)  # a corner may say เวลา / ห้อง
        ):
            rooms.append(column)
    distinct = {flat(grid.across(row, column)) for column in rooms}
    if len(distinct) < max(_LEAST, len(rooms)) or _TITLES.intersection(fields.values()):
        return None
    said_so = [column for column, name in fields.items() if name in _STARTS]
    others = [column for column in range(len(grid.rows[row])) if column not in fields and column not in rooms]
    unnamed = [] if said_so else [column for column in others if _is_corner(grid, row, column, others, today)]
    starts = next((column for column in said_so or unnamed if _times(grid, row, column, today) >= _LEAST), None)
    if starts is None:
        return None
    return _Across(row, rooms, starts, next((column for column, name in fields.items() if name == "end"), -1))


def _is_corner(grid: Grid, row: int, column: int, others: list[int], today: date) -> bool:
    """Whether a row of names of rooms has nothing else beside them, but in this column, and no time there.

    Bare numbers under it may be times, or only count the rows.
    """
    beside = any(flat(grid.value(row, each)) for each in others if each != column)
    counts = any(isinstance(value := grid.value(at, column), (int, float)) and value >= 1 for at in _under(grid, row))
    return not (beside or counts) and _clock(grid, row, column, today).from_ is None


def _times(grid: Grid, row: int, column: int, today: date) -> int:
    """How many times there are close under a heading."""
    return sum(_clock(grid, at, column, today).from_ is not None for at in _under(grid, row))


def _under(grid: Grid, row: int) -> range:
    return range(row + 1, min(len(grid.rows), row + 1 + ABOVE))


def _is_room(grid: Grid, row: int, column: int, heading: str) -> bool:
    """Whether a heading names a room: "ห้อง 1", "Room A", "Main Hall"; or stands under one that says ห้อง."""
    if _names_room(heading.casefold()):
        return True
    over = meant("columns.sessions", flat(grid.across(row - 1, column))) if row else None
    return over is not None and over.sure and over.name == "venue"


@cache
def _words() -> tuple[str, ...]:
    return tuple(each.casefold() for each in phrases("texts", "rooms"))


def _names_room(small: str) -> bool:
    words = _words()
    return small.lstrip().startswith(words) or any(word in words for word in small.split())


def _clock(grid: Grid, row: int, column: int, today: date) -> Moment:
    return moment(grid.value(row, column), today, clock=True)


def _parted(text: str) -> tuple[str, str]:
    """A title, and who speaks: what stands in a line of its own behind โดย, วิทยากร, or another such heading."""
    titles, names = [], []
    for nr, line in enumerate(text.split("\n")):
        words = [
            word for word in phrases("columns.sessions", "speakers") if line.casefold().startswith(word.casefold())
        ]
        rest = line[max(map(len, words), default=0) :]
        if nr and words and rest[:1] in _APART and rest.strip(_APART):
            names.append(rest.strip(_APART))
        else:
            titles.append(line)
    return "\n".join(titles), "\n".join(names)


class _Unpivoting:
    """The rows of such a timetable, made one by one; `spots` is where each of their cells stood."""

    def __init__(self, grid: Grid, across: _Across, today: date, tell: Teller) -> None:
        self.grid, self.across, self.today, self.tell = grid, across, today, tell
        self.kept = [column for column in range(grid.width) if column not in across.rooms]
        self.rows: list[list[Value]] = []
        self.spots: list[list[int]] = []
        self.lines: list[int] = []
        self.sessions: list[int] = []

    def made(self) -> Grid:
        grid, heading = self.grid, self.across.heading
        for row in range(heading):
            self._as_it_is(row)
        first = self.across.rooms[0]
        heads = [grid.across(heading, column) for column in self.kept]
        time, *words = (said("columns.sessions", name, "th") for name in ("time", "title", "venue", "speakers"))
        at = self.kept.index(self.across.starts)
        known = meant("columns.sessions", flat(heads[at]))
        heads[at] = heads[at] if known and known.sure and known.name in _STARTS else time
        self._put(heading, [*heads, *words], [*self.kept, first, first, first])
        for row in range(heading + 1, len(grid.rows)):
            if len({flat(value) for value in grid.rows[row]} - {""}) == 1 and not self._begins(row):
                self._as_it_is(row)
            elif grid.rows[row] != grid.rows[heading]:  # the headings again, on another page
                self._sessions(row)
        if not any(self.rows[nr][-1] for nr in self.sessions):  # nobody is named: who spoke before still does
            for nr in (heading, *self.sessions):
                self.rows[nr].pop()
        return Grid(
            grid.sheet,
            self.rows,
            broken={
                (nr, at): grid.broken[self.lines[nr], column]
                for nr, columns in enumerate(self.spots)
                for at, column in enumerate(columns)
                if (self.lines[nr], column) in grid.broken
            },
            address=self._address,
            top=grid.top,
        )

    def _address(self, row: int, column: int) -> str:
        columns = self.spots[row]
        return self.grid.address(self.lines[row], columns[column] if column < len(columns) else column)

    def _put(self, row: int, cells: list[Value], columns: list[int]) -> None:
        self.rows.append(cells)
        self.spots.append(columns)
        self.lines.append(row)

    def _as_it_is(self, row: int) -> None:
        cells = self.grid.rows[row]
        self._put(row, [*cells], [*range(len(cells))])

    def _sessions(self, row: int) -> None:
        """A row for each cell under a room that has anything, and does not go on from above or from the left."""
        grid, rooms = self.grid, self.across.rooms
        texts = {column: flat(grid.value(row, column)) for column in rooms}
        told = [column for column, text in texts.items() if text and text not in _DASHES]
        for column in told:
            first = grid.merged.get((row, column), (row, column))
            if first != (row, column):
                continue
            held = [each for each in rooms if grid.merged.get((row, each), (row, each)) == first]
            last = row
            while (last + 1, column) in grid.merged and grid.merged[last + 1, column] == first:
                last += 1
            pause = len(told) == 1 and begins("titles", texts[column]) in UNATTENDED  # a break is typed but once
            if everywhere := pause or len(held) == len(rooms):
                self.tell.warn("assumed-over-rooms", grid, row, column)
            names = [flat(grid.across(self.across.heading, each)) for each in held]
            cells = [self._when(row, last, each, (row, column)) for each in self.kept]
            venue = "" if everywhere else " + ".join(names)
            title, who = _parted(grid.text(row, column))
            self.sessions.append(len(self.rows))
            self._put(row, [*cells, title, venue, who], [*self.kept, column, column, column])

    def _when(self, row: int, last: int, column: int, spot: Spot) -> Value:
        """What stands in a column beside the rooms; where it says when, until the last row that the cell goes over."""
        grid, across = self.grid, self.across
        value = grid.value(row, column)
        begins = self._begins(row)
        said_last = _clock(grid, last, across.ends, self.today).from_ if across.ends >= 0 else None
        ends = said_last or _clock(grid, last, across.starts, self.today).to
        if begins is None or column not in (across.starts, across.ends) or (last == row and ends):
            return value
        if ends is None:
            ends = next((each for nr in range(last + 1, len(grid.rows)) if (each := self._begins(nr))), None)
            if ends is None or ends <= begins:
                return value
            if column == across.starts:
                self.tell.warn("assumed-end", grid, row, column)
        elif column == across.starts:
            self.tell.warn("assumed-over-rows", grid, *spot, end=f"{ends:%H:%M}")
        if column == across.ends:
            return ends
        if across.ends >= 0 or _clock(grid, row, column, self.today).first:
            return value
        return f"{begins:%H:%M}-{ends:%H:%M}"

    def _begins(self, row: int) -> time | None:
        return _clock(self.grid, row, self.across.starts, self.today).from_
