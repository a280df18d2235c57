"""Everybody by session, as a table a page at a time; the sessions; who is at risk; and by which rules it counts."""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING

from bot.services import attendance, checkin, leave, report
from bot.services.attendance import LEVELS
from bot.services.people import looking
from bot.services.people.looking import Wanted
from bot.services.report import words as wording
from bot.web.console.attendance.handing import MOST as WORKBOOK
from bot.web.console.attendance.points import drawn, place, team
from bot.web.console.here import Shown
from bot.web.console.paging import paging


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.attendance import Column, Row, Table, Watch
    from bot.web.console.here import Answer, Here


_COLUMNS = 8  # sessions that are shown side by side
_SESSIONS = 30
_TEAMS = 10  # on a page, with all who are in them
_LONGEST = 80  # letters that are searched for
VIEWS = ("", "sessions", "leaves", "risk", "rules")


def views(here: Here, current: str) -> list[tuple[str, str, bool]]:
    """The views of these pages."""
    waiting = leave.how_many(here.store, here.programme.code).get("asked", 0)
    found = []
    for each in VIEWS:
        title = here.say(f"console_attendance.view_{each or 'all'}", number=waiting)
        found.append((title, here.url(f"attendance/{each}" if each else "attendance"), each == current))
    return found


class Overall:
    def __init__(self, risks: Watch) -> None:
        self._watch = risks

    def show(self, here: Here) -> Answer:
        """`?by=team`: a line for each team; `?from=` is the first of the sessions shown, `?text=` is searched for."""
        by_team = here.asked.get("by") == "team"
        text = here.asked.get("text", "")[:_LONGEST]
        code = here.programme.code
        if by_team:
            teams = [each for each in looking.team_sizes(here.store, code) if text in team(here, each[0])]
            page = paging(here.asked, len(teams), _TEAMS)
            chosen = teams[page.first : page.last]
            people = looking.in_teams(here.store, code, [each for each, _ in chosen])
            table = attendance.table(here.store, here.programme, here.now, people)
        else:
            wanted = looking.wanted(here.programme, Wanted(text, role="participant"))
            page = paging(here.asked, looking.count(here.store, code, wanted))
            lines = looking.page(here.store, code, wanted, page.first, page.most)
            table = attendance.table(here.store, here.programme, here.now, [each.person for each in lines])
        first, columns = _window(here, table.columns)
        rows = _by_team(here, table, columns) if by_team else [_row(here, table, row, columns) for row in table.rows]
        today = [drawn(here, spot) for spot in report.today(here.programme, here.now)]
        counts = [checkin.roll_counts(here.store, place(spot)) for spot in report.today(here.programme, here.now)[:4]]
        return Shown(
            "console/attendance.html",
            {
                "views": views(here, ""),
                "by_team": by_team,
                "page": page,
                "rows": rows,
                "columns": [_head(here, column) for column in columns],
                "earlier": max(0, first - _COLUMNS) if first else None,
                "later": first + _COLUMNS if first + _COLUMNS < len(table.columns) else None,
                "today": list(zip(today, counts, strict=False)),
                "text": text,
                "has_teams": bool(here.programme.groups or looking.team_codes(here.store, code, 1)),
                "has_workbook": looking.count(here.store, code, Wanted(role="participant")) <= WORKBOOK,
            },
        )

    def sessions(self, here: Here) -> Answer:
        """Day by day, beginning with the page on which today is."""
        spots = [spot for session in here.programme.sessions for spot in report.of_session(here.programme, session)]
        spots.sort(key=lambda spot: (spot.window.starts, spot.session.code))
        past = sum(spot.window.closes < here.now for spot in spots)
        asked = dict(here.asked) or {"page": str(min(past, max(len(spots) - 1, 0)) // _SESSIONS + 1)}
        page = paging(asked, len(spots), _SESSIONS)
        shown = [drawn(here, spot) for spot in spots[page.first : page.last]]
        days = [(day, list(some)) for day, some in groupby(shown, key=lambda each: each.day)]
        return Shown("console/attendance_sessions.html", {"views": views(here, "sessions"), "days": days, "page": page})

    def risk(self, here: Here) -> Answer:
        """The worst first."""
        risks = self._watch.risks(here.store, here.programme, here.now)
        people = list(risks.levels)
        page = paging(here.asked, len(people))
        some = people[page.first : page.last]
        table = attendance.table(here.store, here.programme, here.now, some)
        rows = {row.member.person: row for row in table.rows}
        standings = attendance.Standings(table)
        found = [
            (rows[person], standings.of(rows[person].figures), team(here, rows[person].member.team))
            for person in some
            if person in rows
        ]
        levels = [(level, sum(each == level for each in risks.levels.values())) for level in reversed(LEVELS)]
        at = risks.at.astimezone(here.zone)
        return Shown(
            "console/attendance_risk.html",
            {
                "views": views(here, "risk"),
                "page": page,
                "found": found,
                "levels": levels,
                "at": here.say.hours(at, at),
            },
        )

    @staticmethod
    def rules(here: Here) -> Answer:
        settings = checkin.settings_of(here.programme)
        plain = [(each.name, getattr(settings, each.name)) for each in fields(settings) if each.name != "questions"]
        shown = [(here.say(f"console_attendance.rule_{name}"), _said(here, name, value)) for name, value in plain]
        questions = [(each.title.in_(here.language), ", ".join(each.choices)) for each in settings.questions]
        return Shown(
            "console/attendance_rules.html", {"views": views(here, "rules"), "shown": shown, "questions": questions}
        )


def _window(here: Here, columns: Sequence[Column]) -> tuple[int, Sequence[Column]]:
    """The sessions shown side by side: those asked for, or the last that have begun."""
    wanted = here.asked.get("from", "")
    begun = sum(column.window.opens <= here.now for column in columns)
    last = max(0, len(columns) - 1)
    asked = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else begun - _COLUMNS  # noqa: PLR2004 - as they are counted
    first = min(max(0, asked), last)
    return first, columns[first : first + _COLUMNS]


def _head(here: Here, column: Column) -> dict[str, str]:
    window = column.window
    return {
        "title": wording.point_title(here.say, column.session, window),
        "day": here.say.short_day(window.starts.date()).rpartition(" ")[0],
        "hour": here.say.hours(window.starts, window.starts),
        "url": here.url("attendance/session", session=column.session.code, point=window.code),
    }


def _row(here: Here, table: Table, row: Row, columns: Sequence[Column]) -> dict[str, object]:
    states = [row.states.get((column.session.code, column.window.code)) for column in columns]
    standing = attendance.Standings(table).of(row.figures)
    return {
        "name": row.member.name,
        "under": row.member.organisation,
        "url": here.url(f"attendance/people/{row.member.person}"),
        "cells": [(state.status if state else "", wording.status(here.say, state)) for state in states],
        "percent": row.figures.of_held,
        "level": standing.level,
    }


def _by_team(here: Here, table: Table, columns: Sequence[Column]) -> list[dict[str, object]]:
    """How many of each team came to each session."""
    of: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.member.team:
            of.setdefault(row.member.team, []).append(row)
    found: list[dict[str, object]] = []
    for code, rows in of.items():
        cells = []
        for column in columns:
            states = [row.states.get((column.session.code, column.window.code)) for row in rows]
            came = sum(bool(state and state.came) for state in states)
            known = came or column.held or any(states)
            cells.append((("present" if came else "absent") if known else "", f"{came}/{len(rows)}" if known else ""))
        shares = [row.figures.of_held for row in rows if row.figures.of_held is not None]
        found.append(
            {
                "name": team(here, code),
                "under": here.say("console_attendance.of_team", count=len(rows)),
                "url": here.url("attendance", text=team(here, code)),
                "cells": cells,
                "percent": sum(shares) / len(shares) if shares else None,
                "level": None,
            }
        )
    return found


def _said(here: Here, name: str, value: object) -> str:
    if isinstance(value, bool):
        return here.say(f"console_attendance.{'yes' if value else 'no'}")
    if isinstance(value, str):
        return here.say(f"console_attendance.{name}_{value}")
    return here.say("console_attendance.none") if value is None else str(value)
