"""The sign-in sheet of a point of a session: blank before it, or with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.report import words
from storage import checkins, members, sheets
from storage.attended import states
from storage.boards import Place
from storage.checkpoints import counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.texts import Texts
    from storage.checkpoints import Window
    from storage.members import Enrolled
    from storage.models import Status
    from storage.programme import Programme, Session
    from storage.sheets import Printed

    Get = Callable[[Store, str], Programme]


@dataclass(frozen=True, slots=True)
class Line:
    """`signed` stands where the signature would be; it and `note` are "" on a blank sheet."""

    number: int
    name: str
    position: str
    organisation: str
    signed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`number` is the sheet's own: with it, and the numbers of the lines, paper is typed back in.

    `total` says how many are on it and, where it is filled, how many of each.
    """

    number: int
    programme: str
    session: str
    when: str
    where: str
    lines: tuple[Line, ...]
    total: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a session of a programme."""

    programme: Programme
    session: Session
    window: Window


def sheet(store: Store, spot: Spot, say: Texts, now: datetime, by: int | None = None, *, filled: bool = False) -> Sheet:
    """The sheet of those who are on the roster now, in its order; its lines are kept under its number."""
    programme, session, window = spot.programme, spot.session, spot.window
    people = members.enrolled(store, programme.code)
    place = Place(programme.code, session.code, window.code)
    printed = sheets.printed(store, place, [each.person for each in people], now, by)
    known = states(checkins.counted(store, programme.code, [session.code])) if filled else {}

    here = (session.code, window.code)

    def line(number: int, each: Enrolled) -> Line:
        state = known.get((*here, each.person))
        signed, note = words.signed(say, state, window), words.note(say, state, brief=True)
        return Line(number, each.name, each.position, each.organisation, signed, note)

    return Sheet(
        printed.id,
        programme.title.in_(say.language),
        words.point_title(say, session, window),
        words.when(say, session, window),
        words.where(say, programme, session),
        tuple(line(number, each) for number, each in enumerate(people, start=1)),
        _total(say, len(people), [known[key].status for each in people if (key := (*here, each.person)) in known]),
        filled,
    )


def _total(say: Texts, count: int, statuses: Sequence[Status]) -> str:
    counts_ = [
        (say(f"report.status_{name}"), statuses.count(name)) for name in ("present", "late", "excused", "absent")
    ]
    return " · ".join([say("report.everybody", count=count), *(f"{name} {n}" for name, n in counts_ if n)])


def subject(number: int, *, filled: bool) -> str:
    """What somebody is signed in for who may see the sheet with this number, and how it is to be shown first."""
    return f"{number}{'+' if filled else ''}"


def chosen(store: Store, get: Get, subject_: str) -> tuple[Spot, bool] | None:
    """The point of the sheet, and whether it is to be filled; None where that is not held any more."""
    printed = sheets.get(store, int(subject_.rstrip("+")))
    spot = spot_of(store, get, printed) if printed else None
    return (spot, subject_.endswith("+")) if spot else None


def spot_of(store: Store, get: Get, printed: Printed) -> Spot | None:
    """What people signed for; None where that is not held any more."""
    programme = get(store, printed.programme)
    session = next((each for each in programme.sessions if each.code == printed.session and counts(each)), None)
    found = windows(session, settings_of(programme)) if session else ()
    window = next((each for each in found if each.code == printed.point), None)
    return Spot(programme, session, window) if session and window else None
