"""Files sent with answers."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment

revision = "0003"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("journey_id", sa.String(length=32), nullable=False),
        sa.Column("data_key_id", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.public_id"], name=op.f("fk_uploads_journey_id_journeys")),
        sa.ForeignKeyConstraint(["data_key_id"], ["data_keys.id"], name=op.f("fk_uploads_data_key_id_data_keys")),
    )
    op.create_index("ix_uploads_journey_id", "uploads", ["journey_id"])
    op.create_index("ix_uploads_data_key_id", "uploads", ["data_key_id"])


def downgrade() -> None:
    op.drop_table("uploads")
