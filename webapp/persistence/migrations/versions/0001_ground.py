"""The ground: every table of the first release, and the triggers that keep history."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import Document, Moment, RowNumber
from webapp.persistence.triggers import APPEND_ONLY, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("retired_at", Moment()),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_articles")),
    )
    op.create_table(
        "audit",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_id", sa.String(length=32)),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("details", Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "data_keys",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary()),
        sa.Column("wrapped_by", sa.String(length=16)),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("destroyed_at", Moment()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_keys")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_table(
        "queues",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("titles", Document, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_queues")),
    )
    op.create_table(
        "rate_limits",
        sa.Column("bucket", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_rate_limits")),
    )
    op.create_index("ix_rate_limits_ends_at", "rate_limits", ["ends_at"])
    op.create_table(
        "releases",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("logic", sa.String(length=64), nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("translations", Document, nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.String(length=32)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_releases_fingerprint")),
    )
    op.create_index("ix_releases_slug", "releases", ["slug"])
    op.create_table(
        "trail",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("journey_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("release_id", RowNumber, nullable=False),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("exit", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("traffic", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    op.create_index("ix_trail_journey_id", "trail", ["journey_id"])
    op.create_index("ix_trail_release_id_at", "trail", ["release_id", "at"])
    op.create_table(
        "vault_secrets",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_by", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_vault_secrets")),
    )
    op.create_table(
        "workers",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    op.create_table(
        "article_feedback",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.String(length=32)),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["articles.slug"], name=op.f("fk_article_feedback_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_feedback")),
    )
    op.create_index("ix_article_feedback_slug", "article_feedback", ["slug"])
    op.create_table(
        "article_versions",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sources", Document, nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["articles.slug"], name=op.f("fk_article_versions_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_versions")),
        sa.UniqueConstraint("slug", "language", "version", name=op.f("uq_article_versions_slug_language_version")),
    )
    op.create_table(
        "flows",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("live_release_id", RowNumber),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["live_release_id"], ["releases.id"], name=op.f("fk_flows_live_release_id")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_flows")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("idempotency_key", sa.String(length=200), nullable=False),
        sa.Column("run_at", Moment(), nullable=False),
        sa.Column("lease", sa.String(length=32)),
        sa.Column("lease_until", Moment()),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("data_key_id", sa.String(length=32)),
        sa.Column("result", Document),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment()),
        sa.ForeignKeyConstraint(["data_key_id"], ["data_keys.id"], name=op.f("fk_outbox_data_key_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_outbox_idempotency_key")),
    )
    op.create_index("ix_outbox_state_run_at", "outbox", ["state", "run_at"])
    op.create_table(
        "routing_plans",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("queue_slug", sa.String(length=80), nullable=False),
        sa.Column("reply_days", Document, nullable=False),
        sa.ForeignKeyConstraint(["queue_slug"], ["queues.slug"], name=op.f("fk_routing_plans_queue_slug")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_routing_plans")),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_sessions_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_sessions")),
    )
    op.create_index("ix_staff_sessions_person_id", "staff_sessions", ["person_id"])
    op.create_table(
        "drafts",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("translations", Document, nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_drafts_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_slug", "drafts", ["slug"])
    op.create_table(
        "journeys",
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("release_id", RowNumber, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("traffic", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary()),
        sa.Column("data_key_id", sa.String(length=32), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("linked_from", sa.String(length=32)),
        sa.ForeignKeyConstraint(["data_key_id"], ["data_keys.id"], name=op.f("fk_journeys_data_key_id")),
        sa.ForeignKeyConstraint(["linked_from"], ["journeys.public_id"], name=op.f("fk_journeys_linked_from")),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_journeys_release_id")),
        sa.ForeignKeyConstraint(["slug"], ["flows.slug"], name=op.f("fk_journeys_slug")),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_journeys")),
    )
    op.create_index("ix_journeys_state_expires_at", "journeys", ["state", "expires_at"])
    op.create_table(
        "journey_inputs",
        sa.Column("journey_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.public_id"], name=op.f("fk_journey_inputs_journey_id")),
        sa.PrimaryKeyConstraint("journey_id", "seq", name=op.f("pk_journey_inputs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "return_links",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("journey_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("is_used", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.public_id"], name=op.f("fk_return_links_journey_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_return_links")),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("handoff_key", sa.String(length=200), nullable=False),
        sa.Column("journey_id", sa.String(length=32)),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("plan", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("queue_slug", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("traffic", sa.String(length=8), nullable=False),
        sa.Column("assignee_id", sa.String(length=32)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("packet", sa.LargeBinary()),
        sa.Column("data_key_id", sa.String(length=32), nullable=False),
        sa.Column("status_code_hash", sa.LargeBinary(length=32)),
        sa.Column("status_code", sa.LargeBinary()),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment()),
        sa.Column("first_assigned_at", Moment()),
        sa.Column("first_response_at", Moment()),
        sa.Column("last_agent_at", Moment()),
        sa.Column("last_person_at", Moment()),
        sa.Column("resolved_at", Moment()),
        sa.Column("closed_at", Moment()),
        sa.Column("reopened_at", Moment()),
        sa.Column("reopened_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("erased_at", Moment()),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name=op.f("fk_tickets_assignee_id")),
        sa.ForeignKeyConstraint(["data_key_id"], ["data_keys.id"], name=op.f("fk_tickets_data_key_id")),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.public_id"], name=op.f("fk_tickets_journey_id")),
        sa.ForeignKeyConstraint(["queue_slug"], ["queues.slug"], name=op.f("fk_tickets_queue_slug")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("handoff_key", name=op.f("uq_tickets_handoff_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_tickets_reference")),
    )
    op.create_index("ix_tickets_assignee_id", "tickets", ["assignee_id"])
    op.create_index("ix_tickets_journey_id", "tickets", ["journey_id"])
    op.create_index("ix_tickets_queue_slug_category", "tickets", ["queue_slug", "category"])
    op.create_table(
        "contacts",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_contacts_ticket_id")),
        sa.PrimaryKeyConstraint("kind", "hash", "ticket_id", name=op.f("pk_contacts")),
    )
    op.create_index("ix_contacts_ticket_id", "contacts", ["ticket_id"])
    op.create_table(
        "ticket_events",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("actor_id", sa.String(length=32)),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("details", Document, nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_ticket_events_actor_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
        sa.UniqueConstraint("ticket_id", "seq", name=op.f("uq_ticket_events_ticket_id_seq")),
    )
    may_go = {"journey_inputs": "(SELECT state FROM journeys WHERE public_id = OLD.journey_id) = 'erased'"}
    for table in APPEND_ONLY:
        protect(op.execute, op.get_bind().dialect.name, table, may_go=may_go)


_TABLES = (
    "ticket_events",
    "contacts",
    "tickets",
    "return_links",
    "journey_inputs",
    "journeys",
    "drafts",
    "staff_sessions",
    "routing_plans",
    "outbox",
    "flows",
    "article_versions",
    "article_feedback",
    "workers",
    "vault_secrets",
    "trail",
    "releases",
    "rate_limits",
    "queues",
    "people",
    "data_keys",
    "audit",
    "articles",
)


def downgrade() -> None:
    # A table takes its triggers and indexes along; on PostgreSQL the triggers' functions stay behind.
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_no_update, {table}_no_delete")
