"""agencies that were merged, people without Slack, the language of a group and of a person

Revision ID: 0008
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("mail", sa.String(), nullable=True))
    op.add_column("people", sa.Column("language", sa.String(), nullable=True))
    op.add_column("groups", sa.Column("language", sa.String(), nullable=False, server_default="en"))
    op.create_table(
        "merged_agencies",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_merged_agencies_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["agencies.id"], name=op.f("fk_merged_agencies_into_id_agencies")
        ),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_merged_agencies")),
    )


def downgrade() -> None:
    op.drop_table("merged_agencies")
    op.drop_column("groups", "language")
    op.drop_column("people", "language")
    op.drop_column("people", "mail")
