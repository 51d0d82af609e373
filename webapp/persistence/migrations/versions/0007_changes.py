"""Requests to change what the public meets, decisions on them, freezes, and what becomes of journeys in progress."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment, RowNumber, Written

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_changes()
    op.create_table(
        "change_decisions",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("change_id", RowNumber, nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_change_decisions_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_decisions")),
        sa.UniqueConstraint("change_id", "person_id", name=op.f("uq_change_decisions_change_id_person_id")),
    )
    op.create_table(
        "freezes",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80)),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("removed_by", sa.String(length=32)),
        sa.Column("removed_at", Moment()),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_freezes_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezes")),
    )
    _add_moves()
    op.create_table(
        "workings",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=140), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("result", Written),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_workings")),
    )


def downgrade() -> None:
    for table in ("workings", "journey_moves", "freezes", "change_decisions", "changes"):
        op.drop_table(table)


def _add_changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("draft_id", RowNumber),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("base_release_id", RowNumber),
        sa.Column("release_id", RowNumber),
        sa.Column("needs", sa.Integer(), nullable=False),
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("notes_staff", "notes_public", "reason")],
        sa.Column("evidence", Written, nullable=False),
        sa.Column("inside", Written, nullable=False),
        sa.Column("requested_by", sa.String(length=32), nullable=False),
        sa.Column("requested_at", Moment(), nullable=False),
        sa.Column("run_at", Moment()),
        sa.Column("held_why", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.String(length=32)),
        sa.Column("closed_at", Moment()),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.Column("review_due_at", Moment()),
        sa.Column("reviewed_by", sa.String(length=32)),
        sa.Column("reviewed_at", Moment()),
        sa.Column("review", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_changes_slug")),
        sa.ForeignKeyConstraint(["base_release_id"], ["releases.id"], name=op.f("fk_changes_base_release_id")),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_changes_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_slug_state", "changes", ["slug", "state"])
    op.create_index("ix_changes_state", "changes", ["state"])


def _add_moves() -> None:
    op.create_table(
        "journey_moves",
        sa.Column("from_release_id", RowNumber, nullable=False, autoincrement=False),
        sa.Column("node", sa.String(length=200), nullable=False),
        sa.Column("to_release_id", RowNumber, nullable=False),
        sa.Column("becomes", sa.String(length=16), nullable=False),
        sa.Column("change_id", RowNumber, nullable=False),
        sa.ForeignKeyConstraint(["from_release_id"], ["releases.id"], name=op.f("fk_journey_moves_from_release_id")),
        sa.ForeignKeyConstraint(["to_release_id"], ["releases.id"], name=op.f("fk_journey_moves_to_release_id")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_journey_moves_change_id")),
        sa.PrimaryKeyConstraint("from_release_id", "node", name=op.f("pk_journey_moves")),
    )
