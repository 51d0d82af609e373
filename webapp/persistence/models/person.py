"""Staff, and the sessions in which they are signed in."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table

from webapp.persistence.base import Hash, Moment, PublicId, metadata

people = Table(
    "people",
    metadata,
    Column("id", PublicId, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", Hash, primary_key=True),
    Column("person_id", PublicId, ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_staff_sessions_person_id", "person_id"),
)
