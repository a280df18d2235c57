"""The table of how many messages have ended how, and what keeps it.

Triggers do: whoever ends a message, and in whatever way, counts it in the same transaction, so that no crash and no
new way to end one can make the figures wrong. To count the messages themselves takes longer with each that was ever
sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, String, event
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, table
from storage.models.talk import OutboxRow


if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


class TallyRow(Base):
    """How many messages of a channel came to `outcome`: their last state, or `answered` for the first of an answer.

    `reason` is that of what was dropped, "" of all else. The whole is the sum over all `place`s. SQLite, with its one
    writer, adds to place 0. On PostgreSQL each message gets a row in a place of its own, lest transactions wait for
    each other, or add to the same row over and over, which costs the more the oftener; storage.tallies.gather adds
    them up later.
    """

    __tablename__ = "tallies"

    channel: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(9), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


# For a store in memory, which is made from the models; for any other the migrations say the same.
_COUNT = (
    "INSERT INTO tallies (channel, outcome, reason, place, number) VALUES ({counted}, 0, 1)"
    " ON CONFLICT (channel, outcome, reason, place) DO UPDATE SET number = tallies.number + 1;"
)
_REASON = "CASE NEW.state WHEN 'dropped' THEN NEW.reason ELSE '' END"
_ENDED, _OPEN = "NEW.state NOT IN ('waiting', 'sending')", "OLD.state IN ('waiting', 'sending')"
_TRIGGERS = (  # name, when, under which condition, and what is counted: channel, outcome, reason
    ("put", "INSERT", _ENDED, f"NEW.channel, NEW.state, {_REASON}"),
    ("answered", "INSERT", "NEW.inbox_id IS NOT NULL AND NEW.position = 0", "NEW.channel, 'answered', ''"),
    ("ended", "UPDATE OF state", f"{_OPEN} AND {_ENDED}", f"OLD.channel, NEW.state, {_REASON}"),
    ("erased", "DELETE", _OPEN, "OLD.channel, 'dropped', 'erased'"),
)
_MADE = [
    f"CREATE TRIGGER tally_{name} AFTER {when} ON outbox FOR EACH ROW WHEN ({condition})"
    f" BEGIN {_COUNT.format(counted=counted)} END"
    for name, when, condition, counted in _TRIGGERS
]


@event.listens_for(table(OutboxRow), "after_create")
def _made(_outbox: Table, connection: Connection, **_: object) -> None:
    if connection.dialect.name == "sqlite":
        for trigger in _MADE:
            connection.exec_driver_sql(trigger)
