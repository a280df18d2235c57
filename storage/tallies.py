"""How many messages have ended how, since there were any: read at the cost of a few rows. Counted by triggers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.models import TallyRow


if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Tally:
    """See storage.models.TallyRow."""

    channel: str
    outcome: str
    reason: str
    number: int


def counted(session: Session) -> list[Tally]:
    """Everything that was counted, in the order of its names."""
    names = (TallyRow.channel, TallyRow.outcome, TallyRow.reason)
    rows = session.execute(select(*names, func.sum(TallyRow.number)).group_by(*names).order_by(*names))
    return [Tally(*row[:3], int(row[3])) for row in rows]
