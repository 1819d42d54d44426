"""replies to meetings

Revision ID: 0012
Revises: 0010
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "replies",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("schedule_version", sa.Integer(), nullable=False),
        sa.Column("coming", sa.String(), nullable=False),
        sa.Column("alternate", sa.String(), nullable=True),
        *_answered(),
        sa.UniqueConstraint(
            "item_id",
            "schedule_version",
            "voice_key",
            name=op.f("uq_replies_item_id_schedule_version_voice_key"),
        ),
        refers=("group_id", "item_id", *_VOICES),
    )
    op.create_index(op.f("ix_replies_group_id"), "replies", ["group_id"])


def downgrade() -> None:
    op.drop_table("replies")


_VOICES = ("person_id", "agency_id", "entered_by")
_TABLES = {
    "group_id": "groups", "item_id": "items", "agency_id": "agencies", "person_id": "people",
    "organiser_id": "people", "entered_by": "people", "round_id": "rounds",
}  # fmt: skip


def _answered() -> list[sa.Column[Any]]:
    """The columns of an answer of somebody."""
    return [
        sa.Column("voice_key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("guest", sa.String(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    ]


def _create(name: str, *parts: Any, refers: tuple[str, ...]) -> None:  # noqa: ANN401 - columns and constraints
    """A table of what has a history: its id, its parts, the number of its changes."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *parts,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{_TABLES[column]}.id"],
                name=op.f(f"fk_{name}_{column}_{_TABLES[column]}"),
            )
            for column in refers
        ),
    )
