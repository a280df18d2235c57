"""Questions for people: who asked and answered them, who is off duty, and the ready answers made of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("state", sa.String(length=9), server_default="open", nullable=False))
        batch_op.add_column(sa.Column("answer", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("answered_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_questions_answered_by"), ["answered_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_questions_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_questions_channel_chat"), ["channel", "chat"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_questions_answered_by_people"), "people", ["answered_by"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_questions_asked_by_people"), "people", ["asked_by"], ["id"], ondelete="SET NULL"
        )

    op.create_table(
        "off_duty",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_off_duty_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_off_duty")),
    )
    op.create_table(
        "question_copies",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("retry_key", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_copies_question_id_questions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "retry_key", name=op.f("pk_question_copies")),
    )
    with op.batch_alter_table("question_copies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_copies_retry_key"), ["retry_key"], unique=False)

    op.create_table(
        "ready_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["people.id"], name=op.f("fk_ready_answers_added_by_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_ready_answers_programme_id_programmes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_ready_answers_question_id_questions"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_answers")),
        sa.UniqueConstraint("question_id", name=op.f("uq_ready_answers_question_id")),
    )
    with op.batch_alter_table("ready_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ready_answers_programme_id"), ["programme_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ready_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ready_answers_programme_id"))

    op.drop_table("ready_answers")
    with op.batch_alter_table("question_copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_copies_retry_key"))

    op.drop_table("question_copies")
    op.drop_table("off_duty")

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_questions_asked_by_people"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_questions_answered_by_people"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_questions_channel_chat"))
        batch_op.drop_index(batch_op.f("ix_questions_asked_by"))
        batch_op.drop_index(batch_op.f("ix_questions_answered_by"))
        batch_op.drop_column("answered_at")
        batch_op.drop_column("answered_by")
        batch_op.drop_column("answer")
        batch_op.drop_column("state")
        batch_op.drop_column("asked_by")
