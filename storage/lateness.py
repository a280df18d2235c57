"""How late reminders were planned, and which came too late to be sent at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Float, case, cast, extract, func, select

from storage.models import ReminderRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


_reminders = table(ReminderRow)


@dataclass(frozen=True, slots=True)
class Lateness:
    """`within`: how many reminders were planned at most so many seconds after they were due, for each of the bounds.

    `planned` is how many there were, `seconds` their whole lateness, `expired` how many came too late to be sent.
    """

    within: tuple[int, ...]
    planned: int
    seconds: float
    expired: int


def reminders(session: Session, bounds: Sequence[float]) -> Lateness:
    """Over all that is kept: a row for each reminder, whoever many were told."""
    late = _late(session)
    row = session.execute(
        select(*(func.count(case((late <= bound, 1))) for bound in bounds), func.count(), func.sum(late)).where(
            _reminders.c.state == "planned"
        )
    ).one()
    expired = select(func.count()).select_from(_reminders).where(_reminders.c.state == "expired")
    return Lateness(tuple(row[:-2]), row[-2], float(row[-1] or 0), session.scalar(expired) or 0)


def _late(session: Session) -> ColumnElement[Any]:
    """Seconds; 0 for what was planned before it was due."""
    planned, due = _reminders.c.planned_at, _reminders.c.due_at
    if session.get_bind().dialect.name == "sqlite":  # which keeps a moment as text, and days as numbers
        seconds: ColumnElement[Any] = (func.julianday(planned) - func.julianday(due)) * 86400.0
    else:
        seconds = cast(extract("epoch", planned - due), Float)
    return case((seconds > 0, seconds), else_=0.0)
