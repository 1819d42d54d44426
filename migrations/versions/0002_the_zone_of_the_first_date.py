"""the zone of an item's first date

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("items", sa.Column("baseline_zone", sa.String(), nullable=True))
    op.execute("UPDATE items SET baseline_zone = zone WHERE baseline_precision IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_column("baseline_zone")
