"""Tickets, their history, the queues they wait in, and the hashes by which a person's tickets are found."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from webapp.persistence.base import Document, Hash, Moment, PublicId, RowNumber, Sealed, Slug, metadata

queues = Table(
    "queues",
    metadata,
    Column("slug", Slug, primary_key=True),
    Column("title", String(120), nullable=False),
    Column("titles", Document, nullable=False),  # by language
    Column("position", Integer, nullable=False),
)

routing_plans = Table(
    "routing_plans",
    metadata,
    Column("slug", Slug, primary_key=True),
    Column("queue_slug", Slug, ForeignKey("queues.slug"), nullable=False),
    Column("reply_days", Document, nullable=False),  # working days until an answer, by priority
    Column("reply_hours", Document, nullable=False, server_default="{}"),  # hours instead, by day and by night
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", PublicId, primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("handoff_key", String(200), nullable=False, unique=True),
    Column("journey_id", PublicId, ForeignKey("journeys.public_id")),
    Column("slug", Slug, nullable=False),  # of the flow
    Column("plan", Slug, nullable=False),
    Column("reason", Slug, nullable=False),
    Column("queue_slug", Slug, ForeignKey("queues.slug"), nullable=False),
    Column("category", String(24), nullable=False),
    Column("priority", String(8), nullable=False),
    Column("urgency", Integer, nullable=False),  # 0 is the most urgent: how lists sort
    Column("language", String(16), nullable=False),
    Column("traffic", String(8), nullable=False),
    Column("assignee_id", PublicId, ForeignKey("people.id")),
    Column("version", Integer, nullable=False),
    Column("packet", Sealed),
    Column("data_key_id", PublicId, ForeignKey("data_keys.id"), nullable=False),
    Column("status_code_hash", Hash),
    Column("status_code", Sealed),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("first_assigned_at", Moment),
    Column("first_response_at", Moment),
    Column("last_agent_at", Moment),
    Column("last_person_at", Moment),
    Column("resolved_at", Moment),
    Column("closed_at", Moment),
    Column("reopened_at", Moment),
    Column("reopened_count", Integer, nullable=False, server_default="0"),
    Column("erased_at", Moment),
    Index("ix_tickets_queue_slug_category", "queue_slug", "category"),
    Index("ix_tickets_journey_id", "journey_id"),
    Index("ix_tickets_assignee_id", "assignee_id"),
)

ticket_events = Table(
    "ticket_events",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("ticket_id", PublicId, ForeignKey("tickets.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("is_public", Boolean, nullable=False),
    Column("actor_id", PublicId, ForeignKey("people.id")),
    Column("at", Moment, nullable=False),
    Column("details", Document, nullable=False),  # never personal data
    Column("body", Sealed),
    UniqueConstraint("ticket_id", "seq"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("kind", String(8), primary_key=True),  # email | phone
    Column("hash", Hash, primary_key=True),
    Column("ticket_id", PublicId, ForeignKey("tickets.id"), primary_key=True),
    Index("ix_contacts_ticket_id", "ticket_id"),
)
