"""Search, and what it needs to know of an article. The index of either database follows its rows by itself."""

import sqlalchemy as sa
from alembic import op

from webapp.persistence.base import RowNumber

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STEMS = ("title_stems", "keyword_stems", "summary_stems", "body_stems")
# SQLite: the index keeps no text of its own, and is told of each change. Our stems are parted by spaces and hold
# letters, digits and marks only: the plainest tokenizer takes every other script's letters as they are.
SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5({stems}, content='search_documents', content_rowid='id',"
    " tokenize='ascii')",
    "INSERT INTO search_index(search_index, rank) VALUES('rank', 'bm25(8.0, 6.0, 3.0, 1.0)')",
    "CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN"
    " INSERT INTO search_index(rowid, {stems}) VALUES (new.id, {new}); END",
    "CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN"
    " INSERT INTO search_index(search_index, rowid, {stems}) VALUES ('delete', old.id, {old}); END",
)
# PostgreSQL: generated, so that they can never differ. `head` is short and stays in the row; ranking reads it.
POSTGRESQL = (
    "ALTER TABLE search_documents ADD COLUMN head tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove("
    "string_to_array(title_stems || ' ' || keyword_stems || ' ' || summary_stems, ' '), ''))) STORED",
    "ALTER TABLE search_documents ADD COLUMN whole tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove("
    "string_to_array(title_stems || ' ' || keyword_stems || ' ' || summary_stems || ' ' || body_stems, ' '), '')))"
    " STORED",
    "CREATE INDEX search_index_head ON search_documents USING gin (head) WITH (fastupdate = off)",
    "CREATE INDEX search_index_whole ON search_documents USING gin (whole) WITH (fastupdate = off)",
)


def upgrade() -> None:
    # Not in batch mode, which would make the table anew and lose the triggers that keep its history.
    op.add_column("article_versions", sa.Column("keywords", sa.Text(), nullable=False, server_default=""))
    op.add_column("article_versions", sa.Column("reviewed_on", sa.Date()))
    op.add_column("article_versions", sa.Column("review_by", sa.Date()))
    op.create_table(
        "search_documents",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("title", "summary", "keywords", "body", *STEMS)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_documents")),
        sa.UniqueConstraint("kind", "slug", "language", name=op.f("uq_search_documents_kind_slug_language")),
    )
    op.create_table(
        "search_words",
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("stem", sa.String(length=64), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language", "word", name=op.f("pk_search_words")),
    )
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.create_table(
        "search_misses",
        sa.Column("word_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("word", sa.String(length=40)),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("word_hash", name=op.f("pk_search_misses")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    new, old = (", ".join(f"{row}.{name}" for name in STEMS) for row in ("new", "old"))
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement.format(stems=", ".join(STEMS), new=new, old=old))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    for table in ("search_misses", "search_state", "search_words", "search_documents"):
        op.drop_table(table)
    for column in ("review_by", "reviewed_on", "keywords"):
        op.drop_column("article_versions", column)
