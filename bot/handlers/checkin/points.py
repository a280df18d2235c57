"""Which point of which session an organiser means: the one that is on, one that is named, or one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.checkin.drawing import Drawing
from bot.messages import Choice
from bot.services import checkin
from bot.services.ask import Guides
from bot.services.ask.select import named, on
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.router import Turn
    from bot.services.checkin import Point
    from bot.services.programme import Programmes


_OFFERED = 8

Code = tuple[str, str]
"""Of a session and its point."""


class Points:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes
        self._guides = Guides()

    def of(self, turn: Turn, code: str, at: Code) -> Point | None:
        """None where the programme has that no more."""
        points = checkin.points_of(self._programmes.get(turn.store, code))
        return next((each for each in points if _code(each) == at), None)

    def current(self, turn: Turn, code: str) -> list[Point]:
        """What is on: of several, those that have begun; else the last that was today."""
        programme = self._programmes.get(turn.store, code)
        is_open = checkin.going_on(programme, turn.now)
        begun = [each for each in is_open if each.window.starts <= turn.now]
        return begun or is_open or checkin.begun_today(programme, turn.now)[:1]

    def of_day(self, turn: Turn, code: str, day: date) -> list[Point]:
        """All of a day, on the clocks of wherever they are."""
        points = checkin.points_of(self._programmes.get(turn.store, code))
        return sorted(
            (each for each in points if each.window.starts.date() == day), key=lambda each: each.window.starts
        )

    def next_day(self, turn: Turn, code: str) -> list[Point]:
        """All of the first day on which something begins from now on."""
        points = checkin.points_of(self._programmes.get(turn.store, code))
        coming = [each.window.starts for each in points if each.window.starts > turn.now]
        return self.of_day(turn, code, min(coming).date()) if coming else []

    def meant(self, turn: Turn, code: str, about: str) -> tuple[Code, ...]:
        """The points that may be meant: by the words `about` a session, else what is on, else the last that were."""
        if about:
            return tuple(_code(each) for each in self._about(turn, code, about))
        if found := self.current(turn, code):
            return tuple(_code(each) for each in found)
        points = checkin.points_of(self._programmes.get(turn.store, code))
        begun = [each for each in points if each.window.starts <= turn.now]
        last = sorted(begun, key=lambda each: each.window.starts, reverse=True)
        return tuple(_code(each) for each in last[:_OFFERED])

    def matching(self, turn: Turn, code: str, typed: str, some: Sequence[Code]) -> list[Code]:
        """Of `some`, those that `typed` names."""
        draw = Drawing(turn.say, turn.now)
        known = [(each, point) for each in some if (point := self.of(turn, code, each))]
        called = [each for each, point in known if draw.title(point) == typed.strip()]
        return called or [each for each in some if each[0] in self._sessions(turn, code, typed)]

    def choices(self, turn: Turn, code: str, some: Sequence[Code]) -> list[Choice]:
        """A button for each."""
        draw = Drawing(turn.say, turn.now)
        points = [self.of(turn, code, each) for each in some[:_OFFERED]]
        titles = [draw.title(point) if point else "" for point in points]
        return [Choice(short(title), title, f"checkin.which:{number}") for number, title in enumerate(titles) if title]

    def _about(self, turn: Turn, code: str, about: str) -> list[Point]:
        """One point of each session: the one that is open, else the last that has begun, else the first."""
        codes = self._sessions(turn, code, about)
        found: dict[str, Point] = {}
        for point in checkin.points_of(self._programmes.get(turn.store, code)):
            before = found.get(point.session.code)
            if point.session.code in codes and (before is None or point.window.opens <= turn.now):
                found[point.session.code] = point
        return list(found.values())

    def _sessions(self, turn: Turn, code: str, about: str) -> set[str]:
        """The sessions (codes) that are named, or are on the day said; of the time of a day, those of today."""
        guide = self._guides.of(self._programmes.get(turn.store, code))
        now = turn.now.astimezone(guide.zone)
        for words in (about, f"{turn.say('checkin.today')} {about}"):
            question = guide.reader.read(words, now, guide.span)
            whens = tuple(when for when in question.dates if when.first)
            chosen = named(question, guide)
            pool = chosen.sessions if chosen and not chosen.absent else ()
            if whens:
                pool = on(whens, guide, pool or guide.held)[0] or pool
            if pool:
                return {session.code for session in pool}
        return set()


def _code(point: Point) -> Code:
    return point.session.code, point.window.code
