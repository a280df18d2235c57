"""How it is with somebody at a point of a session, in the few words that fit into a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo


if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.attendance import Figures, Standing
    from bot.texts import Texts
    from storage.attended import State
    from storage.checkpoints import Window
    from storage.programme import Programme, Session


_SEEN = frozenset({"code", "scanner", "team"})  # ways in which the hour of coming is known
_TOLD = frozenset({"organiser", "team", "paper"})  # ways that are to be seen on paper


def arrived(state: State, window: Window) -> datetime | None:
    """When somebody came, on the clocks there; None where that is not known, as with what was typed in afterwards."""
    if state.at is None or not state.came or state.way == "paper":
        return None
    if state.way not in _SEEN and not window.is_open(state.at):
        return None
    return state.at.astimezone(window.starts.tzinfo)


def status(say: Texts, state: State | None) -> str:
    return say(f"report.status_{state.status}") if state and state.status else ""


def signed(say: Texts, state: State | None, window: Window) -> str:
    """What is printed where a signature would be: มา 08.52 น."""
    at = arrived(state, window) if state else None
    return " ".join(part for part in (status(say, state), say.hours(at, at) if at else "") if part)


def note(say: Texts, state: State | None, *, brief: bool = False) -> str:
    """Who came instead, by whose word it is known, and why; `brief`: without what is usual."""
    if state is None:
        return ""
    stand_in = say("report.stand_in", name=state.stand_in) if state.stand_in else ""
    way = say(f"report.way_{state.way}") if state.way in _TOLD or not brief else ""
    return " · ".join(part for part in (stand_in, way, state.reason if not brief else "") if part)


def point_title(say: Texts, session: Session, window: Window) -> str:
    """The session, and which of its points where it has several."""
    title = session.title.in_(say.language)
    if window.title:
        return f"{title} · {window.title.in_(say.language)}"
    return title


def when(say: Texts, session: Session, window: Window) -> str:
    """Day and hours of a session; of one of its points, when that begins."""
    if not window.code:
        zone = ZoneInfo(session.timezone)
        return say.period(session.start.astimezone(zone), session.end.astimezone(zone))
    return say.period(window.starts, window.starts)


def where(say: Texts, programme: Programme, session: Session) -> str:
    """The venue's name; "" where none is known."""
    return next((venue.name.in_(say.language) for venue in programme.venues if venue.code == session.venue), "")


def team(say: Texts, programme: Programme, code: str) -> str:
    """A team by the programme's name for it, else in the roster's own words."""
    return next((group.title.in_(say.language) for group in programme.groups if group.code == code), code)


def mark(stands: Standing, figures: Figures) -> str:
    """How somebody is marked in a list of all; "" for nothing of note."""
    if not figures.whole or stands.reached:
        return "passed" if figures.whole else ""
    return "failed" if stands.over and stands.lost else stands.level or ""
