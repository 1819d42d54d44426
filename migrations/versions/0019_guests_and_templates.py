"""guests of meetings who hear by mail, and templates of a group's own that can be taken back

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
    op.create_table(
        "group_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_templates_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_templates")),
    )
    op.create_index(op.f("ix_group_templates_group_id_kind"), "group_templates", ["group_id", "kind"])
    op.execute(
        "INSERT INTO group_templates (group_id, kind, name, content, at, version, removed)"
        " SELECT group_id, 'minutes', name, content, at, 1, false FROM minutes_templates"
    )
    op.drop_table("minutes_templates")


def downgrade() -> None:
    op.create_table(
        "minutes_templates",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_minutes_templates_group_id_groups")
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_minutes_templates")),
    )
    op.execute(
        "INSERT INTO minutes_templates (group_id, name, content, at)"
        " SELECT group_id, name, content, at FROM group_templates AS newest"
        " WHERE kind = 'minutes' AND NOT removed AND id = (SELECT max(id) FROM group_templates AS one"
        " WHERE one.group_id = newest.group_id AND one.kind = 'minutes' AND NOT one.removed)"
    )
    op.drop_table("group_templates")
    op.drop_column("groups", "has_guests")
