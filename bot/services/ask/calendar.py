"""A session as a calendar file, for the people who will be there."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from bot.messages import Language
    from storage.programme import Programme, Session


def calendar_file(programme: Programme, session: Session, language: Language) -> str:
    """The session as iCalendar text."""
    from storage.formats import session_ics  # noqa: PLC0415 - the calendar library takes a while to load

    return session_ics(programme, session, language)
