"""editions, the Word documents that exports are written on, and mail that is not wanted

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("imports", sa.Column("document", sa.LargeBinary(), nullable=True))
    op.add_column("people", sa.Column("mail_stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_editions_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_editions_group_id_number")),
    )


def downgrade() -> None:
    op.drop_table("editions")
    op.drop_column("people", "mail_stopped_at")
    op.drop_column("imports", "document")
