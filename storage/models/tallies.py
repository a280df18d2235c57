"""The table of how many messages have ended how, and what keeps it.

Triggers do: whoever ends a message, and in whatever way, counts it in the same transaction, so that no crash and no
new way to end one can make the figures wrong. To count the messages themselves takes longer with each that was ever
sent.
"""

from __future__ import annotations

from sqlalchemy import DDL, BigInteger, String, event
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, table
from storage.models.talk import OutboxRow


class TallyRow(Base):
    """How many messages of a channel came to `outcome`: their last state, or `answered` for the first of an answer.

    `reason` is that of what was dropped, "" of all else. On PostgreSQL each connection counts in rows of its own, its
    `place`, lest two wait for each other; the whole is their sum.
    """

    __tablename__ = "tallies"

    channel: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(9), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


_ENDED = "NEW.state NOT IN ('waiting', 'sending')"
_OPEN = "OLD.state IN ('waiting', 'sending')"
_REASON = "CASE NEW.state WHEN 'dropped' THEN NEW.reason ELSE '' END"
_TRIGGERS = (  # name, when, under which condition, and what is counted: channel, outcome, reason
    ("put", "INSERT", _ENDED, "NEW.channel", "NEW.state", _REASON),
    ("answered", "INSERT", "NEW.inbox_id IS NOT NULL AND NEW.position = 0", "NEW.channel", "'answered'", "''"),
    ("ended", "UPDATE OF state", f"{_OPEN} AND {_ENDED}", "OLD.channel", "NEW.state", _REASON),
    ("erased", "DELETE", _OPEN, "OLD.channel", "'dropped'", "'erased'"),
)


def _statements(dialect: str) -> list[str]:
    made = []
    for name, when, condition, *counted in _TRIGGERS:
        place = "0" if dialect == "sqlite" else "pg_backend_pid()"
        count = (
            "INSERT INTO tallies (channel, outcome, reason, place, number)"
            f" VALUES ({', '.join(counted)}, {place}, 1)"
            " ON CONFLICT (channel, outcome, reason, place) DO UPDATE SET number = tallies.number + 1"
        )
        trigger = f"CREATE TRIGGER tally_{name} AFTER {when} ON outbox FOR EACH ROW WHEN ({condition})"
        if dialect == "sqlite":
            made.append(f"{trigger} BEGIN {count}; END")
        else:
            made.append(
                f"CREATE FUNCTION tally_{name}() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN {count}; RETURN NULL; END $$"
            )
            made.append(f"{trigger} EXECUTE FUNCTION tally_{name}()")
    return made


# A store in memory is made from the models; any other by the migrations, which say the same in their own words.
for _statement in _statements("sqlite"):
    event.listen(table(TallyRow), "after_create", DDL(_statement).execute_if(dialect="sqlite"))
