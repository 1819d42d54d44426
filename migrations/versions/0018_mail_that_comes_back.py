"""mail that comes back, and calendars that subscribe instead of getting files

Revision ID: 0018
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("mail_bounced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("people", sa.Column("feed_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "feed_since")
    op.drop_column("people", "mail_bounced_at")
