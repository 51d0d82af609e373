"""Drafts of flows, and every edit of them: what it did, and how it is undone."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from webapp.persistence.base import Moment, RowNumber, Slug, Written, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("document", Written, nullable=False),
    Column("translations", Written, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),  # counts up with every change, undoing included
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("base_release_id", RowNumber, ForeignKey("releases.id")),  # what it began as; none for a new flow
    Column("edited_by", String(32)),
    Column("position", Integer, nullable=False, server_default="0"),  # edits in effect; later ones were undone
    Index("ix_drafts_slug", "slug"),
)

edits = Table(
    "edits",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("draft_id", RowNumber, ForeignKey("drafts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("changes", Written, nullable=False),
    Column("said", Text, nullable=False),
    Column("renamed", Written),  # pointers of nodes and facts, before and after: scenarios go along
    Column("edited_by", String(32), nullable=False),
    Column("edited_at", Moment, nullable=False),
    UniqueConstraint("draft_id", "number"),
)
