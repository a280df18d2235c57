"""What has to be told of a file, gathered by sheet and cell; what is assumed of many cells is told once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Fault
from storage.formats.xlsx.understood import ASSUMED


if TYPE_CHECKING:
    from storage.formats.xlsx.grid import Grid
    from storage.formats.xlsx.moments import Note


class Teller:
    """The faults, doubts and assumptions of one file, in the order in which they were met."""

    def __init__(self) -> None:
        self._told: dict[tuple[object, ...], Fault] = {}
        self._counts: dict[tuple[object, ...], int] = {}

    def error(self, code: str, grid: Grid, row: int, column: int, /, **values: str) -> None:
        self._put(Fault(code, grid.address(row, column), None, values, sheet=grid.sheet), apart=True)

    def warn(self, code: str, grid: Grid, row: int, column: int, /, **values: str) -> None:
        """A doubt about a cell; or an assumption, of which the first cell and how many there are is told."""
        fault = Fault(code, grid.address(row, column), None, values, warning=True, sheet=grid.sheet)
        self._put(fault, apart=not code.startswith(ASSUMED))

    def whole(self, code: str, /, **values: str) -> None:
        """An assumption about the file, at no cell."""
        self._put(Fault(code, "", None, values, warning=True), apart=True)

    def notes(self, notes: tuple[Note, ...], grid: Grid, row: int, column: int) -> None:
        """What was noted while a cell was read."""
        for code, values in notes:
            self.warn(code, grid, row, column, **dict(values))

    def add(self, fault: Fault) -> None:
        self._put(fault, apart=True)

    def told(self) -> tuple[Fault, ...]:
        return tuple(
            replace(fault, values={**fault.values, "times": str(self._counts[key])}) if key[0] == "each" else fault
            for key, fault in self._told.items()
        )

    def _put(self, fault: Fault, *, apart: bool) -> None:
        where = (fault.sheet, fault.place) if apart else (fault.sheet,)
        key = ("one" if apart else "each", *where, fault.code, tuple(sorted(fault.values.items())))
        self._told.setdefault(key, fault)
        self._counts[key] = self._counts.get(key, 0) + 1
