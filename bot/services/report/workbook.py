"""Attendance as an Excel workbook: a summary with the three percentages, and a sheet for each day.

All that is text is written as text: nothing that somebody is called is ever a formula, a link or a number.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import xlsxwriter

from bot.services.report import words
from bot.services.report.asides import Asides
from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from bot.services.attendance import Column, Figures, Row, Standing, Table
    from bot.texts import Texts
    from storage.attended import State


_FONT = "TH Sarabun New"  # that of Thai offices; Excel takes another where it is missing
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
_NONE = Asides()
_WHO = (("number", 7), ("name", 34), ("position", 26), ("organisation", 30), ("team", 16))
_COUNTS = ("present", "late", "excused", "absent")
_UNITS = ("attended", "held", "whole")
_PERCENTS = ("of_held", "of_whole", "best")
_HEAD = 4  # rows over the names
_ASIDE = 20  # letters of an answer or a note that are on one line


def workbook(
    table: Table, stands: Callable[[Figures], Standing], say: Texts, now: datetime, asides: Asides = _NONE
) -> bytes:
    """The file, as it is at `now`: of the days on which checking in has begun. `stands`: how each is to be marked."""
    written = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(written, safe)
    title = table.programme.title.in_(say.language)
    book.set_properties({"title": f"{say('report.workbook')} · {title}", "created": now.replace(tzinfo=None)})
    writer = _Writer(book, table, say, now)
    writer.summary(stands, asides)
    for day, columns in _days(table, now):
        writer.day(day, columns)
    book.close()
    return written.getvalue()


def _days(table: Table, now: datetime) -> Iterator[tuple[date, list[Column]]]:
    found: dict[date, list[Column]] = {}
    for column in table.columns:
        if column.window.opens <= now:
            found.setdefault(column.window.starts.date(), []).append(column)
    yield from sorted(found.items())


@dataclass(frozen=True, slots=True)
class _Looks:
    """Formats of cells: text, text that looks like a formula, numbers, times and percentages."""

    title: Format
    under: Format
    head: Format
    text: Format
    guarded: Format
    whole: Format
    units: Format
    percent: Format
    time: Format
    total: Format
    states: dict[str, Format]


class _Writer:
    def __init__(self, book: Any, table: Table, say: Texts, now: datetime) -> None:
        self._book, self._table, self._say, self._now = book, table, say, now
        self._looks = self._formats()
        self._required = settings_of(table.programme).required_percent

    def summary(self, stands: Callable[[Figures], Standing], asides: Asides) -> None:
        """Everybody's figures, and what else is known of them; whoever is at risk is marked."""
        table, say = self._table, self._say
        unit = say(f"report.unit_{table.unit}")
        heads = [say(f"report.column_{name}") for name, _ in _WHO]
        heads += [say(f"report.status_{name}") for name in _COUNTS]
        heads += [say(f"report.column_{name}", unit=unit) for name in (*_UNITS, "may_miss")]
        heads += [say(f"report.column_{name}") for name in (*_PERCENTS, "standing")]
        known = len(heads)
        heads += [each.title.in_(say.language) for each in asides.questions]
        heads += [say("report.column_staff")] if asides.notes else []
        sheet = self._sheet(say("report.sheet_summary"), len(heads))
        self._top(sheet, len(heads), say("report.as_of", when=self._moment(), percent=self._required, unit=unit))
        for place, head in enumerate(heads):
            sheet.merge_range(_HEAD - 2, place, _HEAD - 1, place, "", self._looks.head)
            self._text(sheet, _HEAD - 2, place, head, self._looks.head)
        widths = [*(width for _, width in _WHO), *(8 for _ in _COUNTS), *(13 for _ in (*_UNITS, 0)), 13, 13, 13, 24]
        widths += [_ASIDE] * (len(heads) - known)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for number, row in enumerate(table.rows):
            self._figures(sheet, _HEAD + number, row, words.mark(stands(row.figures), row.figures))
            for place, text in enumerate(asides.of(row.member.person), start=known):
                self._text(sheet, _HEAD + number, place, text, self._looks.text)
        last = _HEAD + len(table.rows)
        if table.rows:
            sheet.autofilter(_HEAD - 1, 0, last - 1, len(heads) - 1)
        self._text(sheet, last, 1, say("report.everybody", count=len(table.rows)), self._looks.total)
        for place, name in enumerate(_COUNTS):
            count = sum(_counted(row, name) for row in table.rows)
            sheet.write_number(last, len(_WHO) + place, count, self._looks.total)

    def day(self, day: date, columns: Sequence[Column]) -> None:
        """How it is with everybody at each point of a day."""
        say, table = self._say, self._table
        width = len(_WHO) + 3 * len(columns)
        sheet = self._sheet(say.short_day(day), width)
        self._top(sheet, width, say.day(day))
        for place, (name, cells) in enumerate(_WHO):
            sheet.merge_range(_HEAD - 2, place, _HEAD - 1, place, say(f"report.column_{name}"), self._looks.head)
            sheet.set_column(place, place, cells)
        for nth, column in enumerate(columns):
            left = len(_WHO) + 3 * nth
            sheet.merge_range(_HEAD - 2, left, _HEAD - 2, left + 2, self._about(column), self._looks.head)
            for more, (name, cells) in enumerate((("status", 8), ("time", 10), ("note", 24))):
                self._text(sheet, _HEAD - 1, left + more, say(f"report.column_{name}"), self._looks.head)
                sheet.set_column(left + more, left + more, cells)
        sheet.set_row(_HEAD - 2, 48)
        for number, row in enumerate(table.rows):
            self._who(sheet, _HEAD + number, row)
            for nth, column in enumerate(columns):
                state = row.states.get((column.session.code, column.window.code))
                self._state(sheet, (_HEAD + number, len(_WHO) + 3 * nth), state, column)
        self._totals(sheet, columns)

    def _totals(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        """Under a day's names: how many of each."""
        for nth, column in enumerate(columns):
            key = (column.session.code, column.window.code)
            for more, name in enumerate(_COUNTS):
                count = sum(1 for row in self._table.rows if key in row.states and row.states[key].status == name)
                line, left = _HEAD + len(self._table.rows) + more, len(_WHO) + 3 * nth
                self._text(sheet, line, left, self._say(f"report.status_{name}"), self._looks.total)
                sheet.write_number(line, left + 1, count, self._looks.total)

    def _figures(self, sheet: Worksheet, line: int, row: Row, mark: str) -> None:
        self._who(sheet, line, row)
        figures, place = row.figures, len(_WHO)
        for name in _COUNTS:
            sheet.write_number(line, place, _counted(row, name), self._looks.whole)
            place += 1
        for value in (figures.attended, figures.held, figures.whole, max(figures.may_miss, 0.0)):
            rounded = round(value, 2)
            look = self._looks.whole if rounded == int(rounded) else self._looks.units
            sheet.write_number(line, place, rounded, look)
            place += 1
        for percent in (figures.of_held, figures.of_whole, figures.best):
            if percent is None:
                self._text(sheet, line, place, "–", self._looks.text)
            else:
                sheet.write_number(line, place, round(percent / 100, 3), self._looks.percent)
            place += 1
        said = self._say(f"report.standing_{mark}") if mark else ""
        self._text(sheet, line, place, said, self._looks.states.get(mark, self._looks.text))

    def _who(self, sheet: Worksheet, line: int, row: Row) -> None:
        member = row.member
        sheet.write_number(line, 0, line - _HEAD + 1, self._looks.whole)
        team = words.team(self._say, self._table.programme, member.team)
        for place, text in enumerate((member.name, member.position, member.organisation, team), start=1):
            self._text(sheet, line, place, text, self._looks.text)

    def _state(self, sheet: Worksheet, place: tuple[int, int], state: State | None, column: Column) -> None:
        line, left = place
        look = self._looks.states.get(state.status, self._looks.text) if state else self._looks.text
        self._text(sheet, line, left, words.status(self._say, state), look)
        at = words.arrived(state, column.window) if state else None
        if at:
            hour = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
            sheet.write_number(line, left + 1, hour / timedelta(days=1), self._looks.time)
        else:
            sheet.write_blank(line, left + 1, None, self._looks.text)
        self._text(sheet, line, left + 2, words.note(self._say, state), self._looks.text)

    def _about(self, column: Column) -> str:
        """The session, its point, when and where."""
        say, session = self._say, column.session
        zone = ZoneInfo(session.timezone)
        several = bool(column.window.code)
        start = column.window.starts if several else session.start.astimezone(zone)
        hours = say.hours(start, start if several else session.end.astimezone(zone))
        place = words.where(say, self._table.programme, session)
        return "\n".join((words.point_title(say, session, column.window), " · ".join(filter(None, (hours, place)))))

    def _moment(self) -> str:
        at = self._now.astimezone(ZoneInfo(self._table.programme.timezone))
        return self._say.period(at, at)

    def _top(self, sheet: Worksheet, width: int, under: str) -> None:
        """The first two rows; what is under them stays in sight."""
        last = max(width - 1, 1)
        sheet.merge_range(0, 0, 0, last, "", self._looks.title)
        sheet.merge_range(1, 0, 1, last, "", self._looks.under)
        self._text(sheet, 0, 0, self._table.programme.title.in_(self._say.language), self._looks.title)
        self._text(sheet, 1, 0, under, self._looks.under)
        sheet.freeze_panes(_HEAD, 2)
        sheet.repeat_rows(0, _HEAD - 1)

    def _sheet(self, name: str, width: int) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&R{self._say('report.footer', page='&P', pages='&N')}")
        sheet.print_area(0, 0, _HEAD + len(self._table.rows) + len(_COUNTS) - 1, width - 1)
        return sheet

    def _text(self, sheet: Worksheet, line: int, place: int, text: str, look: Format) -> None:
        """What might be a formula elsewhere, as in a copy of the cells as text, has Excel's own mark of text."""
        guarded = look is self._looks.text and text.startswith(_FORMULA)
        sheet.write_string(line, place, text, self._looks.guarded if guarded else look)

    def _formats(self) -> _Looks:
        def look(**more: object) -> Format:
            made: Format = self._book.add_format({"font_name": _FONT, "font_size": 14, "valign": "vcenter", **more})
            return made

        cell: dict[str, object] = {"border": 1, "border_color": "#B8C2C6"}
        middle: dict[str, object] = {**cell, "align": "center"}
        colours = {
            "present": "#DDF3E4", "late": "#FFF1CC", "excused": "#DCE9F9", "absent": "#FADBD8",
            "close": "#FFF1CC", "last": "#FFE0B8", "lost": "#FADBD8", "failed": "#FADBD8", "passed": "#DDF3E4",
        }  # fmt: skip
        return _Looks(
            title=look(bold=True, font_size=18),
            under=look(font_size=14, font_color="#4A5A60"),
            head=look(**middle, bold=True, text_wrap=True, bg_color="#DCE8EA"),
            text=look(**cell, text_wrap=True),
            guarded=look(**cell, text_wrap=True, quote_prefix=True),
            whole=look(**middle, num_format="0"),
            units=look(**middle, num_format="0.00"),
            percent=look(**middle, num_format="0.0%"),
            time=look(**middle, num_format=self._say("report.time_format")),
            total=look(bold=True, align="center"),
            states={name: look(**middle, bg_color=colour) for name, colour in colours.items()},
        )


def _counted(row: Row, status: str) -> int:
    return sum(1 for state in row.states.values() if state.status == status)
