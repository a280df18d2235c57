"""What organisers, team leaders and paper say of who was there; and what is taken back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Refused
from storage import checkins
from storage.checkins import Entry


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.boards import Place
    from storage.models import Status, Way


MOVED = "moved"
"""The reason of a line by which somebody is taken from where they were, as they came to another room."""

UNDO = timedelta(minutes=15)
"""For which whoever noted something can take it back."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of people by `by` (a person's id), and why; a `status` of "" says nothing of them any more.

    `at` is when it was so, None: now. `stand_in` is who came in the one person's place.
    """

    status: Status
    by: int
    way: Way = "organiser"
    reason: str = ""
    stand_in: str = ""
    at: datetime | None = None


def mark(store: Store, place: Place, people: Sequence[int], said: Mark, now: datetime) -> list[Entry]:
    """Say the same of several people at one point. Who may do so is for the caller to see to."""
    line = Entry(place.programme, place.session, place.point, None, "mark", said.way, said.at or now, now, said.status)
    line = replace(line, by=said.by, reason=said.reason, stand_in=said.stand_in)
    return [checkins.add(store, replace(line, person=person)) for person in people]


def undo(store: Store, number: int, by: int, now: datetime) -> Entry:
    """Take back a line of the log that `by` has written not longer than `UNDO` ago.

    Raises Refused: `checkin.no_entry` (there is none that counts), `.not_yours`, `.too_late`, `.undone` (already).
    """
    line = _line(store, number)
    if by not in (line.by, None if line.by else line.person):
        raise Refused("checkin.not_yours")
    if now - line.noted_at > UNDO:
        raise Refused("checkin.too_late", minutes=str(UNDO // timedelta(minutes=1)))
    return _taken_back(store, line, by, now, "")


def undo_all(store: Store, number: int, by: int, now: datetime) -> list[Entry]:
    """Take back that line and all that `by` has marked together with it, as far as that is not done.

    Raises Refused as `undo` does where there is nothing to take back.
    """
    first = undo(store, number, by, now)
    line = checkins.get(store, number)
    others = [each for each in checkins.beside(store, line) if each.id != number] if line else []
    done = [first]
    for each in others:
        with suppress(Refused):  # that one was taken back already
            done.append(undo(store, each.id, by, now))
    return done


def last_mark(store: Store, by: int, now: datetime) -> Entry | None:
    """What `by` has marked last, where that can still be taken back."""
    return checkins.last_marked(store, by, now - UNDO)


def object_to(store: Store, number: int, person: int, now: datetime) -> Entry:
    """A person says that they were not there, whatever a team leader said. Raises Refused as `undo` does."""
    line = _line(store, number)
    if line.person != person or line.way != "team":
        raise Refused("checkin.not_yours")
    return _taken_back(store, line, person, now, "objected")


def _line(store: Store, number: int) -> Entry:
    line = checkins.get(store, number)
    if line is None or line.outcome or line.what not in ("in", "out", "mark"):
        raise Refused("checkin.no_entry")
    return line


def _taken_back(store: Store, line: Entry, by: int, now: datetime, reason: str) -> Entry:
    before = checkins.counted(store, line.programme, people=[line.person] if line.person else None)
    if any(each.what == "undo" and each.about == line.id for each in before):
        raise Refused("checkin.undone")
    new = replace(line, what="undo", status="", at=now, noted_at=now, about=line.id, by=by, reason=reason, nonce=None)
    done = checkins.add(store, replace(new, stand_in="", metres=None, id=0))
    for each in _left_by(line, before):
        checkins.add(store, replace(each, noted_at=now, nonce=None, id=0))
    return done


def _left_by(line: Entry, before: Sequence[Entry]) -> list[Entry]:
    """What said where they were until they came by this line from another room: so it is again, as of then."""
    if line.what != "in":
        return []
    moved = {each.about for each in before if each.reason == MOVED and each.noted_at == line.noted_at}
    return [each for each in before if each.id in moved and each.person == line.person]
