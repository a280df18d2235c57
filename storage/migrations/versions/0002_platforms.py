"""People and their addresses; what messages need on platforms: parts, reply tokens, urgency, kinds of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "alarms",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alarms")),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("pushes", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_addresses_person_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("channel", "chat", name=op.f("uq_addresses_channel_chat")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addresses_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=8), server_default="text", nullable=False))
        batch_op.add_column(sa.Column("message_id", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("details", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("erased", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(
            batch_op.f("ix_inbox_channel_chat_message_id"), ["channel", "chat", "message_id"], unique=False
        )

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgency", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("part", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("doubted", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("token", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("token_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("replaces", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("batch", sa.String(length=36), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_outbox_retry_key"), type_="unique")
        batch_op.create_index(batch_op.f("ix_outbox_batch"), ["batch"], unique=False)
        batch_op.create_index(
            "ix_outbox_unfinished_by_urgency",
            ["channel", "urgency", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(batch_op.f("ix_outbox_retry_key"), ["retry_key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_retry_key"))
        batch_op.drop_index(
            "ix_outbox_unfinished_by_urgency",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_outbox_batch"))
        batch_op.create_unique_constraint(batch_op.f("uq_outbox_retry_key"), ["retry_key"])
        batch_op.drop_column("batch")
        batch_op.drop_column("replaces")
        batch_op.drop_column("tried_at")
        batch_op.drop_column("token_until")
        batch_op.drop_column("token")
        batch_op.drop_column("doubted")
        batch_op.drop_column("part")
        batch_op.drop_column("urgency")

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_column("message_id")

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_channel_chat_message_id"))
        batch_op.drop_column("erased")
        batch_op.drop_column("details")
        batch_op.drop_column("message_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_addresses_person_id"))

    op.drop_table("addresses")
    op.drop_table("alarms")
    op.drop_table("people")
