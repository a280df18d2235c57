"""Tables in CSV, in and out: as Excel in Thailand writes them, with a BOM, in TIS-620, with semicolons, with tabs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from storage.formats.report import Unreadable
from storage.formats.xlsx.container import COLUMNS, LARGEST, ROWS
from storage.formats.xlsx.grid import Grid, Value, cell_name


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp874"))  # TIS-620
_DELIMITERS = ",;\t"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'=", "'+", "'-", "'@", "'\t", "'\r", "''")
_GUARDED = tuple(f"'{sign}" for sign in _FORMULA)


def grid(data: bytes) -> Grid:
    """The rows of a CSV file. An apostrophe before what a spreadsheet would take for a formula is no part of it.

    Raises Unreadable.
    """
    if len(data) > LARGEST:
        raise Unreadable("too-big", "", found=f"{len(data) / 1_000_000:.1f}", high=str(LARGEST // 1_000_000))
    text = _text(data)
    separator = text.split("\n", 1)[0].strip().removeprefix("sep=") if text.startswith("sep=") else ""
    first = "\n".join([line for line in text.splitlines() if line.strip()][:10])
    delimiter = separator[:1] or max(_DELIMITERS, key=first.count)
    rows: list[list[Value]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if len(rows) >= ROWS or len(cells) > COLUMNS:
                values = {"sheet": "CSV", "rows": f"{ROWS:,}", "columns": str(COLUMNS)}
                raise Unreadable("too-far", "", found=cell_name(len(rows), len(cells)), **values)
            rows.append([cell[1:] if cell.startswith(_GUARDED) else cell for cell in cells])
    except csv.Error as error:
        raise Unreadable("syntax", "", reader.line_num, format="CSV", found=str(error)) from error
    if separator and rows:
        rows[0] = []
    return Grid("", rows)


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as `grid` reads them, which Excel opens as they are, and in which nothing is taken for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not text.strip():
                raise Unreadable("empty", "")
            if 4 * text.count("\x00") < len(text):  # as in UTF-16 that does not say so
                return text.replace("\x00", "")
    raise Unreadable("encoding", "", None, known="UTF-8, TIS-620")
