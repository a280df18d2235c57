"""The sheets of a workbook as grids."""

from __future__ import annotations

import io
from itertools import product
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from storage.formats.report import Unreadable
from storage.formats.xlsx import container
from storage.formats.xlsx.grid import Grid


if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from storage.formats.xlsx.grid import Spot


def grids(data: bytes) -> list[Grid]:
    """Each sheet of a workbook that has anything in it, but for those that Excel itself never shows.

    Raises Unreadable, with what was expected.
    """
    seen = container.look(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet and about.visible != SheetVisibleEnum.VeryHidden:
                sheet = book.get_sheet_by_name(about.name)
                hidden = about.visible != SheetVisibleEnum.Visible
                found.append(_grid(sheet, seen.broken.get(about.name, {}), hidden=hidden))
    except PasswordError as error:
        raise Unreadable("xlsx-locked", "") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("xlsx-broken", "") from error
    return [grid for grid in found if grid.rows]


def _grid(sheet: CalamineSheet, broken: dict[Spot, str], *, hidden: bool) -> Grid:
    rows = sheet.to_python(skip_empty_area=False) if sheet.start else []
    merged: dict[Spot, Spot] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        down, across = min(bottom, len(rows) - 1) - top + 1, min(right, container.COLUMNS) - left + 1
        if len(merged) + down * across > container.CELLS:
            break
        merged |= dict.fromkeys(product(range(top, top + down), range(left, left + across)), (top, left))
    return Grid(sheet.name, [list(row) for row in rows], merged, broken, hidden)
