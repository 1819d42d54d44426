"""when somebody opened Home, and since when its news are new to them

Revision ID: 0007
Revises: 0006b
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("home_opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("people", sa.Column("home_news_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "home_news_since")
    op.drop_column("people", "home_opened_at")
