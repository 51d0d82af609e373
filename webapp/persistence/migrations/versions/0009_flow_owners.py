"""Who answers for a flow, what was archived, and who has a flow open."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment, RowNumber

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ADDED = ("owner_id", "archived_at", "archived_release_id", "is_guided")


def upgrade() -> None:
    op.add_column("flows", sa.Column("owner_id", sa.String(length=32)))
    op.add_column("flows", sa.Column("archived_at", Moment()))
    op.add_column("flows", sa.Column("archived_release_id", RowNumber))
    op.add_column("flows", sa.Column("is_guided", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "presences",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_presences_slug")),
        sa.PrimaryKeyConstraint("slug", "person_id", name=op.f("pk_presences")),
    )


def downgrade() -> None:
    op.drop_table("presences")
    for column in _ADDED:
        op.drop_column("flows", column)
