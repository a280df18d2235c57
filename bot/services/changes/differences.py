"""What is different between two timetables, session by session, as the people see it who are to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage.releases_seen import of, seen


if TYPE_CHECKING:
    from datetime import datetime

    from storage.programme import Programme
    from storage.releases_seen import Seen, Snapshot


Kind = Literal["cancelled", "moved", "reroomed", "restored", "new", "restaffed", "renamed"]

_IMPORTANT: tuple[Kind, ...] = ("cancelled", "moved", "reroomed", "restored", "new", "restaffed", "renamed")


@dataclass(frozen=True, slots=True)
class Changed:
    """A session that is other than before, in each of `kinds`, the most important first. New ones have no `before`."""

    code: str
    kinds: tuple[Kind, ...]
    before: Seen | None
    after: Seen

    @property
    def ends(self) -> datetime:
        """Until when it is of use to know."""
        return self.before.end if self.before and "cancelled" in self.kinds else self.after.end

    def is_to_come(self, now: datetime) -> bool:
        """Whether it has not begun: where it is cancelled, at the time that people know."""
        known = self.before if self.before and "cancelled" in self.kinds else self.after
        return known.start > now


def diff(before: Snapshot, after: Snapshot, quiet: Snapshot | None = None) -> list[Changed]:
    """The sessions that are different, the most important first, then by time.

    What looks as it does in `quiet` is nobody's news. A session that is gone is cancelled.
    """
    hushed = quiet or {}
    found = []
    for code, kept in after.items():
        if kept != before.get(code) and kept != hushed.get(code):
            found += _changed(code, seen(before[code]) if code in before else None, seen(kept))
    for code, kept in before.items():
        if code not in after and (gone := seen(kept)).status == "confirmed" and not (quiet and code not in quiet):
            found.append(Changed(code, ("cancelled",), gone, gone))
    return sorted(found, key=lambda change: (_IMPORTANT.index(change.kinds[0]), change.after.start, change.code))


def between(before: Programme, after: Programme) -> list[Changed]:
    """What is different for people between two versions of a programme."""
    return diff(of(before), of(after))


def _changed(code: str, before: Seen | None, after: Seen) -> list[Changed]:
    kinds = _kinds(before, after)
    return [Changed(code, kinds, before, after)] if kinds else []


def _kinds(before: Seen | None, after: Seen) -> tuple[Kind, ...]:
    """Of what is cancelled, and of what was until now, nothing else counts."""
    was, is_ = before is not None and before.status == "confirmed", after.status == "confirmed"
    if not is_:
        return ("cancelled",) if was else ()
    if before is None:
        return ("new",)
    if not was:
        return ("restored",)
    different: dict[Kind, bool] = {
        "moved": _times(before) != _times(after),
        "reroomed": (before.room, before.meeting, before.url) != (after.room, after.meeting, after.url),
        "restaffed": before.speakers != after.speakers,
        "renamed": before.title != after.title,
    }
    return tuple(kind for kind in _IMPORTANT if different.get(kind))


def _times(session: Seen) -> tuple[str, str]:
    """As the clocks there show them: another zone with the same hours is no news, another hour for the moment is."""
    return session.start.isoformat(), session.end.isoformat()
