"""Points close by themselves: whoever should have come and did not is absent from then on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.services.checkin.entering import spot_of
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


def is_due(store: Store, get: Get, now: datetime) -> bool:
    """Whether there is any point to be closed; little work where there is none."""
    return next(_due(store, get, now), None) is not None


def close_due(store: Store, get: Get, now: datetime) -> list[tuple[str, str, str]]:
    """Close every point whose time is over, in all programmes; says which (programme, session, point).

    Where nobody was noted, nobody took attendance, and nothing is said of anybody.
    """
    _close_exits(store, get, now)
    return [
        (programme.code, session.code, window.code)
        for programme, session, window in list(_due(store, get, now))
        if _close(store, programme, session, window, now)
    ]


def _due(store: Store, get: Get, now: datetime) -> Iterator[tuple[Programme, Session, Window]]:
    waiting: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for code, *point in checkins.unclosed(store):
        waiting[code].add((point[0], point[1]))
    for listed in programmes.codes(store) if waiting else ():
        if listed.code in waiting:
            programme = get(store, listed.code)
            over = _over(programme, waiting[listed.code], now)
            yield from ((programme, session, window) for session, window in over)


def _over(programme: Programme, points: set[tuple[str, str]], now: datetime) -> Iterator[tuple[Session, Window]]:
    """Those of the points whose time is over; the rest of what may be a large programme is not looked at."""
    codes, settings = {code for code, _ in points}, settings_of(programme)
    for session in programme.sessions:
        if session.code in codes and counts(session):
            yield from (
                (session, window)
                for window in windows(session, settings)
                if window.closes < now and (session.code, window.code) in points
            )


def _close(store: Store, programme: Programme, session: Session, window: Window, now: datetime) -> bool:
    """Absent is whoever is nowhere: not in a session that is held at the same time in another room either.

    False where another process has closed it meanwhile.
    """
    nonce = f"close {programme.code} {session.code} {window.code} {window.closes.isoformat()}"
    line = Entry(programme.code, session.code, window.code, None, "close", "clock", window.closes, now, nonce=nonce)
    if not checkins.add_once(store, line):
        return False
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
    boards.close(store, boards.Place(programme.code, session.code, window.code), now)
    return True


def _close_exits(store: Store, get: Get, now: datetime) -> None:
    """A board for leaving outlives the class: people go when it is over."""
    for place in [each.place for each in boards.opened(store) if each.place.what == "out"]:
        at = spot_of(get(store, place.programme), place)
        if at is None or at.window.leaves_by < now:
            boards.close(store, place, now)


def _meet(one: Session, other: Session) -> bool:
    return one.code != other.code and one.start < other.end and other.start < one.end
