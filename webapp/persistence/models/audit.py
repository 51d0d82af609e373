"""Who did what, for ever; and the installation's own wrapped secrets."""

from sqlalchemy import Column, Index, String, Table

from webapp.persistence.base import Document, Moment, PublicId, RowNumber, Sealed, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor_id", PublicId),  # NULL is the person themselves, a command or a job
    Column("action", String(48), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("details", Document, nullable=False),  # never personal data
    Index("ix_audit_subject", "subject"),
)

vault_secrets = Table(
    "vault_secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("wrapped", Sealed, nullable=False),
    Column("wrapped_by", String(16), nullable=False),
)
