"""Several tables on one sheet, one below the other: each with what stands over its headings is a grid of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from storage.formats.xlsx import rooms
from storage.formats.xlsx.grid import Grid, flat
from storage.formats.xlsx.moments import moment
from storage.formats.xlsx.tables import ABOVE, table_at
from storage.formats.xlsx.vocabulary import headings


if TYPE_CHECKING:
    from datetime import date

_LEAST = 2  # headings that make a row of them


def blocks(grid: Grid, today: date) -> list[Grid]:
    """The grids of the tables; the whole where there is one. The same headings again are no other table.

    Unless a day stands over them that is in a cell of its own, beside its name.
    """
    starts: list[int] = []
    lines: list[int] = []
    heads: list[list[str]] = []
    for row in range(len(grid.rows)):
        if not (_is_heading(grid, row) or rooms.is_heading(grid, row, today)):
            continue
        if lines and row == lines[-1] + 1:  # the same headings in another language
            continue
        again = heads and _heads(grid, row) == heads[-1]
        over = _over(grid, row, today, lines[-1] if lines else -1)
        if again and not any(_says_day(grid, each, today) for each in range(over, row)):
            continue
        starts.append(row)
        lines.append(row)
        heads.append(_heads(grid, row))
        if len(starts) > 1:
            starts[-1] = over
    if len(starts) < _LEAST:
        return [grid]
    ends = [*starts[1:], len(grid.rows)]
    return [_part(grid, begin, end) for begin, end in zip([0, *starts[1:]], ends, strict=True)]


def _is_heading(grid: Grid, row: int) -> bool:
    """Whether these are the headings of a table, all of them well known: quickly seen, as most rows are not."""
    known = _known()
    found = {text for value in grid.rows[row] if isinstance(value, str) and (text := value.strip().casefold()) in known}
    if len(found) < _LEAST:
        return False
    part = _part(grid, row, min(len(grid.rows), row + ABOVE))
    return len(part.rows) > 1 and table_at(part, 0) is not None


@cache
def _known() -> frozenset[str]:
    return headings()


def _heads(grid: Grid, row: int) -> list[str]:
    return [text for value in grid.rows[row] if (text := flat(value))]


def _over(grid: Grid, row: int, today: date, after: int) -> int:
    """Where what stands over the headings begins: a title or a day, behind the last row of the table before."""
    at = row
    while at - 1 > after and len(held := _held(grid, at - 1)) <= _LEAST:
        if len(held) == _LEAST and not _says_day(grid, at - 1, today):
            break
        at -= 1
    blank = next((each for each in range(at, row) if not _held(grid, each)), None)
    lines = [each for each in range(at if blank is None else blank, row) if _held(grid, each)]
    return lines[0] if lines else row


def _held(grid: Grid, row: int) -> set[str]:
    return {flat(value) for value in grid.rows[row] if value != ""} - {""}


def _says_day(grid: Grid, row: int, today: date) -> bool:
    """Whether there is a day in one of its cells, beside others, and no time."""
    if len(_held(grid, row)) < _LEAST:
        return False
    read = [moment(value, today) for value in grid.rows[row] if value != ""]
    return any(each.first for each in read) and not any(each.from_ for each in read)


def _part(grid: Grid, begin: int, end: int) -> Grid:
    """Some rows of a grid, which know where they stood."""
    merged = {
        (row - begin, column): (first[0] - begin, first[1])
        for (row, column), first in grid.merged.items()
        if begin <= row < end and first[0] >= begin
    }
    broken = {(row - begin, column): why for (row, column), why in grid.broken.items() if begin <= row < end}
    return Grid(
        grid.sheet,
        grid.rows[begin:end],
        merged,
        broken,
        grid.hidden,
        lambda row, column: grid.address(row + begin, column),
        grid.top + begin,
    )
