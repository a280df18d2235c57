"""Workbooks as secretariats keep them, made for a test."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import xlsxwriter

from storage.formats.xlsx.understanding import nobody, understand


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from storage.formats.xlsx.understood import Understood
    from storage.programme import Programme

TODAY = date(2026, 11, 22)
Cell = str | float | date | time | None


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]], merged: Sequence[tuple[str, str]] = (), hidden: Sequence[str] = ()
) -> bytes:
    """A workbook of sheets of rows. `merged` are ranges of a sheet, of which the first cell is written already.

    What begins with = is a formula; `=1|2` is one with the value 2, another has none.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    looks = {
        "day": book.add_format({"num_format": "d/m/yyyy"}),
        "clock": book.add_format({"num_format": "hh:mm"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, (date, time)):
                    look = looks["clock" if isinstance(cell, (time, datetime)) else "day"]
                    sheet.write_datetime(row, column, cell, look)
                elif isinstance(cell, str) and cell.startswith("="):
                    formula, _, value = cell.partition("|")
                    sheet.write_formula(row, column, formula, None, value)
                elif cell is not None:
                    sheet.write(row, column, cell)
        for of, cells_of in merged:
            if of == name:
                first = cells_of.partition(":")[0]
                at = (int(first[1:]) - 1, ord(first[0]) - ord("A"))
                kept = rows[at[0]][at[1]]
                sheet.merge_range(cells_of, kept)
        if name in hidden:
            sheet.hide()
    book.close()
    return made.getvalue()


def understood(
    rows: Sequence[Sequence[Cell]],
    kept: Callable[[str], Programme | None] = nobody,
    merged: Sequence[tuple[str, str]] = (),
) -> Understood:
    """What is understood of one sheet that is called nothing in particular."""
    return understand("งาน.xlsx", workbook({"Sheet1": rows}, merged), TODAY, kept)


def timetable(found: Understood) -> list[str]:
    """Each session in a line: when, what, where and by whom."""
    programme = found.programme
    assert programme is not None
    venues = {venue.code: venue.name.th or venue.name.en for venue in programme.venues}
    speakers = {speaker.code: speaker.name.th or speaker.name.en for speaker in programme.speakers}
    return [
        " | ".join(
            [
                f"{session.start:%Y-%m-%d %H:%M}–{session.end:%H:%M}"
                if session.end.date() == session.start.date()
                else f"{session.start:%Y-%m-%d %H:%M}–{session.end:%Y-%m-%d %H:%M}",
                session.title.th or session.title.en,
                *([venues[session.venue]] if session.venue else []),
                *([", ".join(speakers[code] for code in session.speakers)] if session.speakers else []),
            ]
        )
        for session in programme.sessions
    ]


def told(found: Understood) -> list[str]:
    """What was told, by cell, without what is only new, or said of the whole file."""
    passed_over = ("assumed-new-venue", "assumed-new-speaker", "assumed-new-module", "assumed-kind", "assumed-role")
    return [f"{fault.place} {fault.code}" for fault in found.told if fault.place and fault.code not in passed_over]
