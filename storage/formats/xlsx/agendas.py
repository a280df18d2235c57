"""Tables without headings that are known: agendas, told by what stands in their columns; and agendas in JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from storage.formats.xlsx.grid import Grid, flat
from storage.formats.xlsx.moments import moment
from storage.formats.xlsx.tables import Table, find
from storage.formats.xlsx.understood import Column
from storage.formats.xlsx.vocabulary import meant


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.formats.xlsx.grid import Value

_MOST_ROWS, _MOST_COLUMNS = 200, 40  # of which the columns are judged
_LEAST = 2  # rows that make an agenda
_MOSTLY = 0.6
_DEPTH = 6


def by_content(grid: Grid, today: date) -> Table | None:
    """An agenda whose columns have no known headings: one has times or days, another has the longest words."""
    kinds: dict[int, str] = {}
    lengths: dict[int, float] = {}
    first = len(grid.rows)
    for column in range(min(grid.width, _MOST_COLUMNS)):
        cells = [(nr, grid.value(nr, column)) for nr in range(min(len(grid.rows), _MOST_ROWS))]
        cells = [(nr, value) for nr, value in cells if value != ""]
        read = [(nr, moment(value, today, clock=isinstance(value, float) and value < 25)) for nr, value in cells]  # noqa: PLR2004 - hours
        days, times = ([nr for nr, each in read if held(each)] for held in (_is_day, _is_time))
        for name, found in (("when", set(days) & set(times)), ("time", times), ("date", days)):
            told = [nr for nr, each in read if each and found and nr >= min(found)]
            under = [nr for nr, _ in cells if found and nr >= min(found)]
            if len(found) >= _LEAST and len(told) >= _MOSTLY * len(under) and name not in kinds.values():
                kinds[column] = name
                first = min(first, *found)
                break
        else:
            texts = [value for _, value in cells if isinstance(value, str) and not value.isdecimal()]
            if len(texts) >= _LEAST:
                lengths[column] = sum(map(len, texts)) / len(texts)
    if not {"time", "when"} & set(kinds.values()) or not lengths:
        return None
    kinds[max(lengths, key=lambda column: lengths[column])] = "title"
    table = Table(grid, "sessions", -1, first, kinds)
    table.seen = [
        Column(grid.sheet, grid.address(first, column), "", "sessions", name, sure=False)
        for column, name in sorted(kinds.items())
    ]
    left = sorted(lengths.keys() - kinds.keys())
    table.seen += [Column(grid.sheet, *_headed(grid, column), "sessions", "") for column in left]
    return table


def _headed(grid: Grid, column: int) -> tuple[str, str]:
    """Where the first text of a column stands, and what it says."""
    row = next(nr for nr in range(len(grid.rows)) if isinstance(grid.value(nr, column), str) and grid.text(nr, column))
    return grid.address(row, column), flat(grid.value(row, column))


def _is_day(found: Any) -> bool:
    return found.first is not None


def _is_time(found: Any) -> bool:
    return found.from_ is not None


@dataclass(frozen=True, slots=True)
class Agenda:
    """A table in JSON, with what is said beside it: the day, the place, the title, "" where nothing is."""

    grid: Grid
    day: str = ""
    venue: str = ""
    title: str = ""


def in_json(text: str) -> list[Agenda]:
    """Each list of rows in JSON: rows that are lists, or that have fields by name."""
    try:
        root = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return list(_agendas(root, "", {}))


def has_agenda(text: str) -> bool:
    """Whether JSON has such a list, with times in it."""
    today = date(2000, 1, 1)
    return any(find(agenda.grid) or by_content(agenda.grid, today) for agenda in in_json(text))


def _agendas(value: Any, path: str, beside: dict[str, str], depth: int = 0) -> Iterator[Agenda]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        texts = {key: each for key, each in value.items() if isinstance(each, str)}
        for key, each in value.items():
            yield from _agendas(each, f"{path}.{key}" if path else str(key), beside | texts, depth + 1)
    elif isinstance(value, list) and value and all(isinstance(each, (list, dict)) for each in value):
        grid = _grid(value, path)
        if grid:
            yield Agenda(
                grid, _beside(beside, "date", path), _beside(beside, "venue", path), _beside(beside, "title", path)
            )
        else:
            for nr, each in enumerate(value):
                yield from _agendas(each, f"{path}[{nr}]", beside, depth + 1)


def _grid(value: list[Any], path: str) -> Grid | None:
    """Rows of plain values; None where there are others."""
    names: list[str] = []
    if isinstance(value[0], dict):
        names = list(dict.fromkeys(key for each in value if isinstance(each, dict) for key in each))
    rows: list[list[Value]] = [list(names)] if names else []
    for each in value:
        cells = [each.get(name) for name in names] if isinstance(each, dict) else each
        if isinstance(each, dict) != bool(names) or not all(
            isinstance(cell, (str, int, float, type(None))) for cell in cells
        ):
            return None
        rows.append(["" if cell is None else cell for cell in cells])

    def address(row: int, column: int) -> str:
        if not names:
            return f"{path}[{row}][{column}]"
        return f"{path}[{max(row - 1, 0)}].{names[column] if column < len(names) else column}"

    return Grid("", rows, address=address) if len(rows) >= _LEAST else None


def _beside(texts: dict[str, str], field: str, path: str) -> str:
    """The text beside a table whose key says that it is such a field, the one in the table's own language first."""
    language = "en" if path.endswith("_en") else "th"
    found = []
    for key, text in texts.items():
        stem, _, suffix = key.rpartition("_")
        known = meant("columns.sessions", stem if suffix in ("th", "en") else key)
        if known and known.sure and known.name == field and flat(text):
            found.append((suffix != language, flat(text)))
    return min(found)[1] if found else ""
