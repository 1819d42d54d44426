"""replies to meetings, and written rounds

Revision ID: 0012
Revises: 0010
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


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
    _create(
        "rounds",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("closes_on", sa.String(), nullable=False),
        sa.Column("is_consent", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("agencies", JSON, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        refers=("group_id", "item_id", "opened_by"),
    )
    op.create_index(op.f("ix_rounds_group_id"), "rounds", ["group_id"])
    _create(
        "round_answers",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *_answered(),
        sa.UniqueConstraint("round_id", "voice_key", name=op.f("uq_round_answers_round_id_voice_key")),
        refers=("round_id", *_VOICES),
    )


def downgrade() -> None:
    for table in ("round_answers", "rounds", "replies"):
        op.drop_table(table)


_VOICES = ("person_id", "agency_id", "entered_by")
_TABLES = {
    "group_id": "groups", "item_id": "items", "agency_id": "agencies", "person_id": "people",
    "opened_by": "people", "entered_by": "people", "round_id": "rounds",
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
