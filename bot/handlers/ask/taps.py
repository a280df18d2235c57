"""What a tapped button asks: short data that names a facet and a session, checked on the server like anything typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.services.ask import Answer
from bot.showing import OF
from bot.thai.dates import When


if TYPE_CHECKING:
    from bot.services.ask import Guide


_FACETS = frozenset({"when", "where", "who", "bring", "wear", "meet", "about", "calendar"})
IN = "in:"
"""Opens the data of a button that names the programme a question was about."""
OPENERS = (*(f"{facet}:" for facet in sorted(_FACETS)), "day:", "speaker:", IN, OF)


def tapped(tap: str, guide: Guide) -> Answer | None:
    """The answer to a tap; None where what it names is not there (any more)."""
    facet, _, code = tap.partition(":")
    if facet == "day":
        return _day(code, guide)
    if facet == "speaker" and code in guide.speakers:
        found = tuple(session for session in guide.held if code in session.speakers)
        return (
            Answer("sessions", found, asks=frozenset({"when"}), named=True)
            if found
            else Answer("speaker", codes=(code,))
        )
    if facet in _FACETS and code in guide.by_code:
        return Answer("sessions", (guide.by_code[code],), asks=frozenset({facet}), named=True)
    return None


def _day(code: str, guide: Guide) -> Answer | None:
    try:
        day = date.fromisoformat(code)
    except ValueError:
        return None
    found = tuple(session for session in guide.held if session.start.date() <= day <= session.end.date())
    when = When(code, 0, len(code), day, day, None, None, "day", 0)
    return Answer("sessions", found, whens=(when,)) if found else None
