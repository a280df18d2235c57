"""Messages that did not arrive, or may not have, are found without the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_undelivered",
            ["channel", "chat", "state"],
            unique=False,
            sqlite_where=sa.text("state IN ('failed', 'uncertain')"),
            postgresql_where=sa.text("state IN ('failed', 'uncertain')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_undelivered")
