"""Short codes to come back by, reminders before answers are deleted, and samples that can be taken away again."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment
from webapp.persistence.triggers import MAY_GO, protect, unprotect

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

_NEWLY = ("journey_inputs", "trail", "ticket_events", "audit")
_BEFORE = {"journey_inputs": "(SELECT state FROM journeys WHERE public_id = OLD.journey_id) = 'erased'"}


def upgrade() -> None:
    op.create_table(
        "return_codes",
        sa.Column("journey_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.public_id"], name=op.f("fk_return_codes_journey_id")),
        sa.PrimaryKeyConstraint("journey_id", name=op.f("pk_return_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_return_codes_code_hash")),
    )
    op.create_table(
        "reminders",
        sa.Column("journey_id", sa.String(length=32), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.public_id"], name=op.f("fk_reminders_journey_id")),
        sa.PrimaryKeyConstraint("journey_id", name=op.f("pk_reminders")),
    )
    op.create_index("ix_reminders_due_at", "reminders", ["due_at"])
    _protect_again(MAY_GO)


def downgrade() -> None:
    _protect_again(_BEFORE)
    op.drop_table("reminders")
    op.drop_table("return_codes")


def _protect_again(may_go: dict[str, str]) -> None:
    name = op.get_bind().dialect.name
    for table in _NEWLY:
        unprotect(op.execute, name, table)
        protect(op.execute, name, table, may_go=may_go)
