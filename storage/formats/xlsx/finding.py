"""The tables of a file, of whatever kind it is, and what is told of their headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.errors import Fault
from storage.formats.report import Unreadable, shown
from storage.formats.xlsx import delimited, opening
from storage.formats.xlsx.agendas import by_content, in_json
from storage.formats.xlsx.blocks import blocks
from storage.formats.xlsx.rooms import unpivoted
from storage.formats.xlsx.tables import Table, find, rows
from storage.formats.xlsx.understood import WORD, Sheet
from storage.formats.xlsx.vocabulary import meant


if TYPE_CHECKING:
    from datetime import date

    from storage.formats.xlsx.grid import Grid
    from storage.formats.xlsx.teller import Teller
    from storage.formats.xlsx.understood import Name


@dataclass(slots=True)
class Found:
    """The tables of a file; `days`, `venues` and `title` are said beside them, by their place in the list."""

    tables: list[Table] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    days: dict[int, str] = field(default_factory=dict)
    venues: dict[int, str] = field(default_factory=dict)
    title: str = ""

    def of(self, name: Name) -> list[Table]:
        return [table for table in self.tables if table.name == name]


def tables_in(name: str, data: bytes, today: date, tell: Teller) -> Found:
    """The tables of the file `name`, by its ending: all else is taken for a workbook. Raises Unreadable."""
    ending = PurePath(name).suffix.lower()
    found = Found()
    if ending == ".json":
        for agenda in in_json(data.decode("utf-8-sig", "replace")):
            if table := find(agenda.grid) or by_content(agenda.grid, today):
                found.days[len(found.tables)], found.venues[len(found.tables)] = agenda.day, agenda.venue
                found.title = found.title or agenda.title
                _add(found, agenda.grid, table, tell)
    elif ending in (".csv", ".tsv", ".txt"):
        _sheet(found, delimited.grid(data), today, tell)
    else:
        for grid in opening.grids(data):
            _sheet(found, grid, today, tell)
    if not found.tables:
        raise Unreadable("no-table", "")
    return found


def _sheet(found: Found, grid: Grid, today: date, tell: Teller) -> None:
    """The tables of a sheet, one below the other; a timetable may have a column for each room."""
    if grid.hidden:
        _add(found, grid, None, tell)
        return
    parts = blocks(grid, today)
    for nr, part in enumerate(parts):
        by_time = unpivoted(part, today, tell) or part
        table = find(by_time) or by_content(by_time, today)
        if nr and table:
            tell.warn("assumed-tables", part, 0, 0, row=str(part.top + 1))
        _add(found, by_time, table, tell)


def _add(found: Found, grid: Grid, table: Table | None, tell: Teller) -> None:
    """Put a sheet where it belongs, and tell of the columns that are read otherwise than they are called."""
    named = meant("sheets", grid.sheet)
    heading = grid.top + table.heading + 1 if table and table.heading >= 0 else 0
    count = sum(1 for _ in rows(table)) if table else 0
    found.sheets.append(Sheet(grid.sheet, table.name if table else "", heading, count, grid.hidden))
    if table is None:
        if grid.hidden:
            tell.warn("hidden-sheet", grid, 0, 0)
        elif not (named and named.name == "readme"):
            tell.warn("unknown-sheet", grid, 0, 0)
        return
    found.tables.append(table)
    for column in (each for each in table.seen if each.field and not each.sure):
        code = "assumed-heading" if column.heading else "assumed-column"
        values = {"found": shown(column.heading)} if column.heading else {}
        meaning = f"{WORD}columns.{column.table}:{column.field}"
        tell.add(Fault(code, column.cell, None, {**values, "field": meaning}, warning=True, sheet=column.sheet))
    for at, text, first in table.twice:
        tell.warn("column-twice", grid, max(table.heading, 0), at, found=shown(text), first=shown(first))
    twice = {grid.address(max(table.heading, 0), at) for at, _, _ in table.twice}
    for column in table.seen:
        if not column.field and column.cell not in twice:
            fault = Fault("unknown-column", column.cell, None, {"found": shown(column.heading)}, True, column.sheet)  # noqa: FBT003 - a warning
            tell.add(fault)
    for (row, at), why in grid.broken.items():
        if row >= table.starts and at in table.columns:
            code = "no-formula-value" if why == "=" else "formula-error"
            tell.error(code, grid, row, at, **({} if why == "=" else {"found": why}))
