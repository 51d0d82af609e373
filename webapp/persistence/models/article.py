"""Knowledge articles: a slug, its versions by language, and whether they helped."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from webapp.persistence.base import Document, Moment, PublicId, RowNumber, Slug, metadata

articles = Table(
    "articles",
    metadata,
    Column("slug", Slug, primary_key=True),
    Column("language", String(16), nullable=False),  # the one it is first written in
    Column("created_at", Moment, nullable=False),
    Column("retired_at", Moment),
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("articles.slug"), nullable=False),
    Column("language", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", String(300), nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("sources", Document, nullable=False),
    Column("updated_on", Date, nullable=False),
    Column("keywords", Text, nullable=False, server_default=""),  # what else people call it, with commas
    Column("reviewed_on", Date),  # read and found right, whether or not a word was changed
    Column("review_by", Date),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("slug", "language", "version"),
)

article_feedback = Table(
    "article_feedback",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("slug", Slug, ForeignKey("articles.slug"), nullable=False),
    Column("language", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("journey_id", PublicId),
    Column("helped", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_article_feedback_slug", "slug"),
)
