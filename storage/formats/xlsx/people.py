"""The table of people, made ready for the roster, which knows what a roster must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.formats.report import shown
from storage.formats.xlsx.entries import phone
from storage.formats.xlsx.grid import flat, letters
from storage.formats.xlsx.tables import only, rows
from storage.formats.xlsx.understood import People


if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.formats.xlsx.tables import Table
    from storage.formats.xlsx.teller import Teller

_ELSEWHERE = frozenset({"number", "programme"})  # a workbook's people are of its own programme


def people_of(tables: Sequence[Table], tell: Teller) -> People | None:
    """The first table of people; another is told of and passed over."""
    if not tables:
        return None
    table, *others = tables
    for other in others:
        tell.warn("second-table", other.grid, max(other.heading, 0), 0, first=table.grid.sheet)
    columns = {field: column for column, field in table.columns.items() if field not in _ELSEWHERE}
    made = []
    for row in rows(table):
        cells = {field: row.line(field) for field in columns}
        if not cells["name"] and (text := only(row)):
            at = next(nr for nr, value in enumerate(table.grid.rows[row.number]) if flat(value))
            tell.warn("row-skipped", table.grid, row.number, at, found=shown(text))
            continue
        if "phone" in cells:
            cells["phone"] = phone(row, tell)
        if any(cells.values()):
            made.append((row.table.grid.top + row.number + 1, cells))
    headings = {each.field: each.heading for each in table.seen if each.field in columns}
    return People(table.grid.sheet, headings, {name: letters(at) for name, at in columns.items()}, tuple(made))
