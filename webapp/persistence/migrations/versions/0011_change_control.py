"""Who decides in the stead of an approver, what became of standard kinds, and how each release went."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment, RowNumber

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("approver_id", sa.String(length=32), nullable=False),
        sa.Column("delegate_id", sa.String(length=32), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("named_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.ForeignKeyConstraint(["approver_id"], ["people.id"], name=op.f("fk_delegations_approver_id")),
        sa.ForeignKeyConstraint(["delegate_id"], ["people.id"], name=op.f("fk_delegations_delegate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_table(
        "standard_kinds",
        sa.Column("model", sa.String(length=16), nullable=False),
        sa.Column("lapsed_at", Moment()),
        sa.Column("change_id", RowNumber),
        sa.Column("expires_at", Moment()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=32)),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_standard_kinds_change_id")),
        sa.PrimaryKeyConstraint("model", name=op.f("pk_standard_kinds")),
    )
    op.add_column("change_decisions", sa.Column("for_person_id", sa.String(length=32)))
    for column in _outcome():
        op.add_column("changes", column)


def downgrade() -> None:
    for column in _outcome():
        op.drop_column("changes", column.name)
    op.drop_column("change_decisions", "for_person_id")
    op.drop_table("standard_kinds")
    op.drop_table("delegations")


def _outcome() -> list[sa.Column[object]]:
    return [
        sa.Column("outcome", sa.String(length=16)),
        sa.Column("outcome_note", sa.Text(), nullable=False, server_default=""),
        sa.Column("outcome_by", sa.String(length=32)),
        sa.Column("outcome_at", Moment()),
        sa.Column("outcome_due_at", Moment()),
    ]
