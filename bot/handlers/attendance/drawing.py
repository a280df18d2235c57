"""How much somebody attended, in words: each figure named for what it is of, and what was missed by name and date."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.services import attendance
from bot.showing import length


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.attendance import Column, Row, Standing, Table
    from bot.texts import Texts


_MISSED = 10  # sessions that are named
_AT_RISK = 40  # people, whose lines fit into one message
_SAME = 1e-9


class Drawing:
    def __init__(self, say: Texts, table: Table) -> None:
        self._say = say
        self._table = table
        self._standings = attendance.Standings(table)
        self._title = table.programme.title.in_(say.language)

    def own(self, row: Row) -> str:
        """To the person whom it is about."""
        return "\n".join([self._say("attendance.yours", title=self._title), *self._lines(row)])

    def of(self, row: Row) -> str:
        """To an organiser."""
        return "\n".join([self._say("attendance.of", title=self._title, name=row.member.name), *self._lines(row)])

    def warning(self, row: Row) -> str:
        """To the person whom it is about, unasked."""
        opening = self._say("attendance.warning", title=self._title)
        return "\n".join([opening, *self._lines(row), self._say("attendance.wrong")])

    def at_risk(self) -> str:
        """Everybody to be warned, the worst first."""
        say, found = self._say, attendance.at_risk(self._table)
        percent = self._standings.settings.required_percent
        if not found:
            return say("attendance.nobody_at_risk", title=self._title, percent=percent)
        message = "attendance.at_risk_teams" if self._by_team else "attendance.at_risk"
        lines = [say(message, title=self._title, percent=percent, count=len(found))]
        lines += [self._line(row, standing) for row, standing in found[:_AT_RISK]]
        if len(found) > _AT_RISK:
            lines.append(say("attendance.more", count=len(found) - _AT_RISK))
        return "\n".join(lines)

    @property
    def _by_team(self) -> bool:
        return self._standings.settings.counted_by == "team"

    def _lines(self, row: Row) -> Iterator[str]:
        say, figures = self._say, row.figures
        whole = self._amount(figures.whole)
        if figures.of_whole is None or figures.best is None:
            yield say("attendance.nothing_counts")
            return
        if figures.of_held is None:
            yield say("attendance.nothing_held", whole=whole)
        yield self._verdict(row)
        part, held = self._amount(figures.attended), self._amount(figures.held)
        if figures.of_held is not None:
            yield say("attendance.of_held", percent=f"{figures.of_held:g}", part=part, whole=held)
            yield say("attendance.of_whole", percent=f"{figures.of_whole:g}", part=part, whole=whole)
            best = self._amount(figures.reachable)
            yield say("attendance.best", percent=f"{figures.best:g}", part=best, whole=whole)
        yield self._rule(row)
        if figures.missed:
            yield say("attendance.missed")
            yield from (self._missed(column) for column in figures.missed[-_MISSED:])
        if len(figures.missed) > _MISSED:
            yield say("attendance.more", count=len(figures.missed) - _MISSED)

    def _verdict(self, row: Row) -> str:
        say, standing = self._say, self._standings.of(row.figures)
        if standing.lost:
            return say("attendance.failed" if standing.over else "attendance.lost")
        if standing.reached:
            return say("attendance.reached")
        if standing.none_left:
            return say("attendance.none_left")
        left = self._left(row, standing)
        return say("attendance.may_miss", amount=left) if left else say("attendance.may_miss_part")

    def _left(self, row: Row, standing: Standing) -> str:
        """How much may still be missed, rounded down; "" where it is not one session."""
        if self._table.unit == "hours":
            minutes = math.floor(row.figures.may_miss * 60 + _SAME)
            return length(self._say, timedelta(minutes=minutes))
        return self._amount(standing.times) if standing.times else ""

    def _rule(self, row: Row) -> str:
        settings, team = self._standings.settings, row.member.team
        if self._by_team and team:
            titles = {group.code: group.title.in_(self._say.language) for group in self._table.programme.groups}
            return self._say(
                "attendance.rule_team",
                percent=settings.required_percent,
                team=titles.get(team, team),
                count=settings.team_needs,
            )
        return self._say("attendance.rule", percent=settings.required_percent)

    def _missed(self, column: Column) -> str:
        say, window = self._say, column.window
        title, day = column.session.title.in_(say.language), say.day(window.starts.date())
        if window.title:
            return say("attendance.missed_point", title=title, point=window.title.in_(say.language), day=day)
        return say("attendance.missed_one", title=title, day=day)

    def _line(self, row: Row, standing: Standing) -> str:
        say, figures = self._say, row.figures
        left = self._left(row, standing)
        if standing.lost:
            how = say("attendance.how_lost")
        elif standing.none_left:
            how = say("attendance.how_last")
        else:
            how = say("attendance.how_close", amount=left) if left else say("attendance.how_close_part")
        missed = self._amount(figures.held - figures.attended)
        held, best = f"{figures.of_held or 0:g}", f"{figures.best or 0:g}"
        return say("attendance.line", name=self._who(row), how=how, held=held, best=best, missed=missed)

    def _who(self, row: Row) -> str:
        team = row.member.team
        if not (self._by_team and team):
            return row.member.name
        titles = {group.code: group.title.in_(self._say.language) for group in self._table.programme.groups}
        return self._say("attendance.team", team=titles.get(team, team))

    def _amount(self, units: float) -> str:
        if self._table.unit == "hours":
            return length(self._say, timedelta(hours=units))
        if abs(units - round(units)) < _SAME:
            return self._say("attendance.sessions", count=round(units))
        return self._say("attendance.sessions_part", amount=f"{math.floor(units * 100 + _SAME) / 100:g}")
