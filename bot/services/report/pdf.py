"""A sign-in sheet as PDF, to be printed on A4: the heading on each page, and Thai set by HarfBuzz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.services.report.fonts import font
from bot.thai.wrapping import wrapped


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.services.report.sheets import Sheet
    from bot.texts import Texts


_MARGIN, _WIDTH, _BOTTOM = 12.0, 186.0, 284.0  # millimetres, as everything here
_COLUMNS = (12.0, 48.0, 33.0, 39.0, 30.0, 24.0)
_NAMES = ("number", "name", "position", "organisation", "signature", "note")
_CENTRED = frozenset({0, 4})
_ROW, _LINE, _PAD = 10.5, 4.9, 1.2
_LETTERS = 10.5  # points
_END = 20.0  # what is under the last row
_GREY = 120


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of each cell, and how high it must be."""

    cells: tuple[tuple[str, ...], ...]
    height: float


def pdf(sheet: Sheet, say: Texts) -> bytes:
    """The pages."""
    return _Drawer(sheet, say).draw()


class _Drawer:
    def __init__(self, sheet: Sheet, say: Texts) -> None:
        self._sheet, self._say = sheet, say
        self._pdf = FPDF(format="A4")
        self._pdf.set_margins(_MARGIN, _MARGIN)
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.c_margin = 0
        self._pdf.add_font("Sarabun", "", font())
        self._pdf.add_font("Sarabun", "B", font("bold"))
        self._pdf.set_text_shaping(use_shaping_engine=True, direction="ltr", script="thai", language="tha")
        self._pdf.set_title(f"{say('report.sheet')} {sheet.number} · {sheet.session}")
        self._pdf.set_lang(say.language)
        self._pdf.set_draw_color(_GREY)
        self._pdf.set_line_width(0.2)

    def draw(self) -> bytes:
        self._pdf.add_page()
        head = self._heading()
        names = self._row([self._say(f"report.column_{name}") for name in _NAMES], bold=True)
        rows = [self._row(cells) for cells in self._cells()]
        pages = list(_paged(rows, _BOTTOM - head - names.height))
        for number, page in enumerate(pages, start=1):
            if number > 1:
                self._pdf.add_page()
                self._heading()
            self._put(names, bold=True)
            for row in page:
                self._put(row)
            if number == len(pages):
                self._end()
            self._foot(number, len(pages))
        return bytes(self._pdf.output())

    def _cells(self) -> Iterator[list[str]]:
        for line in self._sheet.lines:
            yield [str(line.number), line.name, line.position, line.organisation, line.signed, line.note]

    def _heading(self) -> float:
        """What stands over the table; where that begins."""
        sheet, say = self._sheet, self._say
        self._pdf.set_xy(_MARGIN, _MARGIN)
        self._text(say("report.sheet_title"), 15, bold=True)
        self._text(sheet.programme, 12, bold=True)
        self._text(sheet.session, 12)
        self._text(" · ".join(part for part in (sheet.when, sheet.where) if part), 11)
        self._pdf.set_xy(_MARGIN + _WIDTH - 40, _MARGIN)
        self._pdf.set_font("Sarabun", "B", 12)
        self._pdf.cell(40, 6, say("report.sheet_number", number=sheet.number), align="R")
        self._pdf.set_y(self._top + 2.5)
        return self._top + 2.5

    def _text(self, text: str, size: float, *, bold: bool = False) -> None:
        """A centred paragraph."""
        self._pdf.set_font("Sarabun", "B" if bold else "", size)
        narrow = _WIDTH - 80 if self._pdf.get_y() == _MARGIN else _WIDTH
        for line in self._wrapped(text, narrow):
            self._pdf.cell(_WIDTH, size * 0.55, line, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._top = self._pdf.get_y()

    def _end(self) -> None:
        """Under the last line: how many, and who answers for it."""
        self._pdf.set_xy(_MARGIN, self._pdf.get_y() + 3)
        self._pdf.set_font("Sarabun", "B", _LETTERS)
        self._pdf.cell(_WIDTH, _LINE, self._sheet.total, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._pdf.set_xy(_MARGIN, self._pdf.get_y() + 7)
        self._pdf.set_font("Sarabun", "", _LETTERS)
        self._pdf.cell(_WIDTH, _LINE, self._say("report.sign_off"), align="R")

    def _foot(self, number: int, pages: int) -> None:
        self._pdf.set_xy(_MARGIN, _BOTTOM + 2)
        self._pdf.set_font("Sarabun", "", 9.5)
        said = self._say("report.page", sheet=self._sheet.number, page=number, pages=pages)
        self._pdf.cell(_WIDTH, 5, said, align="R")

    def _row(self, cells: Sequence[str], *, bold: bool = False) -> _Row:
        self._pdf.set_font("Sarabun", "B" if bold else "", _LETTERS)
        wrapped = tuple(
            tuple(self._wrapped(cell, width - 2 * _PAD)) for cell, width in zip(cells, _COLUMNS, strict=True)
        )
        lines = max(map(len, wrapped))
        return _Row(wrapped, max(_ROW if not bold else _ROW - 2, lines * _LINE + 2 * _PAD))

    def _put(self, row: _Row, *, bold: bool = False) -> None:
        left, top = _MARGIN, self._pdf.get_y()
        self._pdf.set_font("Sarabun", "B" if bold else "", _LETTERS)
        for place, (lines, width) in enumerate(zip(row.cells, _COLUMNS, strict=True)):
            if bold:
                self._pdf.set_fill_color(238)
            self._pdf.rect(left, top, width, row.height, style="DF" if bold else "D")
            begins = top + (row.height - len(lines) * _LINE) / 2
            for number, line in enumerate(lines):
                self._pdf.set_xy(left + _PAD, begins + number * _LINE)
                self._pdf.cell(width - 2 * _PAD, _LINE, line, align="C" if bold or place in _CENTRED else "L")
            left += width
        self._pdf.set_xy(_MARGIN, top + row.height)

    def _wrapped(self, text: str, width: float) -> list[str]:
        return wrapped(text, width, self._pdf.get_string_width)


def _paged(rows: Sequence[_Row], room: float) -> Iterator[list[_Row]]:
    """The rows of each page; one page at least. With the last row goes what is under it."""
    page: list[_Row] = []
    for number, row in enumerate(rows, start=1):
        under = _END if number == len(rows) else 0
        if page and sum(each.height for each in page) + row.height + under > room:
            yield page
            page = []
        page.append(row)
    yield page
