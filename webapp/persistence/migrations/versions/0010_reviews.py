"""Share links for agencies, what they say and sign, and what they ask for."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Moment, RowNumber, Written

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_review_links()
    _add_review_comments()
    _add_review_signoffs()
    _add_flow_requests()
    _add_flow_request_entries()


def downgrade() -> None:
    op.drop_table("flow_request_entries")
    op.drop_table("flow_requests")
    op.drop_table("review_signoffs")
    op.drop_table("review_comments")
    op.drop_table("review_links")


def _add_review_links() -> None:
    op.create_table(
        "review_links",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("shows", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment()),
        sa.Column("opened_at", Moment()),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_review_links_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_review_links_token_hash")),
    )
    op.create_index("ix_review_links_slug", "review_links", ["slug"])


def _add_review_comments() -> None:
    op.create_table(
        "review_comments",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("parent_id", RowNumber),
        sa.Column("link_id", RowNumber),
        sa.Column("person_id", sa.String(length=32)),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("nodes", Written, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("resolved_at", Moment()),
        sa.Column("resolved_by", sa.String(length=120)),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_review_comments_slug")),
        sa.ForeignKeyConstraint(["parent_id"], ["review_comments.id"], name=op.f("fk_review_comments_parent_id")),
        sa.ForeignKeyConstraint(["link_id"], ["review_links.id"], name=op.f("fk_review_comments_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comments")),
    )
    op.create_index("ix_review_comments_slug", "review_comments", ["slug"])


def _add_review_signoffs() -> None:
    op.create_table(
        "review_signoffs",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("link_id", RowNumber, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_review_signoffs_slug")),
        sa.ForeignKeyConstraint(["link_id"], ["review_links.id"], name=op.f("fk_review_signoffs_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_signoffs")),
    )
    op.create_index("ix_review_signoffs_slug", "review_signoffs", ["slug"])


def _add_flow_requests() -> None:
    op.create_table(
        "flow_requests",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80)),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(length=120), nullable=False),
        sa.Column("asked_by", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.String(length=32)),
        sa.Column("link_id", RowNumber),
        sa.Column("owner_id", sa.String(length=32)),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer_slug", sa.String(length=80)),
        sa.Column("answer_release", sa.String(length=64)),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_flow_requests_slug")),
        sa.ForeignKeyConstraint(["link_id"], ["review_links.id"], name=op.f("fk_flow_requests_link_id")),
        sa.ForeignKeyConstraint(["answer_slug"], ["flows.slug"], name=op.f("fk_flow_requests_answer_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_requests")),
    )
    op.create_index("ix_flow_requests_state", "flow_requests", ["state"])


def _add_flow_request_entries() -> None:
    op.create_table(
        "flow_request_entries",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("request_id", RowNumber, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["flow_requests.id"], name=op.f("fk_flow_request_entries_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_request_entries")),
    )
    op.create_index("ix_flow_request_entries_request_id", "flow_request_entries", ["request_id"])
