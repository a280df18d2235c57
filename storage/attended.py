"""What is so of whom, worked out of the log: the newest line that counts says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from storage.checkins import Entry
    from storage.models import Status, Way, What


@dataclass(frozen=True, slots=True)
class State:
    """How it is with a person at one point of a session. `entry` is the line of the log that says so.

    `at`: when they came, None where they did not. `since`: since when they are there; None: they are not, or have left
    (`left_at`). `stays` are the times from coming to leaving that are over. `stand_in`: who came in their place.
    `metres`: how far from the venue they said they were.
    """

    status: Status
    way: Way
    entry: int
    at: datetime | None = None
    since: datetime | None = None
    left_at: datetime | None = None
    stays: tuple[tuple[datetime, datetime], ...] = ()
    by: int | None = None
    reason: str = ""
    stand_in: str = ""
    metres: int | None = None

    @property
    def came(self) -> bool:
        return self.status in ("present", "late")

    def stayed(self, until: datetime) -> timedelta:
        """How long they were there, until they left or that time."""
        over = sum((end - begin for begin, end in self.stays), timedelta())
        return over + max(until - self.since, timedelta()) if self.since else over


class Line(NamedTuple):
    """What a line of the log says of somebody, without what only proves it; see storage.checkins.Entry."""

    id: int
    session: str
    point: str
    person: int
    what: What
    status: Status
    way: Way
    at: datetime
    by: int | None
    reason: str
    stand_in: str
    metres: int | None


Key = tuple[str, str, int]
"""Session, point and person."""


def states(entries: Iterable[Entry]) -> dict[Key, State]:
    """Of lines that count, in their order: how it is with each person at each point. Nothing is said of most."""
    lines = list(entries)
    undone = {line.about for line in lines if line.what == "undo"}
    found: dict[Key, State] = {}
    for line in lines:
        if line.person is None or line.id in undone or line.what in ("undo", "close"):
            continue
        key = (line.session, line.point, line.person)
        state = after(found.get(key), line)
        if state is None:
            found.pop(key, None)
        else:
            found[key] = state
    return found


def after(before: State | None, line: Entry | Line) -> State | None:
    """`before` with one line more, which counts and was not taken back; None where nothing is said any more."""
    if line.what == "mark":
        return _marked(before, line)
    if before is None or (line.what == "in" and not before.came):
        return _come(line) if line.what == "in" else before
    if line.what == "pin":
        return replace(before, metres=line.metres)
    if line.what == "in" and before.since is None:  # back again: that they came the first time counts
        return replace(before, since=line.at, left_at=None)
    if line.what == "out" and before.since is not None:
        return replace(before, since=None, left_at=line.at, stays=(*before.stays, (before.since, line.at)))
    return before


def _come(line: Entry | Line) -> State:
    stays: tuple[tuple[datetime, datetime], ...] = ()
    return State(line.status, line.way, line.id, line.at, line.at, None, stays, line.by, "", line.stand_in, line.metres)


def _marked(before: State | None, line: Entry | Line) -> State | None:
    if not line.status:
        return None
    new = State(line.status, line.way, line.id, by=line.by, reason=line.reason, stand_in=line.stand_in)
    if new.came:
        at = before.at if before and before.at else line.at
        new = replace(new, at=at, since=at)
    return replace(new, metres=before.metres) if before else new
