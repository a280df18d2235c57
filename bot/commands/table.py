"""Tables and files that commands write."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from bot.errors import Refused


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV for a spreadsheet, in which no cell is taken for a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write(file: Path, content: bytes) -> None:
    """Write a file, and the folders that it is in. Raises Refused where that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise Refused("cli.unwritable", name=str(file), reason=error.strerror or "") from error
