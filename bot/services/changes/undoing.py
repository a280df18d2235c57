"""Taking a release back: the sessions that it changed are what they were before it, by a release of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.changes.differences import between
from storage import releases
from storage.releases_seen import of, seen


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from bot.services.changes.differences import Changed
    from storage.programme import Programme, Session
    from storage.releases import Release
    from storage.releases_seen import Seen


@dataclass(frozen=True, slots=True)
class Undone:
    """`programme` as it would be, what that makes different, and the sessions (codes) that were changed again since.

    Those stay as they are.
    """

    programme: Programme
    changes: tuple[Changed, ...]
    since: tuple[str, ...]


def undone(store: Store, programme: Programme, release: Release) -> Undone:
    """What taking `release` back makes of `programme`, which is to be kept then as any change (see `to_edit`).

    A session that was new in it is cancelled. Raises Refused for the first release, and where nothing is left to be
    taken back.
    """
    before = releases.previous(store, release)
    if before is None:
        raise Refused("changes.undo_first")
    after, today = releases.snapshot(store, release.id), of(programme)
    changed = [code for code in {**before, **after} if before.get(code) != after.get(code)]
    since = tuple(code for code in changed if code in today and today[code] != after.get(code))
    back = {code: seen(before[code]) if code in before else None for code in changed if code not in since}
    sessions = tuple(
        _was(programme, session, back[session.code]) if session.code in back else session
        for session in programme.sessions
    )
    restored = replace(programme, sessions=sessions)
    found = tuple(between(programme, restored))
    if not found:
        raise Refused("changes.undo_nothing")
    return Undone(restored, found, since)


def _was(programme: Programme, session: Session, was: Seen | None) -> Session:
    """Of what was cancelled nobody saw more than its title and time; a place or name that is known no more stays so."""
    if was is None or was.status == "cancelled":
        return replace(session, status="cancelled")
    room = next((venue for venue in programme.venues if venue.name == was.room), None)
    cast = [next((each.code for each in programme.speakers if each.name == name), "") for name in was.speakers]
    return replace(
        session,
        title=was.title,
        start=was.start,
        end=was.end,
        timezone=was.timezone,
        points=tuple(replace(point, at=point.at + (was.start - session.start)) for point in session.points),
        venue=room.code if room else "",
        speakers=tuple(code for code in cast if code),
        status="confirmed",
        meeting=was.meeting,
        url="" if room and room.url == was.url else was.url,
    )
