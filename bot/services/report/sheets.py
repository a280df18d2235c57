"""The sign-in sheet of a point of a session: blank before it, or with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.report import words
from storage import checkins, members, sheets
from storage.attended import states
from storage.boards import Place


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.texts import Texts
    from storage.checkpoints import Window
    from storage.members import Enrolled
    from storage.programme import Programme, Session


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
    """`number` is the sheet's own: with it, and the numbers of the lines, paper is typed back in."""

    number: int
    programme: str
    session: str
    when: str
    where: str
    lines: tuple[Line, ...]
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

    def line(number: int, each: Enrolled) -> Line:
        state = known.get((session.code, window.code, each.person))
        signed, note = words.signed(say, state, window), words.note(say, state, brief=True)
        return Line(number, each.name, each.position, each.organisation, signed, note)

    return Sheet(
        printed.id,
        programme.title.in_(say.language),
        words.point_title(say, session, window),
        words.when(say, session, window),
        words.where(say, programme, session),
        tuple(line(number, each) for number, each in enumerate(people, start=1)),
        filled,
    )
