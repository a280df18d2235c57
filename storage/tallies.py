"""How many messages have ended how, since there were any: counted by triggers, read at the cost of a few rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from storage.models import TallyRow


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

# In an order, so that of two who do this one waits for the other at most once.
_GATHER = text(
    "WITH counted AS (DELETE FROM tallies WHERE place <> 0 RETURNING channel, outcome, reason, number)"
    " INSERT INTO tallies (channel, outcome, reason, place, number)"
    " SELECT channel, outcome, reason, 0, sum(number) FROM counted GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    " ON CONFLICT (channel, outcome, reason, place) DO UPDATE SET number = tallies.number + excluded.number"
)


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


def gather(session: Session) -> None:
    """Add up what was counted since the last time, where each message has a row: to be done every minute or so."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_GATHER)
