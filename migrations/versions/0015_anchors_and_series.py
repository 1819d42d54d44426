"""dates of other bodies, what counts from them, and series

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _json() -> sa.JSON:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "anchors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("date", _json(), nullable=False),
        sa.Column("first_date", _json(), nullable=True),
        sa.Column("announced", _json(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_anchors_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchors")),
        sa.UniqueConstraint("group_id", "key", name=op.f("uq_anchors_group_id_key")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("first", _json(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("streams", _json(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_series_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_group_id"), "series", ["group_id"])
    op.create_table(
        "series_meetings",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("planned", _json(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_series_meetings_item_id_items")),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_meetings_series_id_series")
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_series_meetings")),
    )
    op.create_index(op.f("ix_series_meetings_series_id"), "series_meetings", ["series_id"])
    op.add_column("items", sa.Column("counts_from", _json(), nullable=True))
    op.add_column("replies", sa.Column("said_for", _json(), nullable=True))
    op.add_column("items", sa.Column("quiet_until", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("replies", "said_for")
    op.drop_column("items", "quiet_until")
    op.drop_column("items", "counts_from")
    op.drop_table("series_meetings")
    op.drop_table("series")
    op.drop_table("anchors")
