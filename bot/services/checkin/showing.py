"""What a board shows at a moment: the code that is good now, how many have come, and who came last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, unquote

from bot.services.checkin import codes
from bot.services.checkin.entering import spot_of
from bot.thai.lexicon import lexicon
from bot.thai.people import bare_name
from bot.thai.text import key
from storage import boards, checkins, members
from storage.attended import states
from storage.boards import Place
from storage.checkpoints import counts, settings_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session as Store

    from bot.services.checkin.entering import Spot
    from storage.attended import State
    from storage.members import Enrolled
    from storage.models import What
    from storage.programme import Programme, Session, Text


Phase = Literal["before", "open", "over"]

_NEWEST = 12  # names that are shown
_WAYS: tuple[What, ...] = ("in", "out")


@dataclass(frozen=True, slots=True)
class Code:
    """The code that is shown now, and for how long; `slot` is another when it is."""

    slot: int
    text: str
    left: timedelta


@dataclass(frozen=True, slots=True)
class Team:
    """`title` is a group's, or the roster's own words; `is_there`: as many have come as the programme asks for."""

    title: Text | str
    came: int
    everybody: int
    is_there: bool


class Arrival(NamedTuple):
    """Somebody who came; `entry` is greater than that of whoever came before. See `called` for `title` and `name`."""

    entry: int
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many of all participants are there, by how it is with them, and the last who came, the newest first.

    Of whom nothing is known they are `missing`, unless they are at a session that is held at the same time. `left` are
    those who came and have left again.
    """

    present: int
    late: int
    excused: int
    missing: int
    left: int
    everybody: int
    teams: tuple[Team, ...]
    newest: tuple[Arrival, ...]


def name_of(place: Place) -> str:
    """A place in a word by which a page asks for it; `spot` reads it."""
    return "/".join(quote(part, safe="") for part in (place.session, place.point, place.what))


def leaves(programme: Programme) -> bool:
    """Whether it is noted who leaves."""
    return settings_of(programme).leaving


def leaving(name: str) -> str:
    """The name of the place where those leave who come at the one with this name."""
    return f"{name.rpartition('/')[0]}/out"


def spot(programme: Programme, name: str) -> Spot | None:
    """The place with this name; None where the programme has none at which it matters who is there, or who leaves."""
    parts = [unquote(part) for part in name.split("/")]
    if len(parts) != 3:  # noqa: PLR2004 - as `name_of` makes them
        return None
    what = next((way for way in _WAYS if way == parts[2]), None)
    if what is None or (what == "out" and not leaves(programme)):
        return None
    found = spot_of(programme, Place(programme.code, parts[0], parts[1], what))
    return found if found and counts(found.session) else None


def phase(at: Spot, now: datetime) -> Phase:
    """Whether codes are taken there now."""
    window, comes = at.window, at.place.what == "in"
    if now < (window.opens if comes else window.starts):
        return "before"
    return "open" if now <= (window.closes if comes else window.leaves_by) else "over"


def opened(store: Store, at: Spot, now: datetime, by: int) -> None:
    """The board there is open from here on; nothing where its time is over."""
    if phase(at, now) != "over":
        boards.open_one(store, at.place, now, by)


def code(store: Store, at: Spot, now: datetime) -> Code | None:
    """The code that the board there shows; None where it is not open, or codes are not taken at that time."""
    if phase(at, now) != "open":
        return None
    secret = next((board.secret for board in boards.opened(store) if board.place == at.place), None)
    return Code(codes.slot(now), codes.shown(secret, now), codes.ends(now) - now) if secret else None


def crowd(store: Store, at: Spot) -> Crowd:
    programme, session, point = at.programme, at.session, at.window.code
    beside = [each.code for each in programme.sessions if counts(each) and _meet(each, session)]
    known = states(checkins.counted(store, programme.code, [session.code, *beside]))
    everybody = members.enrolled(store, programme.code)
    here = {
        each.person: state for each in everybody if (state := known.get((session.code, point, each.person))) is not None
    }
    elsewhere = {person for (found, _, person), state in known.items() if found != session.code and state.came}
    came = {person: state for person, state in here.items() if state.came}
    excused = sum(state.status == "excused" for state in here.values())
    away = sum(each.person in elsewhere and each.person not in here for each in everybody)
    late = sum(state.status == "late" for state in came.values())
    return Crowd(
        len(came) - late,
        late,
        excused,
        len(everybody) - len(came) - excused - away,
        sum(state.since is None for state in came.values()),
        len(everybody),
        _teams(programme, everybody, came),
        _newest(everybody, came),
    )


def mark(store: Store, programme: str) -> int:
    """Greater whenever the crowd of any board of the programme with this code may be another."""
    return checkins.newest(store, programme)


def greets(programme: Programme) -> bool:
    """Whether names are shown at all."""
    return settings_of(programme).greet


def called(name: str) -> tuple[str, str]:
    """By what somebody is greeted: titles that are earned, "" for a mere นาย or Ms., and the first name."""
    bare = bare_name(name)
    title = name.strip().partition(bare)[0].strip() if bare else ""
    first = bare.split()[0] if bare.split() else name.strip()
    return ("" if key(title) in lexicon().civil else title), first


def _meet(one: Session, other: Session) -> bool:
    return one.code != other.code and one.start < other.end and other.start < one.end


def _teams(programme: Programme, everybody: Iterable[Enrolled], came: Mapping[int, State]) -> tuple[Team, ...]:
    """In the order of the roster; those who are in none are in none."""
    titles, needed = {group.code: group.title for group in programme.groups}, settings_of(programme).team_needs
    found: dict[str, list[int]] = {}
    for each in everybody:
        if each.team:
            found.setdefault(each.team, []).append(each.person)
    teams = []
    for team, people in found.items():
        there = sum(person in came for person in people)
        teams.append(Team(titles.get(team, team), there, len(people), there >= min(needed, len(people))))
    return tuple(teams)


def _newest(everybody: Sequence[Enrolled], came: Mapping[int, State]) -> tuple[Arrival, ...]:
    names = {each.person: each.name for each in everybody}
    last = sorted(came.items(), key=lambda each: each[1].entry, reverse=True)[:_NEWEST]
    return tuple(Arrival(state.entry, *called(state.stand_in or names[person])) for person, state in last)
