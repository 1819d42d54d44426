"""polls and replies: who is invited, polls and their votes

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _create(
        "invitees",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("stream", sa.String(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("guest", sa.String(), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        refers=("group_id", "item_id", "agency_id", "person_id"),
    )
    op.create_index(op.f("ix_invitees_group_id"), "invitees", ["group_id"])
    _create(
        "organisers",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint("item_id", name=op.f("uq_organisers_item_id")),
        refers=("item_id", "person_id"),
    )
    _create(
        "polls",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.String(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        refers=("group_id", "item_id", "organiser_id"),
    )
    op.create_index(op.f("ix_polls_group_id_state"), "polls", ["group_id", "state"])
    op.create_index(op.f("ix_polls_item_id"), "polls", ["item_id"])
    _create(
        "ballots",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        *_answered(),
        sa.UniqueConstraint("poll_id", "voice_key", name=op.f("uq_ballots_poll_id_voice_key")),
        refers=("poll_id", *_VOICES),
    )


def downgrade() -> None:
    for table in ("ballots", "polls", "organisers", "invitees"):
        op.drop_table(table)


_VOICES = ("person_id", "agency_id", "entered_by")
_TABLES = {
    "group_id": "groups", "item_id": "items", "agency_id": "agencies", "person_id": "people",
    "organiser_id": "people", "entered_by": "people", "poll_id": "polls",
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
