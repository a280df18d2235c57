"""Points close by themselves: whoever should have come and did not is absent from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import boards, checkins, members, programmes
from storage.attended import states
from storage.checkins import Entry
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.checkpoints import Window
    from storage.programme import Programme, Session

    Get = Callable[[Store, str], Programme]


def due(store: Store, programme: Programme, now: datetime) -> list[tuple[Session, Window]]:
    """The points whose time is over, at which somebody was noted, and that are not closed yet.

    Where nobody was, nobody took attendance, and nothing is said of anybody.
    """
    over = [(session, window) for session, window in _all(programme) if window.closes < now]
    if not over:
        return []
    done = checkins.closed(store, programme.code)
    waiting = [(session, window) for session, window in over if (session.code, window.code) not in done]
    if not waiting:
        return []
    noted = checkins.noted(store, programme.code, [session.code for session, _ in waiting])
    return [each for each in waiting if (each[0].code, each[1].code) in noted]


def close_due(store: Store, get: Get, now: datetime) -> list[tuple[str, str, str]]:
    """Close every point that is due, in all programmes; says which (programme, session, point)."""
    closed = []
    for listed in programmes.codes(store):
        programme = get(store, listed.code)
        for session, window in due(store, programme, now):
            _close(store, programme, session, window, now)
            closed.append((programme.code, session.code, window.code))
    return closed


def _close(store: Store, programme: Programme, session: Session, window: Window, now: datetime) -> None:
    """Absent is whoever is nowhere: not in a session that is held at the same time in another room either."""
    nonce = f"close {programme.code} {session.code} {window.code} {window.closes.isoformat()}"
    if checkins.by_nonce(store, nonce):
        return
    checkins.add(
        store,
        Entry(programme.code, session.code, window.code, None, "close", "clock", window.closes, now, nonce=nonce),
    )
    beside = [each.code for each in programme.sessions if counts(each) and _meet(each, session)]
    known = states(checkins.counted(store, programme.code, [session.code, *beside]))
    there = {person for (code, _, person), state in known.items() if code != session.code and state.came}
    there |= {person for code, point, person in known if (code, point) == (session.code, window.code)}
    absent = [each.person for each in members.enrolled(store, programme.code) if each.person not in there]
    checkins.add_all(
        store,
        [
            Entry(programme.code, session.code, window.code, person, "mark", "clock", window.closes, now, "absent")
            for person in absent
        ],
    )
    boards.close(store, programme.code, session.code, window.code, now)


def _meet(one: Session, other: Session) -> bool:
    return one.code != other.code and one.start < other.end and other.start < one.end


def _all(programme: Programme) -> Iterator[tuple[Session, Window]]:
    settings = settings_of(programme)
    for session in programme.sessions:
        if counts(session):
            yield from ((session, window) for window in windows(session, settings))
