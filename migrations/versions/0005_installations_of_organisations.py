"""installations of organisations

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ("team_id", "bot_token", "bot_user_id", "app_id", "scopes", "installer_user_id")
    times = ("installed_at", "revoked_at")
    old = sa.table(
        "installations",
        *(sa.column(name, sa.String()) for name in columns),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in times),
    )
    before = op.get_bind().execute(sa.select(old)).mappings().all()
    op.drop_table("installations")
    installations = op.create_table(
        "installations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("bot_token", sa.String(), nullable=False),
        sa.Column("refresh_token", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=True),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("installer_user_id", sa.String(), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installations")),
        sa.UniqueConstraint("enterprise_id", "team_id", name=op.f("uq_installations_enterprise_id_team_id")),
    )
    # Which bot it is was not stored; its user is known, and the next installation tells both.
    op.bulk_insert(installations, [{**row, "enterprise_id": "", "bot_id": ""} for row in before])
    op.create_index(op.f("ix_installations_team_id"), "installations", ["team_id"])
    op.create_table(
        "organisation_teams",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_organisation_teams")),
    )


def downgrade() -> None:
    op.drop_table("organisation_teams")
    op.drop_table("installations")
    op.create_table(
        "installations",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("bot_token", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=True),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("installer_user_id", sa.String(), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name=op.f("fk_installations_team_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_installations")),
    )
