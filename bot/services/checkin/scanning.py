"""Somebody at the door checks others in or out: by the code that they show, or by their name.

What a scanner may do is asked here for each scan, whatever their page says: organisers alone set a rule aside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bot.errors import Refused
from bot.services.checkin import personal, questions
from bot.services.checkin.entering import elsewhere, spot_of
from bot.services.checkin.marking import MOVED, undo
from storage import checkins, members, people
from storage.attended import states
from storage.boards import Place
from storage.checkins import Entry
from storage.checkpoints import counts, settings_of


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.checkin.entering import Spot
    from storage.attendance_settings import DoorQuestion
    from storage.attended import Key, State
    from storage.members import Member
    from storage.models import Role
    from storage.programme import Programme, Session

    Get = Callable[[Store, str], Programme]


HELD = timedelta(hours=12)
"""For which a scanner without a connection may keep what was scanned."""
REASON = 200
"""Letters of a reason."""
_MAY_SCAN: tuple[Role, ...] = ("scanner", "organiser", "owner")
_MAY_FORCE: tuple[Role, ...] = ("organiser", "owner")
_BY_NAME = "name"  # in place of a channel, of whoever showed no code
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scan:
    """Somebody is to be noted at `place`, by the `code` that they showed or as `chosen` (a handle) from a search.

    `by` is who scans (a person's id), `of` the secret of theirs that the search was made with. `at` is when it was
    scanned, `now` when it is looked at, both by the clock. `nonce`: the same again is the same scan. `moves`: they have
    changed rooms. `force`: a rule that is in the way is to be set aside, for this `reason`. `answers` are what they
    said to the questions that were asked (id and text).
    """

    by: int
    place: Place
    at: datetime
    now: datetime
    nonce: str
    code: str = ""
    chosen: str = ""
    of: str = ""
    moves: bool = False
    force: bool = False
    reason: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of a scan: `outcome` is "" where it counts, else as in `scan`. `who` is None where nobody is known.

    `state` is how it is with them there now, `other` another session in which they are. `asks`: what they are to answer
    first. `note` is what the roster has for the staff.
    """

    outcome: str
    entry: Entry
    spot: Spot | None
    who: Member | None = None
    state: State | None = None
    other: Session | None = None
    asks: tuple[DoorQuestion, ...] = ()
    note: str = ""


def place_of(programme: Programme, name: str) -> Place | None:
    """The place with this name, as bot.services.checkin.showing names it, whether or not anybody is noted there now."""
    parts = [unquote(part) for part in name.split("/")]
    if len(parts) != 3 or parts[2] not in ("in", "out"):  # noqa: PLR2004 - as they are named
        return None
    return Place(programme.code, parts[0], parts[1], "out" if parts[2] == "out" else "in")


def role_at(store: Store, person: int, programme: str) -> Role | None:
    """What a person (id) is in the programme with this code; an owner is one in all."""
    roles = {mine.programme: mine.role for mine in people.memberships(store, person)}
    return "owner" if "owner" in roles.values() else roles.get(programme)


def may_force(store: Store, person: int, programme: str) -> bool:
    return role_at(store, person, programme) in _MAY_FORCE


def scan(store: Store, get: Get, scan: Scan) -> Scanned:
    """Note that somebody came or left. Outcomes other than "" are these, and each is a line of the log.

    `unknown` (nobody's code), `old` (yesterday's), `elsewhere` (of another programme), `role` (no participant),
    `stale` (scanned longer than HELD ago), `cancelled`, `early`, `closed`, `repeated`, `two`, `incomplete`, `not_in` as
    in bot.services.checkin.check_in. Force sets aside `early` and `closed` alone.

    Raises Refused: `scanner.role` (they may not scan), `.no_point`, `.force_role`, `.reason` (none, or too long), and
    as bot.services.checkin.questions.answer does.
    """
    found = _scan(store, get, scan)
    return replace(found, note=members.note(store, found.who.person, scan.place.programme)) if found.who else found


def take_back(store: Store, by: int, nonce: str, now: datetime) -> Entry:
    """Take back what `by` noted by a scan with this nonce. Raises Refused as bot.services.checkin.undo does."""
    known = checkins.by_nonce(store, _nonce(by, nonce))
    if known is None:
        raise Refused("checkin.no_entry")
    if known.person:
        members.lock(store, known.person, known.programme)
    return undo(store, known.id, by, now)


def _scan(store: Store, get: Get, scan: Scan) -> Scanned:
    role = role_at(store, scan.by, scan.place.programme)
    if role not in _MAY_SCAN:
        raise Refused("scanner.role")
    programme = get(store, scan.place.programme)
    if known := checkins.by_nonce(store, _nonce(scan.by, scan.nonce)):
        return _again(store, programme, known)
    spot = spot_of(programme, scan.place)
    if spot is None or (scan.place.what == "out" and not settings_of(programme).leaving):
        raise Refused("scanner.no_point")
    if scan.force:
        _allow(scan, role)
    person, outcome = _whose(store, scan, personal.day_of(programme, scan.at))
    who = _named(store, programme.code, person)
    if who is None or outcome:
        return _not(store, scan, spot, who, outcome or "unknown")
    if scan.now - scan.at > HELD:
        return _not(store, scan, spot, who, "stale")
    members.lock(store, who.person, programme.code)
    if known := checkins.by_nonce(store, _nonce(scan.by, scan.nonce)):  # the same was being looked at beside this
        return _again(store, programme, known)
    if not counts(spot.session):
        return _not(store, scan, spot, who, "cancelled")
    mine = states(checkins.counted(store, programme.code, people=[who.person]))
    return (_leave if scan.place.what == "out" else _enter)(store, scan, spot, who, mine)


def _enter(store: Store, scan: Scan, spot: Spot, who: Member, mine: Mapping[Key, State]) -> Scanned:
    window = spot.window
    state = mine.get((spot.session.code, window.code, who.person))
    if state and state.since:
        return replace(_not(store, scan, spot, who, "repeated"), state=state)
    barred = "" if window.is_open(scan.at) else "early" if scan.at < window.opens else "closed"
    if barred and not scan.force:
        return _not(store, scan, spot, who, barred)
    for question, text in scan.answers:
        questions.answer(store, spot.programme, who.person, question, text, scan.now)
    asks = questions.unanswered(store, spot.programme, who.person)
    for other, there in elsewhere(spot, mine, scan.at):
        if asks:
            break
        if not scan.moves:
            return replace(_not(store, scan, spot, who, "two"), other=other)
        left = replace(_line(scan, who), session=other.code, point=there[1], what="undo", about=mine[there].entry)
        checkins.add(store, replace(left, nonce=None, reason=MOVED))
    if asks:
        return replace(_not(store, scan, spot, who, "incomplete"), asks=asks)
    status = state.status if state and state.came else ("late" if scan.at > window.late else "present")
    return _counted(store, spot, who, replace(_line(scan, who), status=status, forced=bool(barred)))


def _leave(store: Store, scan: Scan, spot: Spot, who: Member, mine: Mapping[Key, State]) -> Scanned:
    window = spot.window
    state = mine.get((spot.session.code, window.code, who.person))
    if state is None or not state.came:
        return _not(store, scan, spot, who, "not_in")
    if state.since is None:
        return replace(_not(store, scan, spot, who, "repeated"), state=state)
    barred = "early" if scan.at < window.starts else "closed" if scan.at > window.leaves_by else ""
    if barred and not scan.force:
        return _not(store, scan, spot, who, barred)
    return _counted(store, spot, who, replace(_line(scan, who), forced=bool(barred)))


def _whose(store: Store, scan: Scan, day: date) -> tuple[int | None, str]:
    """Who is meant, and why they cannot be noted all the same."""
    of, programme = personal.secret(store), scan.place.programme
    taking_part = [each.person for each in members.enrolled(store, programme)]
    if scan.chosen:
        found = personal.whose([(each, personal.handle(of, each, scan.of)) for each in taking_part], scan.chosen)
        return found, "" if found else "unknown"
    code = personal.find(scan.code)
    here = [each.person for each in members.members(store, programme)]
    if not code:
        return None, "unknown"
    for some, on, outcome in ((taking_part, day, ""), (taking_part, day - _DAY, "old"), (here, day, "role")):
        if found := personal.whose([(each, personal.made(of, each, on)) for each in some], code):
            return found, outcome
    others = [(each, personal.made(of, each, day)) for each in members.anybody(store)]
    return None, "elsewhere" if personal.whose(others, code) else "unknown"


def _named(store: Store, programme: str, person: int | None) -> Member | None:
    return next((each for each in members.members(store, programme) if each.person == person), None)


def _allow(scan: Scan, role: Role) -> None:
    if role not in _MAY_FORCE:
        raise Refused("scanner.force_role")
    if not 0 < len(scan.reason.strip()) <= REASON:
        raise Refused("scanner.reason", most=str(REASON))


def _again(store: Store, programme: Programme, known: Entry) -> Scanned:
    """What became of it the first time."""
    place = Place(known.programme, known.session, known.point, known.what)
    mine = states(checkins.counted(store, programme.code, people=[known.person] if known.person else []))
    state = mine.get((known.session, known.point, known.person or 0))
    who, is_asked = _named(store, programme.code, known.person), known.outcome == "incomplete"
    asks = questions.unanswered(store, programme, who.person) if who and is_asked else ()
    return Scanned(known.outcome, known, spot_of(programme, place), who, state, asks=asks)


def _counted(store: Store, spot: Spot, who: Member, line: Entry) -> Scanned:
    entry = checkins.add(store, line)
    now = states(checkins.counted(store, entry.programme, [entry.session], [who.person]))
    return Scanned("", entry, spot, who, now.get((entry.session, entry.point, who.person)))


def _not(store: Store, scan: Scan, spot: Spot, who: Member | None, outcome: str) -> Scanned:
    """It does not count, and is a line of the log all the same."""
    return Scanned(outcome, checkins.add(store, replace(_line(scan, who), outcome=outcome)), spot, who)


def _line(scan: Scan, who: Member | None) -> Entry:
    place, person = scan.place, who.person if who else None
    line = Entry(place.programme, place.session, place.point, person, place.what, "scanner", scan.at, scan.now)
    line = replace(line, by=scan.by, force=scan.force, nonce=_nonce(scan.by, scan.nonce))
    return replace(line, channel=_BY_NAME if scan.chosen else "", reason=scan.reason.strip() if scan.force else "")


def _nonce(by: int, nonce: str) -> str:
    """Nobody says by a nonce what somebody else did."""
    return f"scan {by} {nonce}"
