"""Of whom it must be worked out how they stand: a count of what they came to says of most that they are at no risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.attendance.columns import columns, slots
from bot.services.attendance.standing import Standings
from bot.services.attendance.table import Figures, Table, table
from storage import attendance, members
from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.attendance.columns import Column, Slot
    from storage.programme import Programme


def doubtful(store: Store, programme: Programme, now: datetime, points: tuple[Column, ...] | None = None) -> Table:
    """`table`, with the rows of all who are at risk, and of some who are not; nobody is at risk who is missing.

    Of 10,000 people the lines of all take seconds to be read, of each hundred a fraction of that.
    """
    points = columns(store, programme, now) if points is None else points
    return table(store, programme, now, _people(store, programme, points), points)


def _people(store: Store, programme: Programme, points: tuple[Column, ...]) -> list[int] | None:
    """None: everybody."""
    settings = settings_of(programme)
    if settings.counted_by == "team" or (settings.leaving and settings.counted_in == "hours"):
        return None  # a count of one person's points tells nothing of these
    counted = slots(points)
    held = [slot for slot in counted if slot.held]
    places = {
        (column.session.code, column.window.code): number for number, slot in enumerate(held) for column in slot.columns
    }
    standings = Standings(Table(programme, points, (), settings.counted_in))
    safe = {
        number
        for number in range(len(held) + 1)
        if standings.of(_at_worst(counted, held, number, settings.required_percent)).level is None
    }
    came = attendance.came(store, programme.code, places)
    told = attendance.told(store, programme.code)
    return [
        each for each in members.participants(store, programme.code) if each in told or came.get(each, 0) not in safe
    ]


def _at_worst(counted: Sequence[Slot], held: Sequence[Slot], number: int, percent: float) -> Figures:
    """The figures of somebody who came to so many slots of those held, the lightest of them."""
    by_weight = sorted(held, key=lambda slot: slot.weight)
    attended = sum(slot.weight for slot in by_weight[:number])
    over, coming = sum(slot.weight for slot in held), sum(slot.weight for slot in counted if slot.coming)
    missed = tuple(slot.columns[0] for slot in by_weight[number:])
    return Figures.of(attended, over, coming, percent, missed)
