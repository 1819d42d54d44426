"""the history is of acts

Each entry of history so far becomes an act of one change; the entries keep their ids, and each act has the id
of its entry. Open proposals were commands in words, which nobody reads any more: they are closed, and whoever
sent them is told.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_acts_group_id_groups")),
        sa.ForeignKeyConstraint(["undoes_id"], ["acts.id"], name=op.f("fk_acts_undoes_id_acts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.UniqueConstraint("request_id", name=op.f("uq_acts_request_id")),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_offers_group_id_groups")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_offers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.execute(
        "INSERT INTO acts (id, group_id, at, actor, name, note, undoes_id)"
        " SELECT id, group_id, at, actor, action, note, undoes_id FROM changes ORDER BY id"
    )
    if op.get_bind().dialect.name == "postgresql":
        sequence = "pg_get_serial_sequence('acts', 'id')"
        op.execute(f"SELECT setval({sequence}, max(id)) FROM acts HAVING max(id) > 0")
    for table, columns in (("acts", ("group_id", "at")), ("acts", ("actor",)), ("acts", ("undoes_id",))):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    op.create_index(op.f("ix_offers_until"), "offers", ["until"])
    with op.batch_alter_table("changes") as batch:
        batch.add_column(sa.Column("act_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("subject", sa.String(), nullable=False, server_default="item"))
    op.execute("UPDATE changes SET act_id = id")
    for index in ("ix_changes_actor", "ix_changes_group_id_at", "ix_changes_item_id_id"):
        op.drop_index(index, table_name="changes")
    with op.batch_alter_table("changes") as batch:
        batch.drop_constraint("fk_changes_group_id_groups", type_="foreignkey")
        batch.drop_constraint("fk_changes_item_id_items", type_="foreignkey")
        batch.drop_constraint("fk_changes_undoes_id_changes", type_="foreignkey")
        for name in ("group_id", "at", "actor", "note", "undoes_id"):
            batch.drop_column(name)
        batch.alter_column("act_id", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("subject", existing_type=sa.String(), server_default=None)
        batch.alter_column("item_id", existing_type=sa.Integer(), new_column_name="subject_id")
        batch.alter_column("row_version", existing_type=sa.Integer(), new_column_name="version")
        batch.create_foreign_key("fk_changes_act_id_acts", "acts", ["act_id"], ["id"])
    op.create_index(op.f("ix_changes_subject_subject_id_id"), "changes", ["subject", "subject_id", "id"])
    op.create_index(op.f("ix_changes_act_id"), "changes", ["act_id"])
    # SQLite would copy the table to change it further, and drop the old one, which other tables refer to.
    op.add_column("items", sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("proposals") as batch:
        batch.add_column(sa.Column("value", sa.String(), nullable=True))
        batch.add_column(sa.Column("why", sa.String(), nullable=True))
        batch.alter_column("words", existing_type=sa.String(), nullable=True)
    _close_open_proposals()


def _close_open_proposals() -> None:
    """Close what was proposed in words, with a line to who sent it."""
    bind, now = op.get_bind(), datetime.now(UTC)
    stored = now.replace(tzinfo=None) if bind.dialect.name == "sqlite" else now
    outbox = sa.table(
        "outbox",
        *(
            sa.column(name)
            for name in ("team_id", "group_id", "key", "kind", "recipient", "recipient_team", "state",
                         "fence", "attempts", "nonce")
        ),
        sa.column("payload", _JSON),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("due_at", "retry_at", "created_at")),
    )  # fmt: skip
    open_ones = bind.execute(
        sa.text(
            "SELECT p.id, p.group_id, g.team_id, people.user_id, people.team_id AS person_team"
            " FROM proposals p JOIN groups g ON g.id = p.group_id JOIN people ON people.id = p.person_id"
            " WHERE p.state = 'open' ORDER BY p.id"
        )
    ).all()
    for one in open_ones:
        bind.execute(
            sa.insert(outbox).values(
                team_id=one.team_id, group_id=one.group_id, key=f"proposal:{one.id}:outcome", kind="proposal",
                recipient=one.user_id, recipient_team=one.person_team, state="pending", fence=0, attempts=0,
                nonce=secrets.token_hex(16), payload={"proposal": one.id, "outcome": "closed"},
                due_at=stored, retry_at=stored, created_at=stored,
            )
        )  # fmt: skip
    bind.execute(
        sa.text("UPDATE proposals SET state = 'closed', decided_at = :now WHERE state = 'open'"),
        {"now": stored},
    )


def downgrade() -> None:
    with op.batch_alter_table("proposals") as batch:
        batch.drop_column("why")
        batch.drop_column("value")
    op.execute("UPDATE proposals SET words = '' WHERE words IS NULL")
    with op.batch_alter_table("proposals") as batch:
        batch.alter_column("words", existing_type=sa.String(), nullable=False)
    for name in ("ix_changes_subject_subject_id_id", "ix_changes_act_id"):
        op.drop_index(name, table_name="changes")
    with op.batch_alter_table("changes") as batch:
        for name in ("group_id", "undoes_id"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))
        for name in ("actor", "note"):
            batch.add_column(sa.Column(name, sa.String(), nullable=True))
        batch.alter_column("subject_id", existing_type=sa.Integer(), new_column_name="item_id")
        batch.alter_column("version", existing_type=sa.Integer(), new_column_name="row_version")
    op.execute("DELETE FROM changes WHERE subject <> 'item'")
    op.execute(
        "UPDATE changes SET"
        " group_id = (SELECT group_id FROM acts WHERE acts.id = changes.act_id),"
        " at = (SELECT at FROM acts WHERE acts.id = changes.act_id),"
        " actor = (SELECT actor FROM acts WHERE acts.id = changes.act_id),"
        " note = (SELECT note FROM acts WHERE acts.id = changes.act_id)"
    )
    with op.batch_alter_table("changes") as batch:
        batch.drop_constraint("fk_changes_act_id_acts", type_="foreignkey")
        batch.drop_column("subject")
        kinds: list[tuple[str, sa.types.TypeEngine[Any]]] = [
            ("group_id", sa.Integer()),
            ("at", sa.DateTime(timezone=True)),
            ("actor", sa.String()),
        ]
        for name, kind in kinds:
            batch.alter_column(name, existing_type=kind, nullable=False)
        batch.create_foreign_key("fk_changes_group_id_groups", "groups", ["group_id"], ["id"])
        batch.create_foreign_key("fk_changes_item_id_items", "items", ["item_id"], ["id"])
        batch.create_foreign_key("fk_changes_undoes_id_changes", "changes", ["undoes_id"], ["id"])
    # After the last copy of the table: SQLite drops no table that rows of its copy refer to.
    op.execute(
        "UPDATE changes SET undoes_id = (SELECT min(undone.id) FROM acts"
        " JOIN changes AS undone ON undone.act_id = acts.undoes_id WHERE acts.id = changes.act_id)"
    )
    op.drop_column("changes", "act_id")
    op.create_index(op.f("ix_changes_actor"), "changes", ["actor"])
    op.create_index(op.f("ix_changes_group_id_at"), "changes", ["group_id", "at"])
    op.create_index(op.f("ix_changes_item_id_id"), "changes", ["item_id", "id"])
    op.drop_column("items", "removed")
    op.drop_table("offers")
    op.drop_table("acts")
