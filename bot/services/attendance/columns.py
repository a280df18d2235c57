"""Which points of a programme count, how much, and which of them are held at the same time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from storage import checkins
from storage.checkpoints import Window, counts, settings_of, windows


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.attendance_settings import AttendanceSettings
    from storage.checkpoints import Window
    from storage.programme import Programme, Session


_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_OF_A_DAY = 8  # hours at most of each day of a journey: nobody learns in bed


@dataclass(frozen=True, slots=True)
class Column:
    """One point of a session that counts, and `ends`, until when it goes on.

    Columns of one `slot` are held at the same time: being in one of them is enough, and the `weight`, in sessions or
    hours, is that of the slot. `held`: it is over, and attendance was taken. `coming`: it is not over. Neither: nobody
    took attendance, and it is in no figure.
    """

    session: Session
    window: Window
    ends: datetime
    weight: float
    slot: int
    held: bool
    coming: bool

    def meets(self, other: Column) -> bool:
        """Whether nobody can be at both."""
        return self.window.starts < other.ends and other.window.starts < self.ends


@dataclass(frozen=True, slots=True)
class Slot:
    """`columns` are those held at the same time, `beside` the others that leave nobody the time for any of these."""

    columns: tuple[Column, ...]
    beside: tuple[Column, ...]
    weight: float
    held: bool
    coming: bool


def columns(store: Store, programme: Programme, now: datetime) -> tuple[Column, ...]:
    """All that counts, in the order in which it begins."""
    settings = settings_of(programme)
    made = [
        Column(session, window, _ends(session, window, found), _weight(session, window, settings), 0, held=False,
               coming=now <= window.closes)
        for session in programme.sessions
        if counts(session)
        for found in [windows(session, settings)]
        for window in found
    ]  # fmt: skip
    made.sort(key=lambda each: (each.window.starts, each.ends, each.session.code))
    over = [each for each in made if not each.coming]
    taken = checkins.closed(store, programme.code) if over else set()
    unclosed = {(each.session.code, each.window.code) for each in over} - taken
    taken |= checkins.noted(store, programme.code, unclosed) if unclosed else set()
    return tuple(
        replace(each, held=not each.coming and (each.session.code, each.window.code) in taken)
        for each in _in_slots(made)
    )


def slots(all_of_them: Sequence[Column]) -> tuple[Slot, ...]:
    """The slots of columns, in their order. One is held when nothing of it is still to come."""
    found: dict[int, list[Column]] = {}
    for column in all_of_them:
        found.setdefault(column.slot, []).append(column)
    return tuple(_slot(of_it, all_of_them) for of_it in found.values())


def _slot(of_it: Sequence[Column], all_of_them: Sequence[Column]) -> Slot:
    beside = tuple(
        other for other in all_of_them if other.slot != of_it[0].slot and all(other.meets(each) for each in of_it)
    )
    coming = any(each.coming for each in of_it)
    held = not coming and any(each.held for each in of_it)
    return Slot(tuple(of_it), beside, of_it[0].weight, held, coming)


def _in_slots(made: Sequence[Column]) -> list[Column]:
    """Those that all go on at one moment are a slot, which counts as much as the longest of them."""
    together: list[list[Column]] = []
    for column in made:
        slot = next((each for each in reversed(together) if all(column.meets(other) for other in each)), None)
        if slot is None:
            together.append([column])
        else:
            slot.append(column)
    return [
        replace(column, slot=number, weight=max(each.weight for each in slot))
        for number, slot in enumerate(together)
        for column in slot
    ]


def _ends(session: Session, window: Window, all_of_it: Sequence[Window]) -> datetime:
    """A point goes on until the next one's time begins; the last one until its session ends."""
    if window.code != all_of_it[-1].code:
        return window.closes
    return max(session.end, window.starts)


def _weight(session: Session, window: Window, settings: AttendanceSettings) -> float:
    if settings.counted_in == "sessions":
        return window.share
    days = -(-(session.end - session.start) // _DAY)
    hours = (session.end - session.start) / _HOUR
    return window.share * (hours if days <= 1 else min(hours, days * _OF_A_DAY))
