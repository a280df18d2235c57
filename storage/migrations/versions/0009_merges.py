"""People who are taken for one, until their chats have said so; other names that were taught; the log's newest line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=8), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by", sa.String(length=4), server_default="", nullable=False),
        sa.Column("gone_by", sa.String(length=4), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_merges_asked_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["gone"], ["people.id"], name=op.f("fk_merges_gone_people"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["kept"], ["people.id"], name=op.f("fk_merges_kept_people"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_gone"), ["gone"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_kept"), ["kept"], unique=False)

    op.create_table(
        "other_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["people.id"], name=op.f("fk_other_names_added_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_other_names_programme_id_programmes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_names")),
        sa.UniqueConstraint(
            "programme_id", "kind", "code", "name", name=op.f("uq_other_names_programme_id_kind_code_name")
        ),
    )
    with op.batch_alter_table("other_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_names_added_by"), ["added_by"], unique=False)

    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkins_programme_id"), ["programme", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkins_programme_id"))

    with op.batch_alter_table("other_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_names_added_by"))

    op.drop_table("other_names")
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merges_kept"))
        batch_op.drop_index(batch_op.f("ix_merges_gone"))
        batch_op.drop_index(batch_op.f("ix_merges_asked_by"))

    op.drop_table("merges")
