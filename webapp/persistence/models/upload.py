"""Files sent with answers, sealed with the journey's data key."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from webapp.persistence.base import Moment, PublicId, Sealed, metadata

uploads = Table(
    "uploads",
    metadata,
    Column("id", PublicId, primary_key=True),
    Column("journey_id", PublicId, ForeignKey("journeys.public_id"), nullable=False),
    Column("data_key_id", PublicId, ForeignKey("data_keys.id"), nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("name", Sealed, nullable=False),
    Column("content", Sealed, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_uploads_journey_id", "journey_id"),
    Index("ix_uploads_data_key_id", "data_key_id"),
)
