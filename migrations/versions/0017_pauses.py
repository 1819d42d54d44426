"""pauses, quiet hours of one's own, who stands in

Revision ID: 0017
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("quiet_hours", sa.String(), nullable=True))
    # In one statement on both databases: many tables refer to this one, which must not be made anew. For the
    # same reason SQLite keeps the column, empty, when this is taken back.
    if "stand_in_id" not in {one["name"] for one in sa.inspect(op.get_bind()).get_columns("people")}:
        op.execute(
            "ALTER TABLE people ADD COLUMN stand_in_id INTEGER"
            " CONSTRAINT fk_people_stand_in_id_people REFERENCES people (id)"
        )
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pauses_person_id_people")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_pauses_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_index(op.f("ix_pauses_person_id"), "pauses", ["person_id"])
    op.create_index(op.f("ix_pauses_item_id"), "pauses", ["item_id"])


def downgrade() -> None:
    op.drop_table("pauses")
    op.drop_column("people", "quiet_hours")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE people SET stand_in_id = NULL")
    else:
        op.drop_column("people", "stand_in_id")
