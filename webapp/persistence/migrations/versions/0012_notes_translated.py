"""What is told the public of a release, in the other languages of the flow."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("changes", sa.Column("notes_translated", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("changes", "notes_translated")
