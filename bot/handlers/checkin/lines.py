"""The lines of the log in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.services import checkin


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from bot.services.checkin import Entry
    from bot.texts import Texts
    from storage.programme import Programme


_REASONS = ("moved", "objected")  # in the log itself, for what this room does


class Lines:
    def __init__(self, store: Store, say: Texts, programme: Programme) -> None:
        self._store, self._say = store, say
        self._zone = ZoneInfo(programme.timezone)
        self._titles = {session.code: session.title.in_(say.language) for session in programme.sessions}

    def of(self, entry: Entry) -> str:
        """When, what, for which session, by whom and why."""
        say, at = self._say, entry.at.astimezone(self._zone)
        parts = [self._what(entry), self._titles.get(entry.session, entry.session)]
        if entry.stand_in:
            parts.append(say("checkin.stand_in", name=entry.stand_in))
        if entry.by and entry.by != entry.person:
            parts.append(say("checkin.line_by", name=checkin.name_of(self._store, entry.by)))
        if entry.reason and entry.what != "undo":
            parts.append(say("checkin.reason", reason=entry.reason))
        when = f"{say.short_day(at.date())} {say.hours(at, at)}"
        return say("checkin.log", when=when, what=" · ".join(part for part in parts if part))

    def _what(self, entry: Entry) -> str:
        say = self._say
        if entry.what == "undo":
            reason = entry.reason if entry.reason in _REASONS else "undo"
            return say(f"checkin.line_{reason}")
        if entry.what == "pin":
            return say("checkin.line_pin", metres=entry.metres or 0)
        if entry.what == "mark":
            status = say(f"checkin.status_{entry.status or 'none'}")
            return say(f"checkin.marked_{entry.way}", status=status)
        done = say(f"checkin.line_{entry.what}", way=say(f"checkin.way_{entry.way}"))
        if entry.outcome:
            return say("checkin.line_failed", what=done, why=say(f"checkin.failed_{entry.outcome}"))
        return " ".join([done, say(f"checkin.status_{entry.status}")] if entry.status else [done])
