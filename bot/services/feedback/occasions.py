"""What a programme asks its people afterwards, and from when to when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import feedback_settings
from storage.checkpoints import counts
from storage.feedback import About


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from storage.feedback_settings import FeedbackSettings, Form
    from storage.programme import Programme, Session


@dataclass(frozen=True, slots=True)
class Due:
    """People are asked from `at` on, until `closes_at` (both UTC): those who were at one of `sessions` (codes)."""

    about: About
    at: datetime
    closes_at: datetime
    anonymous: bool
    fewest: int
    sessions: tuple[str, ...]


def settings_of(programme: Programme) -> FeedbackSettings:
    return feedback_settings.read(programme.settings.get("feedback"))


def occasions(programme: Programme) -> tuple[Due, ...]:
    """Everything that is asked in a programme as it is now, by when it is; past ones too."""
    settings = settings_of(programme)
    found = [*_sessions(programme, settings), *_forms(programme, settings)]
    return tuple(sorted(found, key=lambda each: (each.at, bool(each.about.form))))


def _sessions(programme: Programme, settings: FeedbackSettings) -> Iterator[Due]:
    """A long session is asked about at its end; short ones at the end of their day, with whatever is asked then."""
    days: defaultdict[date, list[Session]] = defaultdict(list)
    for session in sorted(programme.sessions, key=lambda each: (each.start, each.code)) if settings.sessions else ():
        if counts(session) and not {session.code, session.kind} & settings.skip:
            days[session.start.date()].append(session)
    short = timedelta(minutes=settings.short_minutes)
    for day, sessions in days.items():
        today = [each.end for each in sessions if each.end.date() == day]
        for session in sessions:
            ends = session.end
            if session.end - session.start < short and today:
                ends = max([*today, session.end])
            yield _due(programme, settings, session, ends)


def _due(programme: Programme, settings: FeedbackSettings, session: Session, ends: datetime) -> Due:
    at = _after(ends, settings)
    closes = at + timedelta(hours=settings.closes_after_hours)
    about = About(programme.code, session=session.code)
    return Due(about, at, closes, settings.anonymous, settings.fewest, (session.code,))


def _forms(programme: Programme, settings: FeedbackSettings) -> Iterator[Due]:
    for form in settings.forms:
        sessions = of_form(programme, form)
        at = _opens(programme, settings, form, sessions)
        if at is not None:
            yield due_of(programme, form, at)


def due_of(programme: Programme, form: Form, at: datetime) -> Due:
    """A form that opens at `at` (aware)."""
    settings = settings_of(programme)
    anonymous = settings.anonymous if form.anonymous is None else form.anonymous
    closes = at + timedelta(days=form.closes_after_days)
    codes = tuple(each.code for each in of_form(programme, form))
    return Due(About(programme.code, form.code), at, closes, anonymous, settings.fewest, codes)


def of_form(programme: Programme, form: Form) -> list[Session]:
    """What a form is about: the sessions of its module, or all."""
    held = [each for each in programme.sessions if each.status == "confirmed" and each.kind != "deadline"]
    return [each for each in held if form.module in ("", each.module)]


def _opens(
    programme: Programme, settings: FeedbackSettings, form: Form, sessions: Sequence[Session]
) -> datetime | None:
    if form.opens is not None:
        aware = form.opens if form.opens.tzinfo else form.opens.replace(tzinfo=ZoneInfo(programme.timezone))
        return aware.astimezone(UTC)
    return _after(max(each.end for each in sessions), settings) if sessions else None


def _after(ends: datetime, settings: FeedbackSettings) -> datetime:
    return ends.astimezone(UTC) + timedelta(minutes=settings.asks_after_minutes)
