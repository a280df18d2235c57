"""The sheets of a workbook, a row after the other: what is above cannot be written any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


_FONT = "TH Sarabun New"  # that of Thai offices; Excel takes another where it is missing
_A4 = 9
_TITLES = 2  # rows over the first
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Book:
    """A workbook of the library's, with a `title` over every sheet."""

    def __init__(self, book: Any, title: str) -> None:
        self._book, self._title = book, title
        self._sheet: Worksheet
        self._line, self._width, self._name = 0, 0, ""
        cell: dict[str, object] = {"border": 1, "border_color": "#B8C2C6", "valign": "top"}
        self._big = self._look(bold=True, font_size=18)
        self._under = self._look(font_color="#4A5A60")
        self._head = self._look(**cell, bold=True, text_wrap=True, bg_color="#DCE8EA")
        self._text = self._look(**cell, text_wrap=True)
        self._guarded = self._look(**cell, text_wrap=True, quote_prefix=True)
        self._number = self._look(**cell)

    def sheet(self, name: str, widths: Sequence[int], under: str) -> Book:
        """Begin a sheet, with columns so wide (in letters); `under` is said under the title."""
        self._sheet = self._book.add_worksheet(name)
        self._name, self._line, self._width = name, _TITLES, len(widths)
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)
        self._sheet.set_paper(_A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.write_string(0, 0, self._title, self._big)
        self._sheet.write_string(1, 0, f"{name} · {under}" if under else name, self._under)
        return self

    def head(self, *cells: str, filtered: bool = False) -> None:
        """What the columns are called; `filtered`: what is under it can be chosen by them."""
        for place, cell in enumerate(cells):
            self._sheet.write_string(self._line, place, cell, self._head)
        if filtered:
            self._sheet.autofilter(self._line, 0, 1_000_000, self._width - 1)
            self._sheet.freeze_panes(self._line + 1, 1)
        self._line += 1

    def row(self, *cells: str | float) -> None:
        """What might be a formula in a copy of the cells as text has Excel's own mark of text."""
        sheet, line = self._sheet, self._line
        for place, cell in enumerate(cells):
            if not isinstance(cell, str):
                sheet.write_number(line, place, cell, self._number)
            elif cell:
                sheet.write_string(line, place, cell, self._guarded if cell.startswith(_FORMULA) else self._text)
        self._line += 1

    def trend(self, title: str, length: int, names: int, values: int) -> None:
        """A line over the last `length` rows, of the values in one column with the names in another."""
        chart = self._book.add_chart({"type": "line"})
        first, last = self._line - length, self._line - 1
        chart.add_series(
            {
                "name": title,
                "categories": [self._name, first, names, last, names],
                "values": [self._name, first, values, last, values],
                "marker": {"type": "circle"},
            }
        )
        chart.set_y_axis({"min": 1, "max": 5})
        chart.set_legend({"none": True})
        chart.set_size({"width": 1100, "height": 360})
        self._sheet.insert_chart(self._line + 1, 0, chart)

    def _look(self, **more: object) -> Format:
        made: Format = self._book.add_format({"font_name": _FONT, "font_size": 14, **more})
        return made
