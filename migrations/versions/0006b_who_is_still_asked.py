"""who is still asked about an item, and what was drawn last

Revision ID: 0006b
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006b"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "items", sa.Column("asking_coordinator", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    items = sa.table(
        "items", sa.column("asking", sa.Boolean()), sa.column("asking_coordinator", sa.Boolean())
    )
    # Where nobody was to be asked any more, nobody is.
    op.execute(items.update().values(asking_coordinator=items.c.asking))
    with op.batch_alter_table("items") as batch:
        batch.alter_column("asking_coordinator", server_default=None)

    op.add_column("redraws", sa.Column("drawn", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("redraws", "drawn")
    op.drop_column("items", "asking_coordinator")
