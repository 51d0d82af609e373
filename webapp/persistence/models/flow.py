"""Flows and their releases. A release never changes: a trigger sees to it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, false

from webapp.persistence.base import Moment, RowNumber, Slug, Written, metadata

flows = Table(
    "flows",
    metadata,
    Column("slug", Slug, primary_key=True),
    Column("live_release_id", RowNumber, ForeignKey("releases.id")),
    Column("created_at", Moment, nullable=False),
    Column("owner_id", String(32)),  # who answers for it
    Column("archived_at", Moment),
    Column("archived_release_id", RowNumber),  # what was live, and comes back when it is restored
    Column("is_guided", Boolean, nullable=False, server_default=false()),  # whether the editor still teaches beside it
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

presences = Table(
    "presences",
    metadata,
    Column("slug", Slug, ForeignKey("flows.slug"), primary_key=True),
    Column("person_id", String(32), primary_key=True),
    Column("place", Slug, nullable=False),  # the step that is open; empty for the flow itself
    Column("seen_at", Moment, nullable=False),
)
