"""Work that waits for the worker, the workers themselves, and the counters of rate limits."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from webapp.persistence.base import Document, Hash, Moment, PublicId, RowNumber, Sealed, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("subject", String(80), nullable=False),  # a ticket's reference; empty for scheduled work
    Column("state", String(16), nullable=False),  # pending | sending | delivered | failed_retry | dead
    Column("idempotency_key", String(200), nullable=False, unique=True),
    Column("run_at", Moment, nullable=False),
    Column("lease", PublicId),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("body", Sealed),
    Column("data_key_id", PublicId, ForeignKey("data_keys.id")),
    Column("result", Document),  # never personal data
    Column("last_error", Text),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Index("ix_outbox_state_run_at", "state", "run_at"),
)

workers = Table(
    "workers",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

rate_limits = Table(
    "rate_limits",
    metadata,
    Column("bucket", Hash, primary_key=True),
    Column("hits", Integer, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index("ix_rate_limits_ends_at", "ends_at"),
)
