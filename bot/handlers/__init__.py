"""What the bot says: a room for each kind of talk, asked in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import (
    announce,
    ask,
    attendance,
    board,
    calendar,
    changes,
    checkin,
    console,
    feedback,
    groups,
    leave,
    media,
    notices,
    people,
    privacy,
    questions,
    reminders,
    report,
    results,
    scanner,
    start,
)
from bot.services.reminders import KINDS


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.router import Route, Turn
    from bot.services.people import Access
    from bot.services.programme import Programmes


def routes(programmes: Programmes, access: Access, public_url: str = "") -> list[Route]:
    """The routes in order; the last takes anything. `public_url` is where people reach the site, "" if not known."""
    beginning = start.Start(programmes, access)
    passing = questions.Passing(programmes, access)
    asking = ask.Ask(programmes, access, passing.pass_on)
    return [
        *groups.routes(programmes),
        *checkin.first(programmes),
        *feedback.first(programmes, asking.would_say, asking.ask),
        *announce.routes(announce.Room(programmes, public_url), programmes),
        *report.routes(programmes, public_url),
        *results.routes(programmes, public_url),
        *leave.routes(leave.Room(programmes, passing.pass_on)),
        *media.routes(),
        *notices.routes(),
        *questions.routes(passing, programmes, asking.would_say),
        *scanner.routes(programmes, public_url),
        *board.routes(programmes, public_url),
        *console.routes(programmes, public_url),
        *attendance.routes(programmes),
        *changes.routes(programmes, access),
        *checkin.routes(programmes),
        *calendar.routes(public_url),
        *reminders.routes(programmes),
        *privacy.routes(programmes),
        *people.routes(programmes, beginning.offers, public_url),
        *start.routes(beginning),
        *checkin.last(programmes, asking.would_say),
        *feedback.last(programmes, asking.would_say, asking.ask),
        *ask.routes(asking),
    ]


def telling(programmes: Programmes) -> notices.Joining:
    """How what people are told unasked is drawn, by its kind."""
    reminding = reminders.Drawer(programmes).draw
    changing = changes.Drawer(programmes).draw
    return notices.Joining(programmes, {"change": changing, **dict.fromkeys(KINDS, reminding)})


def wants(programmes: Programmes) -> Callable[[Turn], bool]:
    """Whether something will be made of what is attached to an event."""
    announcing, away = announce.Room(programmes, ""), leave.Room(programmes)
    return lambda turn: announcing.wants(turn) or away.wants(turn)
