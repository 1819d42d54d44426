"""the meeting from its agenda to its minutes

The points of the agendas that there are become accepted points, in their order.

Revision ID: 0009
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _widen_points()
    op.create_table(
        "agendas",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_agendas_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_agendas")),
    )
    op.create_table(
        "standing_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("duty", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_standing_points_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_points")),
        sa.UniqueConstraint(
            "group_id", "meetings", "position",
            name=op.f("uq_standing_points_group_id_meetings_position"),
        ),
    )  # fmt: skip
    _create_outcomes()
    _create_minutes()


def _widen_points() -> None:
    with op.batch_alter_table("agenda_points") as table:
        table.add_column(sa.Column("state", sa.String(), nullable=False, server_default="accepted"))
        table.add_column(sa.Column("is_listed", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("kind", sa.String(), nullable=True))
        table.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        table.add_column(sa.Column("speaker", sa.String(), nullable=True))
        table.add_column(sa.Column("papers", _JSON, nullable=False, server_default="[]"))
        table.add_column(sa.Column("note", sa.String(), nullable=True))
        table.add_column(sa.Column("why", sa.String(), nullable=True))
        table.add_column(sa.Column("standing", sa.String(), nullable=True))
        table.add_column(sa.Column("proposed_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_agenda_points_proposed_by_id_people"), "people", ["proposed_by_id"], ["id"]
        )
    with op.batch_alter_table("agenda_points") as table:
        for name in ("state", "is_listed", "papers"):
            table.alter_column(name, server_default=None)
    op.create_index(op.f("ix_agenda_points_carried_from_id"), "agenda_points", ["carried_from_id"])


def _create_outcomes() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_decisions_group_id_groups")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_decisions_item_id_items")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["agenda_points.id"], name=op.f("fk_decisions_point_id_agenda_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_decisions_group_id_number")),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("is_carried", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_agency_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_actions_group_id_groups")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_actions_item_id_items")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["agenda_points.id"], name=op.f("fk_actions_point_id_agenda_points")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_actions_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["owner_agency_id"], ["agencies.id"], name=op.f("fk_actions_owner_agency_id_agencies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_actions_group_id_number")),
    )
    op.create_index(op.f("ix_actions_point_id"), "actions", ["point_id"])
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_attendance_item_id_items")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_attendance_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendance_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_item_id"), "attendance", ["item_id"])


def _create_minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("note_taker_id", sa.Integer(), nullable=True),
        sa.Column("comments_until", sa.Date(), nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_minutes_item_id_items")),
        sa.ForeignKeyConstraint(
            ["note_taker_id"], ["people.id"], name=op.f("fk_minutes_note_taker_id_people")
        ),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["items.id"], name=op.f("fk_minutes_adopted_by_id_items")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "minutes_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_minutes_files_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_files")),
    )
    op.create_index(op.f("ix_minutes_files_item_id"), "minutes_files", ["item_id"])
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


def downgrade() -> None:
    for name in ("minutes_templates", "minutes_files", "minutes", "attendance", "actions", "decisions"):
        op.drop_table(name)
    op.drop_table("standing_points")
    op.drop_table("agendas")
    op.drop_index(op.f("ix_agenda_points_carried_from_id"), table_name="agenda_points")
    op.execute(
        "UPDATE agenda_points SET carried_from_id = NULL WHERE carried_from_id IN"
        " (SELECT id FROM agenda_points WHERE state NOT IN ('accepted', 'done', 'carried') OR NOT is_listed)"
    )
    op.execute(
        "DELETE FROM agenda_points WHERE state NOT IN ('accepted', 'done', 'carried') OR NOT is_listed"
    )
    with op.batch_alter_table("agenda_points") as table:
        table.drop_constraint(op.f("fk_agenda_points_proposed_by_id_people"), type_="foreignkey")
        for name in (
            "proposed_by_id", "standing", "why", "note", "papers", "speaker", "minutes", "kind", "is_listed",
            "state",
        ):  # fmt: skip
            table.drop_column(name)
