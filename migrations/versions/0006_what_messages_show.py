"""what messages show, and their updates

Revision ID: 0006
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("thread_of", sa.String(), nullable=True))
    op.create_table(
        "shown_subjects",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["row_id"], ["outbox.id"], name=op.f("fk_shown_subjects_row_id_outbox"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("row_id", "subject", "subject_id", name=op.f("pk_shown_subjects")),
    )
    op.create_index(op.f("ix_shown_subjects_subject_subject_id"), "shown_subjects", ["subject", "subject_id"])
    op.create_table(
        "redraws",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_unclear", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["row_id"], ["outbox.id"], name=op.f("fk_redraws_row_id_outbox"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_redraws")),
    )
    condition = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_redraws_due", "redraws", ["due_at"], postgresql_where=condition, sqlite_where=condition
    )


def downgrade() -> None:
    op.drop_table("redraws")
    op.drop_table("shown_subjects")
    op.drop_column("outbox", "thread_of")
