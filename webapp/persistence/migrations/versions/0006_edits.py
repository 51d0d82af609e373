"""Drafts that people change, and every edit of them; documents keep the order in which they were written."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from webapp.persistence.base import Moment, RowNumber, Written

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None

_DOCUMENTS = [(table, column) for table in ("releases", "drafts") for column in ("document", "translations")]


def upgrade() -> None:
    with op.batch_alter_table("drafts") as drafts:
        drafts.add_column(sa.Column("base_release_id", RowNumber))
        drafts.add_column(sa.Column("edited_by", sa.String(length=32)))
        drafts.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
        drafts.create_foreign_key(op.f("fk_drafts_base_release_id"), "releases", ["base_release_id"], ["id"])
    op.create_table(
        "edits",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("draft_id", RowNumber, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changes", Written, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("edited_by", sa.String(length=32), nullable=False),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_edits_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_edits_draft_id_number")),
    )
    _keep_as(Written, "json")


def downgrade() -> None:
    _keep_as(JSONB(), "jsonb")
    op.drop_table("edits")
    with op.batch_alter_table("drafts") as drafts:
        drafts.drop_constraint(op.f("fk_drafts_base_release_id"), type_="foreignkey")
        drafts.drop_column("position")
        drafts.drop_column("edited_by")
        drafts.drop_column("base_release_id")


def _keep_as(kind: sa.JSON, name: str) -> None:
    """PostgreSQL's jsonb sorts keys anew; SQLite keeps what was written anyway."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column in _DOCUMENTS:
        op.alter_column(table, column, type_=kind, postgresql_using=f"{column}::{name}")
