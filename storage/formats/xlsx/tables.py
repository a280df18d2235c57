"""Which table a sheet holds, and which of its columns is what: by its headings, wherever they are, and by its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage.formats.xlsx.grid import as_text, flat
from storage.formats.xlsx.understood import WORD, Column
from storage.formats.xlsx.vocabulary import Meant, meant, tables


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.formats.xlsx.grid import Grid, Value
    from storage.formats.xlsx.understood import Name

ABOVE = 30
"""Rows in which headings are looked for: a title and what else an office writes may stand over them."""
READ_OVER = frozenset({"number", "note"})
"""Columns that are known, and say nothing that is kept."""
_SEVERAL = frozenset({("sessions", "speakers"), ("sessions", "date"), ("faqs", "questions")})
_NEEDED: dict[Name, tuple[tuple[str, ...], ...]] = {
    "programme": (("key",), ("value",)),
    "contacts": (("name",), ("phone", "email")),
    "sessions": (("title", "title_en"), ("date", "time", "start", "when")),
    "venues": (("name", "name_en"),),
    "speakers": (("name", "name_en"),),
    "modules": (("title", "title_en"),),
    "groups": (("title", "title_en"),),
    "people": (("name",),),
    "faqs": (("questions",), ("answer", "answer_en")),
}
_BY_NAME = 2.5  # what the name of a sheet counts beside so many headings
_LONGEST = 80  # letters of a heading
_ALONE = 2  # headings that say what a table is, where the name of its sheet does not


@dataclass(slots=True)
class Table:
    """`heading` is the row of the headings, -1 where there are none; `starts` the first row under them."""

    grid: Grid
    name: Name
    heading: int
    starts: int
    columns: dict[int, str]
    seen: list[Column] = field(default_factory=list)
    twice: list[tuple[int, str, str]] = field(default_factory=list)
    _by_field: dict[str, list[int]] | None = field(default=None, init=False, repr=False)

    @property
    def above(self) -> int:
        """How many rows stand over it."""
        return self.heading if self.heading >= 0 else self.starts

    def of(self, name: str) -> list[int]:
        """The columns of a field."""
        return self._placed().get(name, [])

    def has(self, name: str) -> bool:
        return name in self._placed()

    def _placed(self) -> dict[str, list[int]]:
        """The columns by their fields, which are known once all headings were read."""
        if self._by_field is None:
            self._by_field = {}
            for column, field_ in self.columns.items():
                self._by_field.setdefault(field_, []).append(column)
        return self._by_field

    def words(self, name: str) -> str:
        """What the file itself calls a field; what our own word is found by where it has none."""
        return next((each.heading for each in self.seen if each.field == name), f"{WORD}columns.{self.name}:{name}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, by number from 0."""

    table: Table
    number: int

    def value(self, name: str) -> Value:
        """What stands under the first column of a field that has anything."""
        return next((value for _, value in self.values(name)), "")

    def values(self, name: str) -> list[tuple[int, Value]]:
        return [(column, value) for column in self.table.of(name) if (value := self._at(column, name)) != ""]

    def text(self, name: str) -> str:
        return as_text(self.value(name))

    def line(self, name: str) -> str:
        return flat(self.value(name))

    def column(self, name: str, *others: str) -> int:
        """Where a field stands, or else one of the others: the column that a fault names."""
        if filled := self.values(name):
            return filled[0][0]
        columns = [column for each in (name, *others) for column in self.table.of(each)]
        return (columns or list(self.table.columns) or [0])[0]

    def _at(self, column: int, name: str) -> Value:
        """A cell merged over several columns is the title's, if that is among them."""
        grid = self.table.grid
        first = grid.merged.get((self.number, column))
        if first and first[0] == self.number and name in ("title", "title_en"):
            return grid.across(self.number, column)
        value = grid.value(self.number, column)
        if value != "" and first and self._is_title(first):
            return ""
        return "" if isinstance(value, str) and not value.strip() else value

    def _is_title(self, first: tuple[int, int]) -> bool:
        titles = [*self.table.of("title"), *self.table.of("title_en")]
        return any(self.table.grid.merged.get((self.number, column)) == first for column in titles)


def find(grid: Grid) -> Table | None:
    """The table in a sheet; None where no row of headings is known."""
    named = meant("sheets", grid.sheet) if grid.sheet else None
    best: tuple[float, Table] | None = None
    for row in range(min(ABOVE, len(grid.rows))):
        if sum(value != "" for value in grid.rows[row]) < _ALONE and not (named and row + 1 < len(grid.rows)):
            continue
        heads = {text for value in grid.rows[row] if 0 < len(text := flat(value)) <= _LONGEST}
        for name in tables():
            is_named = named is not None and named.name == name
            if sum(meant(f"columns.{name}", head) is not None for head in heads) < (1 if is_named else _ALONE):
                continue
            table = _table(grid, name, row)
            score = _score(table, named)
            if score and (best is None or score > best[0]):
                best = score, table
    return best[1] if best else None


def table_at(grid: Grid, row: int) -> Table | None:
    """The table with its headings in that row; None where one that it must have is not there for sure."""
    for name in tables():
        table = _table(grid, name, row)
        sure = {each.field for each in table.seen if each.sure and each.field}
        if len(sure) >= _ALONE and all(sure.intersection(any_of) for any_of in _NEEDED[name]):
            return table
    return None


def _score(table: Table, named: Meant | None) -> float:
    """How much speaks for it; 0 where something is missing that such a table must have."""
    held = set(table.columns.values())
    is_named = named is not None and named.name == table.name
    lacks = not all(held.intersection(any_of) for any_of in _NEEDED[table.name])
    if lacks and not (is_named and table.name == "sessions" and held & {"title", "title_en"}):
        return 0
    known = held - READ_OVER
    if len(held) < _ALONE and not is_named:
        return 0
    unsure = sum(not each.sure for each in table.seen if each.field)
    return len(known) + 0.5 * len(held & READ_OVER) - 0.3 * unsure + _BY_NAME * is_named


def _table(grid: Grid, name: Name, row: int) -> Table:
    """The sheet as such a table with its headings in that row, and perhaps in the one under it."""
    table = Table(grid, name, row, row + 1, {})
    under = row + 1 if _is_under(grid, name, row) else None
    if under is not None:
        table.starts += 1
    taken: dict[str, str] = {}
    for column in range(max(len(grid.rows[row]), len(grid.rows[under]) if under is not None else 0)):
        heading, found = _heading(grid, name, row, under, column)
        if not heading:
            continue
        field_ = found.name if found else ""
        again = field_ in taken and (name, field_) not in _SEVERAL
        merged = grid.merged.get((row, column), (row, column)) != (row, column)
        if again and field_ not in READ_OVER and not merged:
            table.twice.append((column, heading, taken[field_]))
        elif field_:
            table.columns[column] = field_
            taken.setdefault(field_, heading)
        if again and merged:
            continue
        sure = found.sure if found else True
        table.seen.append(Column(grid.sheet, grid.address(row, column), heading, name, "" if again else field_, sure))
    table.starts += _is_again(table, table.starts)
    return table


def _is_again(table: Table, row: int) -> bool:
    """Whether a row under the headings says the same in other words: those of another language."""
    cells = table.grid.rows[row] if row < len(table.grid.rows) else []
    held = {column: text for column, value in enumerate(cells) if (text := flat(value))}
    found = {column: meant(f"columns.{table.name}", text) for column, text in held.items() if len(text) <= _LONGEST}
    told = [known and known.sure and known.name == table.columns.get(column) for column, known in found.items()]
    return len(told) == len(held) >= _ALONE and all(told)


def _heading(grid: Grid, name: Name, row: int, under: int | None, column: int) -> tuple[str, Meant | None]:
    """What stands over a column: in the lower of two rows, in the row itself, or in the one above, over several."""
    for at in (row if under is None else under, row, row - 1):
        if at < 0:
            continue
        over = at == row - 1
        if over and (grid.merged.get((at, column)) is None or not _is_blank(grid.across(row, column))):
            continue
        heading = flat(grid.across(at, column))
        if heading and (found := meant(f"columns.{name}", heading)):
            return heading, found
    heading = flat(grid.across(row, column))
    merged = grid.merged.get((row, column))
    return ("" if merged and merged != (row, column) else heading), None


def _is_blank(value: Value) -> bool:
    """Whether a heading says nothing: the columns of several speakers are numbered."""
    return not isinstance(value, str) or not value.strip() or value.strip().isdecimal()


def _is_under(grid: Grid, name: Name, row: int) -> bool:
    """Whether the next row has the headings of some columns that are merged in this one."""
    if row + 1 >= len(grid.rows):
        return False
    parted = [
        flat(value)
        for column, value in enumerate(grid.rows[row + 1])
        if value != "" and grid.merged.get((row, column), (row, column))[0] == row
    ]
    wide = any(
        grid.merged.get((row, column), (row, column)) != (row, column) and grid.merged[row, column][0] == row
        for column in range(grid.width)
    )
    return bool(parted) and wide and all(meant(f"columns.{name}", text) for text in parted)


def rows(table: Table) -> Iterator[Row]:
    """The rows under the headings that have anything in them; the headings again, on another page, are passed over."""
    heads = table.grid.rows[table.heading] if table.heading >= 0 else None
    for number in range(table.starts, len(table.grid.rows)):
        cells = table.grid.rows[number]
        if cells != heads and any(value != "" and flat(value) for value in cells):
            yield Row(table, number)


def only(row: Row) -> str:
    """The one text that a row has, across all of it; "" where it has several, or nothing."""
    one = ""
    for value in row.table.grid.rows[row.number]:
        text = "" if value == "" else flat(value)
        if text and one and text != one:
            return ""
        one = one or text
    return one
