"""Feedback: what was asked, who has answered, what was answered, links for speakers; who did what; sealed messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("programme", "form", "session", name=op.f("uq_feedback_programme_form_session")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_closed_at_closes_at"), ["closed_at", "closes_at"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["about"], ["people.id"], name=op.f("fk_audit_about_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_audit_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("key", name=op.f("uq_audit_key")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_programme_id"), ["programme", "id"], unique=False)

    op.create_table(
        "feedback_answers",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("complete", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_answers_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_feedback_answers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("feedback_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_feedback_answers_feedback_id_shown"), ["feedback_id", "shown"], unique=False
        )

    op.create_table(
        "feedback_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="asked", nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_asked_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feedback_asked_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_asked")),
        sa.UniqueConstraint("feedback_id", "person_id", name=op.f("uq_feedback_asked_feedback_id_person_id")),
    )
    with op.batch_alter_table("feedback_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_asked_feedback_id_state"), ["feedback_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_asked_person_id"), ["person_id"], unique=False)

    op.create_table(
        "feedback_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("held", sa.JSON(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name=op.f("fk_feedback_shares_made_by_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_shares")),
        sa.UniqueConstraint("digest", name=op.f("uq_feedback_shares_digest")),
    )
    with op.batch_alter_table("feedback_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_shares_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_shares_programme"), ["programme"], unique=False)

    op.create_table(
        "feedback_tallies",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_tallies_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feedback_id", "question", "value", name=op.f("pk_feedback_tallies")),
    )
    op.create_table(
        "feedback_words",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opinion", sa.JSON(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_words_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["key"], ["feedback_answers.key"], name=op.f("fk_feedback_words_key_feedback_answers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "question", name=op.f("pk_feedback_words")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("feedback_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_words_feedback_id_shown"), ["feedback_id", "shown"], unique=False)

    op.create_table(
        "feedback_names",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["feedback_answers.key"], name=op.f("fk_feedback_names_key_feedback_answers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feedback_names_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_feedback_names")),
    )
    with op.batch_alter_table("feedback_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_names_person_id"), ["person_id"], unique=False)

    op.add_column("outbox", sa.Column("sealed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_outbox_sealed",
        "outbox",
        ["channel", "chat"],
        unique=False,
        sqlite_where=sa.text("sealed"),
        postgresql_where=sa.text("sealed"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_sealed", "outbox")
    op.drop_column("outbox", "sealed")  # a table made anew, as by a batch, would have lost its triggers

    with op.batch_alter_table("feedback_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_names_person_id"))

    op.drop_table("feedback_names")
    with op.batch_alter_table("feedback_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_words_feedback_id_shown"))

    op.drop_table("feedback_words")
    op.drop_table("feedback_tallies")
    with op.batch_alter_table("feedback_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_shares_programme"))
        batch_op.drop_index(batch_op.f("ix_feedback_shares_made_by"))

    op.drop_table("feedback_shares")
    with op.batch_alter_table("feedback_asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_asked_person_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_asked_feedback_id_state"))

    op.drop_table("feedback_asked")
    with op.batch_alter_table("feedback_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_answers_feedback_id_shown"))

    op.drop_table("feedback_answers")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_programme_id"))
        batch_op.drop_index(batch_op.f("ix_audit_person_id"))
        batch_op.drop_index(batch_op.f("ix_audit_about"))

    op.drop_table("audit")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_closed_at_closes_at"))

    op.drop_table("feedback")
