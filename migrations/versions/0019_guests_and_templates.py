"""guests of meetings who hear by mail

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("groups", sa.Column("has_guests", sa.Boolean(), nullable=False, server_default=sa.false()))
    groups = sa.table("groups", sa.column("id"), sa.column("has_guests", sa.Boolean()))
    invitees = sa.table("invitees", sa.column("group_id"), sa.column("guest"))
    with_guests = sa.select(invitees.c.group_id).where(invitees.c.guest.like("%@%"))
    op.execute(groups.update().where(groups.c.id.in_(with_guests)).values(has_guests=sa.true()))


def downgrade() -> None:
    op.drop_column("groups", "has_guests")
