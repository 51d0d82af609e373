"""Flows and their releases. A release never changes: a trigger sees to it."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from webapp.persistence.base import Moment, RowNumber, Slug, Written, metadata

flows = Table(
    "flows",
    metadata,
    Column("slug", Slug, primary_key=True),
    Column("live_release_id", RowNumber, ForeignKey("releases.id")),
    Column("created_at", Moment, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, nullable=False),  # a flow points at its release; both ways would be a circle
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("logic", String(64), nullable=False),
    Column("document", Written, nullable=False),
    Column("translations", Written, nullable=False),
    Column("origin", String(16), nullable=False),  # disk | editor
    Column("published_at", Moment, nullable=False),
    Column("published_by", String(32)),
    Index("ix_releases_slug", "slug"),
)
