"""What is asked of one session, in a sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.showing import length, period, where, who


if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ask import Guide
    from bot.texts import Texts
    from storage.programme import Session


class Facts:
    """The facts of one programme's sessions in one language at one moment."""

    def __init__(self, guide: Guide, say: Texts, now: datetime) -> None:
        self._guide, self._say, self._now = guide, say, now

    def sentence(self, facet: str, session: Session) -> str:
        """The whole sentence; also where the fact is not given, or the session is cancelled."""
        say, title = self._say, session.title.in_(self._say.language)
        if session.status == "cancelled":
            return say("ask.is_cancelled", title=title, period=period(say, self._guide, session))
        if facet == "until":
            return self._until(session)
        if facet == "until_end":
            left = length(say, max(session.end - self._now, timedelta()))
            return say("ask.until_end", title=title, left=left, hour=say.hours(session.end, session.end))
        if facet == "changed":
            return say("ask.unchanged", title=title, period=period(say, self._guide, session))
        value = self.value(facet, session)
        if value:
            return say(f"ask.{facet}", title=title, **{facet: value})
        return say(f"ask.{facet}_unset", title=title, where=where(say, self._guide, session))

    def value(self, facet: str, session: Session) -> str:
        """The fact alone, "" where it is not given."""
        say, guide = self._say, self._guide
        if facet == "changed":
            return say("ask.cancelled" if session.status == "cancelled" else "ask.as_planned")
        if drawn := {"when": period, "where": where, "who": who}.get(facet):
            return drawn(say, guide, session)
        if facet == "link":
            venue = guide.venues.get(session.venue)
            return session.url or (venue.url if venue else "")
        if facet == "length":
            return self._length(session)
        texts = {
            "bring": session.bring,
            "wear": session.dress,
            "meet": session.meeting,
            "about": session.description,
        }
        return texts[facet].in_(say.language)

    def _length(self, session: Session) -> str:
        days = (session.end.date() - session.start.date()).days
        return self._say("ask.days_left", count=days + 1) if days else length(self._say, session.end - session.start)

    def _until(self, session: Session) -> str:
        say, now, title = self._say, self._now, session.title.in_(self._say.language)
        when = period(say, self._guide, session)
        if session.start <= now < session.end:
            return say("ask.until_on", title=title)
        if session.start <= now:
            return say("ask.until_over", title=title, period=when)
        zone = self._guide.zone
        days = (session.start.astimezone(zone).date() - now.astimezone(zone).date()).days
        left = say("ask.days_left", count=days) if days else length(say, session.start - now)
        return say("ask.until", left=left, title=title, period=when)
