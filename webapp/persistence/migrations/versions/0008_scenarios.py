"""Warnings that were waived, the scenarios of each flow, and what each edit renamed, so that scenarios go along."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment, RowNumber, Written

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edits", sa.Column("renamed", Written))
    op.create_table(
        "waivers",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("problem", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("waived_by", sa.String(length=32), nullable=False),
        sa.Column("waived_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_waivers_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
        sa.UniqueConstraint("slug", "problem", name=op.f("uq_waivers_slug_problem")),
    )
    op.create_table(
        "scenarios",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("document", Written, nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("edited_by", sa.String(length=32)),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_scenarios_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenarios")),
        sa.UniqueConstraint("slug", "name", name=op.f("uq_scenarios_slug_name")),
    )


def downgrade() -> None:
    op.drop_table("scenarios")
    op.drop_table("waivers")
    op.drop_column("edits", "renamed")
