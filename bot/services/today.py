"""A programme's day as its organisers need to see it: what is on, how many came, and what waits to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import feedback, feedback_settings, quotas
from storage import waiting as counts
from storage.boards import Place
from storage.checkpoints import Window, settings_of, windows
from storage.checkpoints import counts as matters


if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from storage.feedback import Counts
    from storage.programme import Programme, Session, Text
    from storage.quotas import Quota
    from storage.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a session, where it matters who is there; `came` is None before people can check in there."""

    place: Place
    window: Window
    came: int | None

    def is_open(self, now: datetime) -> bool:
        return self.window.is_open(now)


@dataclass(frozen=True, slots=True)
class Class:
    """A session of the day; `points` are those of this day. `state`: on, next, later, over or cancelled."""

    session: Session
    state: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """Feedback that comes in: of what (a session's title, or a form's), and how far it is."""

    title: Text
    counts: Counts
    closes_at: datetime


def classes(store: Store, programme: Programme, now: datetime) -> list[Class]:
    """The sessions of the day that it is where the programme is, in their order; breaks and meals, too."""
    settings, day = settings_of(programme), now.astimezone(ZoneInfo(programme.timezone)).date()
    sessions = sorted((each for each in programme.sessions if _is_on(each, day)), key=lambda each: each.start)
    following = next((each.code for each in sessions if each.start > now and each.status != "cancelled"), "")
    found = []
    for session in sessions:
        held = [each for each in windows(session, settings) if _held(each, day)] if matters(session) else []
        begun = [each.code for each in held if each.opens <= now]
        came = counts.came(store, programme.code, session.code, begun) if begun else {}
        points = tuple(
            Point(
                Place(programme.code, session.code, each.code),
                each,
                came.get(each.code, 0) if each.code in begun else None,
            )
            for each in held
        )
        found.append(Class(session, _state(session, following, now), points))
    return found


def following(programme: Programme, now: datetime) -> Session | None:
    """The next session to begin, on whatever day."""
    coming = (each for each in programme.sessions if each.start > now and each.status != "cancelled")
    return min(coming, key=lambda each: each.start, default=None)


def participants(store: Store, programme: str) -> int:
    """How many take part in the programme with this code."""
    return counts.participants(store, programme)


def waiting(store: Store, programme: str) -> Waiting:
    """What waits for its organisers."""
    return counts.waiting(store, programme)


def quota(store: Store) -> Quota | None:
    """LINE's messages of this month; None where LINE was never asked."""
    return quotas.of(store, "line")


def coming(store: Store, programme: Programme, now: datetime) -> list[Coming]:
    """The feedback that comes in now, the last to open first."""
    forms = [
        each for each in feedback.of_programme(store, programme.code) if each.closed_at is None and each.closes_at > now
    ]
    far = feedback.counts(store, [each.id for each in forms])
    settings = feedback_settings.read(programme.settings.get("feedback"))
    titles = {("", each.code): each.title for each in programme.sessions}
    titles |= {(each.code, ""): each.title for each in settings.forms}
    return [
        Coming(titles[key], far[each.id], each.closes_at)
        for each in reversed(forms)
        if (key := (each.about.form, each.about.session)) in titles and each.id in far
    ]


def _is_on(session: Session, day: date) -> bool:
    return session.start.date() <= day <= session.end.date()


def _held(window: Window, day: date) -> bool:
    return window.starts.date() == day


def _state(session: Session, following: str, now: datetime) -> str:
    if session.status == "cancelled":
        return "cancelled"
    if now >= session.end and now > session.start:
        return "over"
    if session.start <= now:
        return "on"
    return "next" if session.code == following else "later"
