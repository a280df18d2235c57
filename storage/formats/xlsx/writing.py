"""The workbook that a secretariat fills in, empty or filled. All text is written as text, never as a formula."""

from __future__ import annotations

import io
import unicodedata
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import xlsxwriter

from bot.texts import texts
from storage.formats.xlsx import delimited, filling
from storage.formats.xlsx.entries import held
from storage.formats.xlsx.grid import letters
from storage.formats.xlsx.head import CHOICES, FLAGS
from storage.formats.xlsx.layout import HINTS, LISTS, PRINTED, README, SHEETS, SPARE
from storage.formats.xlsx.vocabulary import listed, said


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from bot.messages import Language
    from storage.formats.xlsx.filling import Cell, Cells
    from storage.formats.xlsx.layout import Field
    from storage.formats.xlsx.understood import Name
    from storage.programme import Programme

_A4 = 9  # Excel's number of the paper
_HEAD, _LINE = 26, 22  # points of the row of a heading, and of a line
_README, _IN_A_LINE = 74, 62  # as wide as a page of A4; letters in that
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.5}  # inches
_ROWS = 1_048_576  # of a sheet in Excel
_FONT = "TH Sarabun New"  # that of Thai offices; Excel takes another where it is missing
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_DAYS = {"th": "[$-107041E]d mmm yyyy;@", "en": "d mmm yyyy"}  # in Thai the Buddhist year is shown
_NOTE = {"x_scale": 2, "y_scale": 1.6, "author": "nongnat"}
_COLOURS = {"head": "#1F6F54"}


def write(programme: Programme | None, people: Sequence[Mapping[str, str]] = (), language: Language = "th") -> bytes:
    """The workbook of a programme and its people (by the fields of rosters), or an empty one, to be filled in."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _SAFE)
    book.set_properties({"title": said("sheets", "sessions", language), "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same file each time
    _Writer(book, language).all(programme, people)
    book.close()
    return made.getvalue()


def sessions_csv(programme: Programme, language: Language = "th") -> bytes:
    """The timetable alone, as CSV; each row says of which programme it is, so that it finds back."""
    fields = [field.name for field in SHEETS["sessions"]]
    heads = [said("columns.sessions", name, language) for name in ("programme", *fields)]
    rows = filling.tables(programme, [], language)["sessions"]
    return delimited.written([heads, *([programme.code, *(_plain(row.get(name)) for name in fields)] for row in rows)])


def _plain(value: Cell) -> str:
    """A cell in CSV: dates as every Excel reads them."""
    if value is None:
        return ""
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _paper(sheet: Worksheet) -> None:
    """Headings are high enough for Thai letters, and a page is as wide as the table."""
    sheet.set_row(0, _HEAD)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(**_MARGINS)


def _width(line: str) -> int:
    """Letters side by side: Thai vowels and tones over and under others take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in line)


class _Writer:
    def __init__(self, book: Any, language: Language) -> None:
        self._book, self._language, self._say = book, language, texts(language)
        font = {"font_name": _FONT, "font_size": 14, "valign": "top"}
        self._looks = {
            "text": book.add_format({**font, "text_wrap": True, "num_format": "@"}),
            "day": book.add_format({**font, "num_format": _DAYS[language], "align": "left"}),
            "clock": book.add_format({**font, "num_format": "hh:mm", "align": "left"}),
            "number": book.add_format({**font, "align": "left"}),
            "head": book.add_format(
                {
                    **font,
                    "bold": True,
                    "font_color": "white",
                    "bg_color": _COLOURS["head"],
                    "border": 1,
                    "valign": "vcenter",
                }
            ),
            "title": book.add_format({**font, "bold": True, "font_size": 20}),
            "hint": book.add_format({**font, "italic": True, "font_color": "#5F6B66", "text_wrap": True}),
        }
        self._choices: dict[str, str] = {}

    def all(self, programme: Programme | None, people: Sequence[Mapping[str, str]]) -> None:
        filled = filling.tables(programme, people, self._language) if programme else {}
        self._readme()
        pages = {
            name: self._book.add_worksheet(said("sheets", name, self._language)) for name in ("programme", *SHEETS)
        }
        self._lists()
        self._programme(pages["programme"], filling.head(programme, self._language))
        for name, fields in SHEETS.items():
            self._table(pages[name], name, fields, filled.get(name, []))
        pages["sessions" if programme else "programme"].activate()

    def _readme(self) -> None:
        sheet = self._book.add_worksheet(said("sheets", README, self._language))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, _README, self._looks["text"])
        sheet.set_row(0, 2 * _HEAD)
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(_A4)
        sheet.set_margins(**_MARGINS)
        title, *lines = self._say.listed("workbook.readme")
        sheet.write_string(0, 0, title, self._looks["title"])
        for row, line in enumerate(lines, start=2):
            sheet.set_row(row, _LINE * -(-_width(line) // _IN_A_LINE))  # wrapped, and Excel counts no lines by itself
            sheet.write_string(row, 0, line, self._looks["text"])

    def _lists(self) -> None:
        """What may be chosen, on a sheet that is never shown: Excel takes no long lists in the rule itself."""
        sheet = self._book.add_worksheet(LISTS)
        sheet.very_hidden()
        sections = ["kind", "status", "yes", "role", *(path.rpartition("/")[2] for path in CHOICES)]
        for column, section in enumerate(sections):
            words = [*listed(f"choices.{section}", self._language).values()]
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)
            name = letters(column)
            self._choices[section] = f"='{LISTS}'!${name}$1:${name}${len(words)}"

    def _programme(self, sheet: Worksheet, values: Sequence[tuple[str, Cell]]) -> None:
        heads = listed("columns.programme", self._language)
        for column, (name, width) in enumerate((("key", 34), ("value", 60), ("note", 70))):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heads[name], self._looks["head"])
        for row, (path, value) in enumerate(values, start=1):
            sheet.write_string(row, 0, said("programme", path, self._language), self._looks["text"])
            self._cell(sheet, row, 1, value, "text")
            if path in HINTS:
                sheet.write_string(row, 2, self._say(HINTS[path]), self._looks["hint"])
            section = "yes" if path in FLAGS else path.rpartition("/")[2] if path in CHOICES else ""
            if section:
                rule = {"validate": "list", "source": self._choices[section], "error_type": "warning"}
                sheet.data_validation(row, 1, row, 1, rule)
        _paper(sheet)
        sheet.freeze_panes(1, 1)

    def _table(self, sheet: Worksheet, name: Name, fields: Sequence[Field], rows: Sequence[Cells]) -> None:
        last = max(len(rows), SPARE)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, field.width, self._looks[field.look])
            heading = said(f"columns.{name}", field.name, self._language)
            sheet.write_string(0, column, heading, self._looks["head"])
            if field.note:
                sheet.write_comment(0, column, self._say(field.note), _NOTE)
            if field.chosen:
                sheet.data_validation(1, column, last, column, self._rule(field.chosen))
        for row, cells in enumerate(rows, start=1):
            for column, field in enumerate(fields):
                self._cell(sheet, row, column, cells.get(field.name), field.look)
        _paper(sheet)
        if name in PRINTED:  # whole columns: rows that are added are printed too
            sheet.print_area(0, 0, _ROWS - 1, PRINTED[name] - 1)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(fields) - 1)

    def _rule(self, chosen: str) -> dict[str, Any]:
        """A drop-down; names of the other sheets are offered, and others may be typed."""
        if chosen in self._choices:
            return {"validate": "list", "source": self._choices[chosen], "error_type": "warning"}
        sheet = said("sheets", chosen, self._language)
        return {"validate": "list", "source": f"='{sheet}'!$A$2:$A${SPARE + 1}", "show_error": False}

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Cell, look: str) -> None:
        if value is None or value == "":
            return
        if isinstance(value, (date, time)):
            sheet.write_datetime(row, column, value, self._looks[look])
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, self._looks["number"])
        else:
            sheet.write_string(row, column, held(value), self._looks["text"])
