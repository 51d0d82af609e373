"""Journeys with their data keys, inputs, return links, and the trail that holds no values."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false

from webapp.persistence.base import Hash, Moment, PublicId, RowNumber, Sealed, Slug, metadata

data_keys = Table(
    "data_keys",
    metadata,
    Column("id", PublicId, primary_key=True),
    Column("wrapped", Sealed),  # NULL once destroyed: whatever it sealed is gone
    Column("wrapped_by", String(16)),
    Column("created_at", Moment, nullable=False),
    Column("destroyed_at", Moment),
)

journeys = Table(
    "journeys",
    metadata,
    Column("public_id", PublicId, primary_key=True),
    Column("secret_hash", Hash, nullable=False),
    Column("release_id", RowNumber, ForeignKey("releases.id"), nullable=False),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("language", String(16), nullable=False),
    Column("traffic", String(8), nullable=False),
    Column("state", String(8), nullable=False),  # open | sealed | expired | erased
    Column("version", Integer, nullable=False),
    Column("snapshot", Sealed),
    Column("data_key_id", PublicId, ForeignKey("data_keys.id"), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("linked_from", PublicId, ForeignKey("journeys.public_id")),
    Index("ix_journeys_state_expires_at", "state", "expires_at"),
)

journey_inputs = Table(
    "journey_inputs",
    metadata,
    Column("journey_id", PublicId, ForeignKey("journeys.public_id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("payload", Sealed, nullable=False),
    sqlite_with_rowid=False,
)

# No foreign keys: it is written at every turn and outlives what it speaks of.
trail = Table(
    "trail",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("journey_id", PublicId, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("release_id", RowNumber, nullable=False),
    Column("event", String(16), nullable=False),
    Column("node", Slug, nullable=False),
    Column("exit", Slug, nullable=False),
    Column("code", Slug, nullable=False),  # a refusal's rule, an outcome's kind, why a flow failed
    Column("language", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("traffic", String(8), nullable=False),
    Index("ix_trail_journey_id", "journey_id"),
    Index("ix_trail_release_id_at", "release_id", "at"),
)

return_links = Table(
    "return_links",
    metadata,
    Column("token_hash", Hash, primary_key=True),
    Column("journey_id", PublicId, ForeignKey("journeys.public_id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("is_used", Boolean, nullable=False, server_default=false()),
)

return_codes = Table(
    "return_codes",
    metadata,
    Column("journey_id", PublicId, ForeignKey("journeys.public_id"), primary_key=True),  # a new code takes its place
    Column("code_hash", Hash, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("journey_id", PublicId, ForeignKey("journeys.public_id"), primary_key=True),
    Column("address", Sealed, nullable=False),  # with the journey's own key
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_reminders_due_at", "due_at"),
)
