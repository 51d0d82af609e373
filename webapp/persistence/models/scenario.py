"""What designers keep beside a flow: the warnings they waived, and the scenarios that it has to pass."""

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint

from webapp.persistence.base import Moment, RowNumber, Slug, Written, metadata

waivers = Table(
    "waivers",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("problem", String(64), nullable=False),  # a digest of what the warning says: another text is another warning
    Column("rule", String(64), nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("waived_by", String(32), nullable=False),
    Column("waived_at", Moment, nullable=False),
    UniqueConstraint("slug", "problem"),
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("flows.slug"), nullable=False),
    Column("name", String(100), nullable=False),  # of its file
    Column("document", Written, nullable=False),
    Column("origin", String(16), nullable=False),  # disk, or editor: what was changed here is not brought in again
    Column("edited_by", String(32)),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("slug", "name"),
)
