"""Somebody checks in or out by a code: whether it counts, and why not. Every attempt is a line of the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.services.checkin import codes, questions
from bot.services.checkin.marking import MOVED
from storage import boards, checkins, invitations, members, people
from storage.attended import Key, State, states
from storage.boards import Place
from storage.checkins import Entry
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.attendance_settings import DoorQuestion
    from storage.checkpoints import Window
    from storage.people import Person
    from storage.programme import Programme, Session

    Get = Callable[[Store, str], Programme]


WRONG, PAUSE = 5, timedelta(minutes=10)
"""After so many wrong codes in that time somebody has to wait, or to show their own code to the organisers."""
WRONG_BY_ALL, PAUSE_OF_ALL = 120, timedelta(minutes=1)
"""After so many by everybody, whoever has tried more than one wrong one has to wait: one is a slip."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries which code: `at` is when it was sent, `now` when it is looked at, both by the clock.

    `nonce`: the same again is the same attempt. `moves`: they know that they are noted elsewhere, and have changed
    rooms.
    """

    address: Address
    code: str
    at: datetime
    now: datetime
    nonce: str
    moves: bool = False


class Spot(NamedTuple):
    """A point of a session, and whether people come there or leave."""

    programme: Programme
    session: Session
    window: Window
    place: Place


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an attempt: `outcome` is "" where it counts, else as in `check_in`.

    `state` is how it is with them there now. `other` is another session in which they are. `until`: from when a code is
    looked at again. `asks`: what they are to answer first, see bot.services.checkin.questions.
    """

    outcome: str
    entry: Entry
    spot: Spot | None = None
    state: State | None = None
    other: Session | None = None
    until: datetime | None = None
    asks: tuple[DoorQuestion, ...] = ()


def check_in(store: Store, get: Get, attempt: Attempt) -> Result:
    """Check somebody in by a code, or out by that of a board for leaving. Outcomes other than "" are these.

    `unknown` (no such code), `old` (it is another by now), `guessing` (too many wrong ones), `guest` (nobody on a
    roster), `elsewhere` (of another programme), `role` (no participant), `cancelled` (the session is not held),
    `early`, `closed`, `repeated` (they are in already, see `state`), `two` (they are in `other`, which is held at the
    same time), `incomplete` (something is asked first, see `asks`), `not_in` (they leave where they never came).
    """
    if known := checkins.by_nonce(store, attempt.nonce):
        return _again(store, get, known)
    person = people.at(store, attempt.address)
    until = _must_wait(store, attempt)
    place, gone = (None, timedelta()) if until else _place(store, attempt)
    if place is None:
        if until is None:
            invitations.note_wrong(store, attempt.address, attempt.now, "checkin")
        return replace(_not(store, attempt, person, "guessing" if until else "unknown"), until=until)
    spot = spot_of(get(store, place.programme), place)
    if person is None or spot is None:
        return _not(store, attempt, person, "cancelled" if person else "guest", spot, place)
    if outcome := _barred(store, attempt, spot) or ("old" if gone else ""):
        return _not(store, attempt, person, outcome, spot)
    members.lock(store, person.id, place.programme)
    mine = states(checkins.counted(store, place.programme, people=[person.id]))
    if place.what == "out":
        return _leave(store, attempt, person, spot, mine)
    return _enter(store, attempt, person, spot, mine)


def _enter(store: Store, attempt: Attempt, person: Person, spot: Spot, mine: Mapping[Key, State]) -> Result:
    _, session, window, _ = spot
    state = mine.get((session.code, window.code, person.id))
    if state and state.since:
        return replace(_not(store, attempt, person, "repeated", spot), state=state)
    if not window.is_open(attempt.at):
        return _not(store, attempt, person, "early" if attempt.at < window.opens else "closed", spot)
    asks = questions.unanswered(store, spot.programme, person.id)
    for other, there in elsewhere(spot, mine, attempt.at):
        if not attempt.moves:
            return replace(_not(store, attempt, person, "two", spot), other=other)
        if asks:
            break
        left = _line(attempt, person, replace(spot.place, session=other.code, point=there[1]))
        entry = mine[there].entry
        checkins.add(store, replace(left, what="undo", about=entry, nonce=None, by=person.id, reason=MOVED))
    if asks:
        return replace(_not(store, attempt, person, "incomplete", spot), asks=asks)
    status = state.status if state and state.came else ("late" if attempt.at > window.late else "present")
    entry_ = checkins.add(store, replace(_line(attempt, person, spot.place), status=status))
    came = state.at if state and state.came else entry_.at
    return Result("", entry_, spot, State(status, "code", entry_.id, came, entry_.at))


def _leave(store: Store, attempt: Attempt, person: Person, spot: Spot, mine: Mapping[Key, State]) -> Result:
    window = spot.window
    state = mine.get((spot.session.code, window.code, person.id))
    if state is None or not state.came:
        return _not(store, attempt, person, "not_in", spot)
    if state.since is None:
        return replace(_not(store, attempt, person, "repeated", spot), state=state)
    if not window.starts <= attempt.at <= window.leaves_by:
        return _not(store, attempt, person, "early" if attempt.at < window.starts else "closed", spot)
    entry = checkins.add(store, _line(attempt, person, spot.place))
    stays = (*state.stays, (state.since, entry.at))
    return Result("", entry, spot, replace(state, since=None, left_at=entry.at, stays=stays))


def elsewhere(spot: Spot, mine: Mapping[Key, State], at: datetime) -> list[tuple[Session, Key]]:
    """In which other sessions that go on at the same time somebody is."""
    here, session = {each.code: each for each in spot.programme.sessions}, spot.session
    found = [(here[key[0]], key) for key, state in mine.items() if key[0] in here and state.came and state.since]
    return [
        (other, key)
        for other, key in found
        if other.code != session.code and other.start < session.end and session.start < other.end and at < other.end
    ]


def _barred(store: Store, attempt: Attempt, spot: Spot) -> str:
    """Why nobody, or not this person, may check in there at all; "" where they may."""
    roles = people.roles(store, attempt.address)
    role = roles.get(spot.programme.code)
    if role != "participant":
        return "role" if role or "owner" in roles.values() else "elsewhere"
    return "" if counts(spot.session) else "cancelled"


def _must_wait(store: Store, attempt: Attempt) -> datetime | None:
    """Until when no code of theirs is looked at."""
    now = attempt.now
    mine = invitations.wrong_since(store, now - PAUSE, attempt.address, "checkin")
    if mine >= WRONG:
        return now + PAUSE
    if mine > 1 and invitations.wrong_since(store, now - PAUSE_OF_ALL, kind="checkin") >= WRONG_BY_ALL:
        return now + PAUSE_OF_ALL
    return None


def _place(store: Store, attempt: Attempt) -> tuple[Place | None, timedelta]:
    """Whose code it is, and for how long that has been gone."""
    for board in boards.opened(store):
        gone = codes.age(board.secret, attempt.code, attempt.at)
        if gone is not None:
            return board.place, gone
    return None, timedelta()


def spot_of(programme: Programme, place: Place) -> Spot | None:
    """None where the programme has that no more."""
    for session in programme.sessions:
        if session.code == place.session:
            found = (window for window in windows(session, settings_of(programme)) if window.code == place.point)
            return next((Spot(programme, session, window, place) for window in found), None)
    return None


def _again(store: Store, get: Get, known: Entry) -> Result:
    """What became of it the first time."""
    if not known.session:
        return Result(known.outcome, known)
    place = Place(known.programme, known.session, known.point, known.what)
    mine = states(checkins.counted(store, known.programme, people=[known.person])) if known.person else {}
    state = mine.get((known.session, known.point, known.person or 0))
    return Result(known.outcome, known, spot_of(get(store, known.programme), place), state)


def _line(attempt: Attempt, person: Person | None, place: Place) -> Entry:
    line = Entry(place.programme, place.session, place.point, person.id if person else None, place.what, "code",
                 attempt.at, attempt.now)  # fmt: skip
    return replace(line, channel=attempt.address.channel, nonce=attempt.nonce)


def _not(
    store: Store, attempt: Attempt, person: Person | None, outcome: str, spot: Spot | None = None,
    place: Place | None = None,
) -> Result:  # fmt: skip
    """It does not count, and is a line of the log all the same."""
    where = spot.place if spot else place or Place("", "")
    return Result(outcome, checkins.add(store, replace(_line(attempt, person, where), outcome=outcome)), spot)
