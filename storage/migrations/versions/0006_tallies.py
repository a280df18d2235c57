"""How many messages have ended how, counted by triggers; and when each message was put."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"

_REASON = "CASE NEW.state WHEN 'dropped' THEN NEW.reason ELSE '' END"
_ENDED, _OPEN = "NEW.state NOT IN ('waiting', 'sending')", "OLD.state IN ('waiting', 'sending')"
_TRIGGERS = (
    ("put", "INSERT", _ENDED, f"NEW.channel, NEW.state, {_REASON}"),
    ("answered", "INSERT", "NEW.inbox_id IS NOT NULL AND NEW.position = 0", "NEW.channel, 'answered', ''"),
    ("ended", "UPDATE OF state", f"{_OPEN} AND {_ENDED}", f"OLD.channel, NEW.state, {_REASON}"),
    ("erased", "DELETE", _OPEN, "OLD.channel, 'dropped', 'erased'"),
)


_INTO = "INSERT INTO tallies (channel, outcome, reason, place, number)"


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(length=9), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "outcome", "reason", "place", name=op.f("pk_tallies")),
    )
    op.add_column("outbox", sa.Column("put_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        f"{_INTO} SELECT channel, state, CASE state WHEN 'dropped' THEN reason ELSE '' END, 0, count(*) FROM outbox"  # noqa: S608 - our own words
        " WHERE state NOT IN ('waiting', 'sending') GROUP BY 1, 2, 3"
    )
    op.execute(
        f"{_INTO} SELECT channel, 'answered', '', 0, count(*) FROM outbox"  # noqa: S608 - as above
        " WHERE inbox_id IS NOT NULL AND position = 0 GROUP BY 1"
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute("CREATE SEQUENCE tally_places")
    for name, when, condition, counted in _TRIGGERS:
        trigger = f"CREATE TRIGGER tally_{name} AFTER {when} ON outbox FOR EACH ROW WHEN ({condition})"
        if sqlite:
            add = "ON CONFLICT (channel, outcome, reason, place) DO UPDATE SET number = tallies.number + 1"
            op.execute(f"{trigger} BEGIN {_INTO} VALUES ({counted}, 0, 1) {add}; END")
        else:
            body = f"BEGIN {_INTO} VALUES ({counted}, nextval('tally_places'), 1); RETURN NULL; END"
            op.execute(f"CREATE FUNCTION tally_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
            op.execute(f"{trigger} EXECUTE FUNCTION tally_{name}()")


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, *_ in _TRIGGERS:
        op.execute(f"DROP TRIGGER tally_{name}" + ("" if sqlite else " ON outbox"))
        if not sqlite:
            op.execute(f"DROP FUNCTION tally_{name}()")
    if not sqlite:
        op.execute("DROP SEQUENCE tally_places")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("put_at")
    op.drop_table("tallies")
