"""A sheet as rows of cells, wherever it comes from; a row and a column count from 0, an address as readers write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from storage.formats.words import clean


if TYPE_CHECKING:
    from collections.abc import Callable


Value = int | float | str | bool | date | datetime | time | timedelta
"""What stands in a cell; "" where nothing does."""
Spot = tuple[int, int]

_LETTERS = 26
_KEPT = 4_000  # texts of cells: a row is asked for the same ones again and again
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff\u00ad"))


def letters(column: int) -> str:
    """The letters of a column: A is 0, AA is 26."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def cell_name(row: int, column: int) -> str:
    """A cell as Excel calls it: C7."""
    return f"{letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Grid:
    """`merged` leads from each cell of a merged range to its first; `broken` says of formulas why they have no value.

    `sheet` is what a fault says of it: "" where the file has no sheets. `top`: so many rows of that stand above.
    """

    sheet: str
    rows: list[list[Value]]
    merged: dict[Spot, Spot] = field(default_factory=dict)
    broken: dict[Spot, str] = field(default_factory=dict)
    hidden: bool = False
    address: Callable[[int, int], str] = cell_name
    top: int = 0

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell; in a merged range what stands in its first cell, further down too, but not beside."""
        first = self.merged.get((row, column))
        if first and first[1] == column:
            row = first[0]
        return self._at(row, column)

    def across(self, row: int, column: int) -> Value:
        """The same, for headings: in a merged range what stands in its first cell, wherever that is."""
        return self._at(*self.merged.get((row, column), (row, column)))

    def _at(self, row: int, column: int) -> Value:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    def text(self, row: int, column: int) -> str:
        return as_text(self.value(row, column))

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def as_text(value: Value) -> str:
    """A value as text without stray blanks: whole numbers without a point, lines kept apart."""
    if isinstance(value, str):
        return _lines(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def flat(value: Value) -> str:
    """The same, in one line."""
    return _line(value) if isinstance(value, str) else " ".join(as_text(value).split())


@lru_cache(maxsize=_KEPT)
def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in clean(text.translate(_UNSEEN)).split("\n"))
    return "\n".join(lines).strip()


@lru_cache(maxsize=_KEPT)
def _line(text: str) -> str:
    return " ".join(_lines(text).split())
