"""Where in the sheets something of a checked programme came from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.errors import Fault
    from storage.formats.xlsx.entries import Placed
    from storage.formats.xlsx.head import Head
    from storage.formats.xlsx.tables import Row
    from storage.formats.xlsx.understood import Name

_PATH = re.compile(r"([a-z]+)(?:\[(\d+)\])?(?:\.([a-z_]+))?.*")
_TIMES = ("time", "when", "date")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("code",),
    "start": ("start", *_TIMES),
    "end": ("end", *_TIMES),
    "location": ("latitude", "location"),
    "answer": ("answer", "answer_en"),
}


class Places:
    """The rows of the entries that were `placed`, by section in their order, those of the programme, and the sheets."""

    def __init__(self, placed: Mapping[str, Sequence[Placed]], head: Head, sheets: Mapping[Name, str]) -> None:
        self._placed, self._head, self._sheets = placed, head, {str(name): sheet for name, sheet in sheets.items()}

    def located(self, fault: Fault) -> Fault:
        """A fault of the checked programme at its cell; what the store alone has keeps its place in the programme."""
        values = dict(fault.values)
        if other := self._cell(values.get("first", "")):
            values["first"] = f"{other[0]}!{other[1]}" if other[0] else other[1]
        sheet, cell = self._cell(fault.place) or ("", fault.place)
        return replace(fault, place=cell, line=None, values=values, sheet=sheet)

    def _cell(self, path: str) -> tuple[str, str] | None:
        match = _PATH.fullmatch(path)
        if match is None:
            return None
        section, number, name = match[1], match[2], match[3] or ""
        if section == "programme":
            return self._of_head(path.removeprefix("programme.").replace(".", "/"))
        if path == section:
            return self._sheets.get(section, ""), ""
        placed = self._placed.get(section, ())
        if number is None or int(number) >= len(placed):
            return None
        return _at(placed[int(number)][1], name)

    def _of_head(self, path: str) -> tuple[str, str] | None:
        row = next((row for key, row in self._head.places.items() if path.startswith(key)), None)
        return (row.table.grid.sheet, row.table.grid.address(row.number, row.column("value"))) if row else None


def _at(row: Row, name: str) -> tuple[str, str]:
    """The cell of a field, or that of the entry's name."""
    fields = (*_COLUMNS.get(name, (name,)), "title", "name", "questions")
    column = next((row.column(each) for each in fields if row.table.has(each)), row.column(name))
    return row.table.grid.sheet, row.table.grid.address(row.number, column)
