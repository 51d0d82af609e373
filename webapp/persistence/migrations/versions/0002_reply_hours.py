"""Plans that promise an answer within hours, by day and by night, where a law counts hours and not working days."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Document

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("routing_plans") as plans:
        plans.add_column(sa.Column("reply_hours", Document, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("routing_plans") as plans:
        plans.drop_column("reply_hours")
