"""What is searched: documents by language as words and stems, every word there is, and words nobody found."""

from sqlalchemy import Column, Date, Integer, String, Table, Text, UniqueConstraint

from webapp.persistence.base import Hash, RowNumber, Slug, metadata

search_documents = Table(
    "search_documents",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("kind", String(16), nullable=False),  # service | article
    Column("slug", Slug, nullable=False),
    Column("language", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("keywords", Text, nullable=False),
    Column("body", Text, nullable=False),  # plain text, to quote from
    # The stems of each part, with spaces between; the full-text index of either database is made from these.
    Column("title_stems", Text, nullable=False),
    Column("keyword_stems", Text, nullable=False),
    Column("summary_stems", Text, nullable=False),
    Column("body_stems", Text, nullable=False),
    UniqueConstraint("kind", "slug", "language"),
)

search_words = Table(
    "search_words",
    metadata,
    Column("language", String(16), primary_key=True),
    Column("word", String(64), primary_key=True),
    Column("stem", String(64), nullable=False),
    Column("documents", Integer, nullable=False),
)

search_state = Table(
    "search_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one row: 1
    Column("rules", Integer, nullable=False),  # by which words are made stems
    Column("version", Integer, nullable=False),  # goes up with every change
)

search_misses = Table(
    "search_misses",
    metadata,
    Column("word_hash", Hash, primary_key=True),
    Column("language", String(16), nullable=False),
    Column("word", String(40)),  # told only once it was sought on several days
    Column("days", Integer, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
)
