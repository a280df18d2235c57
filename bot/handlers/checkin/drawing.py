"""How it is said what became of an attempt, and what is noted of somebody."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from bot.messages import Reading, Reply
from bot.services.checkin import Point
from bot.showing import Frame, length, period, where


if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages import Choice
    from bot.services.checkin import Noted, Pinned, Result, Spot, State, Window
    from bot.texts import Texts


_FAR = 1000  # metres
_WAYS = ("team", "organiser", "paper", "scanner")


def aside(text: str, *choices: Choice, replaces: bool = False) -> Reply:
    return Reply(text, choices=choices, replaces=replaces, reading=Reading(aside=True))


class Drawing:
    """Says it in one language, at one moment."""

    def __init__(self, say: Texts, now: datetime) -> None:
        self._say, self._now = say, now

    def result(self, result: Result) -> str:
        """What became of an attempt, with the session that it was for."""
        say, outcome, spot = self._say, result.outcome, result.spot
        if outcome == "guessing":
            left = (result.until or self._now) - self._now
            return say("checkin.guessing", count=max(1, ceil(left / timedelta(minutes=1))))
        if outcome == "guest":
            return f"{say('checkin.guest')}\n{say('people.how')}"
        if spot is None or outcome in ("old", "unknown"):
            return say(f"checkin.{outcome}")
        if outcome in ("elsewhere", "role"):
            return say(f"checkin.{outcome}", title=spot.programme.title.in_(say.language))
        return f"{self._of(result, spot)}\n{self.about(Point(spot.programme, spot.session, spot.window))}"

    def _of(self, result: Result, spot: Spot) -> str:
        say, state, window, outcome = self._say, result.state, spot.window, result.outcome
        leaves = spot.place.what == "out"
        out = "_out" if leaves else ""
        if outcome == "":
            return self._left(result, state, window) if leaves and state else self._came(result, window)
        if outcome == "repeated":
            at = (state.left_at if leaves else state.at) if state else None
            return say(f"checkin.repeated{out}", time=self.at(at or result.entry.at, window))
        if outcome == "early":
            return say(f"checkin.early{out}", time=self.at(window.starts if leaves else window.opens, window))
        if outcome == "closed":
            return say(f"checkin.closed{out}", time=self.at(window.leaves_by if leaves else window.closes, window))
        if outcome == "two":
            other = result.other.title.in_(say.language) if result.other else say("checkin.other_room")
            return say("checkin.two", other=other)
        return say(f"checkin.{outcome}")

    def _came(self, result: Result, window: Window) -> str:
        entry, state = result.entry, result.state
        back = state is not None and state.at is not None and state.at < entry.at
        name = "back" if back else entry.status or "present"
        return self._say(f"checkin.{name}", time=self.at(entry.at, window))

    def _left(self, result: Result, state: State, window: Window) -> str:
        at = result.entry.at
        return self._say("checkin.left", time=self.at(at, window), length=length(self._say, state.stayed(at)))

    def about(self, point: Point) -> str:
        """Which session it is, when and where."""
        frame = Frame(point.programme)
        facts = (period(self._say, frame, point.session), where(self._say, frame, point.session))
        return "\n".join([self.title(point), " · ".join(fact for fact in facts if fact)])

    def title(self, point: Point) -> str:
        """What a session is called, and its point where it has several."""
        say, window = self._say, point.window
        title = point.session.title.in_(say.language)
        if not window.code:
            return title
        named = window.title.in_(say.language) if window.title else say.short_day(window.starts.date())
        return say("checkin.at_point", title=title, point=named)

    def line(self, noted: Noted) -> str:
        """How it is with somebody at a point, on a line."""
        session, window = noted.point.session, noted.point.window
        hours = self._say.hours(window.starts, window.starts if window.code else session.end)
        return self._say(
            "checkin.line", title=self.title(noted.point), hours=hours, state=self.state(noted.state, window)
        )

    def state(self, state: State | None, window: Window) -> str:
        """มา 08.50 น. · ออก 12.00 น., and who says so where it was not they."""
        say = self._say
        if state is None:
            return say("checkin.is_nothing")
        time = self.at(state.at, window) if state.at else ""
        parts = [say(f"checkin.is_{state.status}", time=time).strip()]
        if state.left_at:
            parts.append(say("checkin.out_at", time=self.at(state.left_at, window)))
        if state.stand_in:
            parts.append(say("checkin.stand_in", name=state.stand_in))
        if state.way in _WAYS:
            parts.append(say(f"checkin.by_{state.way}"))
        return " · ".join(parts)

    def pinned(self, pinned: Pinned) -> str:
        if pinned.near:
            return self._say("checkin.pin_near")
        near = pinned.metres < _FAR
        distance = (
            self._say("checkin.metres", number=pinned.metres)
            if near
            else self._say("checkin.kilometres", number=f"{pinned.metres / _FAR:.1f}")
        )
        return self._say("checkin.pin_far", distance=distance)

    def at(self, at: datetime, window: Window) -> str:
        """A time on the clocks of where that is, with its day where that is another one than the point's."""
        local = at.astimezone(window.starts.tzinfo)
        hour = self._say.hours(local, local)
        if local.date() == window.starts.date():
            return hour
        return self._say("texts.one_day", day=self._say.day(local.date()), hours=hour)
