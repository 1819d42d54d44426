"""secret links, and what calendars have to hear of

Revision ID: 0011
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("items", sa.Column("calendar_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("items", sa.Column("changed_at", INSTANT, nullable=True))
    op.execute("UPDATE items SET changed_at = created_at")
    op.create_table(
        "secret_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("requests", JSON, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_secret_links_group_id_groups")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_secret_links_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_secret_links_digest")),
    )
    for column in ("group_id", "person_id", "until"):
        op.create_index(op.f(f"ix_secret_links_{column}"), "secret_links", [column])


def downgrade() -> None:
    op.drop_table("secret_links")
    op.drop_column("items", "changed_at")
    op.drop_column("items", "calendar_version")
