"""documents that wait to be imported

Revision ID: 0013b
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013b"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("imports") as imports:
        imports.add_column(sa.Column("act_id", sa.Integer(), nullable=True))
        imports.add_column(sa.Column("answers", JSON, nullable=True))
        imports.create_foreign_key(op.f("fk_imports_act_id_acts"), "acts", ["act_id"], ["id"])
    op.create_table(
        "import_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_import_drafts_person_id_people")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_drafts_import_id_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_drafts")),
    )
    op.create_index(op.f("ix_import_drafts_until"), "import_drafts", ["until"])
    op.create_index(op.f("ix_import_drafts_person_id"), "import_drafts", ["person_id"])


def downgrade() -> None:
    op.drop_table("import_drafts")
    with op.batch_alter_table("imports") as imports:
        imports.drop_constraint(op.f("fk_imports_act_id_acts"), type_="foreignkey")
        imports.drop_column("answers")
        imports.drop_column("act_id")
