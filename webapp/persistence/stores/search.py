"""What is searched, and the first pass of a search. Ranking is the service's: it is the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from sqlalchemy import delete, insert, select, update

from webapp.persistence.models import search_documents, search_misses, search_state, search_words
from webapp.persistence.records import SearchDocument, SearchMiss, SearchWord
from webapp.persistence.stores.base import NotWritingError, Store
from webapp.persistence.stores.search_index import FullTextIndex, PostgreSQLIndex, Sought, SQLiteIndex

_COUNT_WORD = """
INSERT INTO search_words (language, word, stem, documents) VALUES (:language, :word, :stem, :documents)
ON CONFLICT (language, word) DO UPDATE SET
  documents = search_words.documents + excluded.documents, stem = excluded.stem
"""
# Counted once a day at most: one person who tries again is still one.
_COUNT_MISS = """
INSERT INTO search_misses (word_hash, language, days, first_on, last_on) VALUES (:hash, :language, 1, :today, :today)
ON CONFLICT (word_hash) DO UPDATE SET
  days = search_misses.days + CASE WHEN search_misses.last_on < excluded.last_on THEN 1 ELSE 0 END,
  last_on = excluded.last_on
RETURNING days
"""
_FIELDS = tuple(column.name for column in search_documents.c)


class SearchStore(Store):
    """Documents by kind, slug and language; the words in them; the words nobody found."""

    @cached_property
    def _index(self) -> FullTextIndex:
        kind = SQLiteIndex if self._uow.driver.name == "sqlite" else PostgreSQLIndex
        return kind(self._uow)

    def find(self, sought: Sequence[Sought]) -> tuple[SearchDocument, ...]:
        """The documents most worth ranking for any of what is sought, without their bodies and in no order."""
        rows = self._index.find(sought)
        return tuple(SearchDocument(**dict(zip(_FIELDS, row, strict=True))) for row in rows)

    def bodies(self, ids: Sequence[int]) -> dict[int, str]:
        """The plain text of documents, to quote from."""
        marks = ", ".join([self._uow.driver.mark] * len(ids))
        found = f"SELECT id, body FROM search_documents WHERE id IN ({marks})"  # noqa: S608 - marks only
        return dict(self._uow.cursor.execute(found, tuple(ids)).fetchall()) if ids else {}

    def state(self) -> tuple[int, int]:
        """The rules the stems were made by, and the version of the index; (0, 0) before the first document."""
        row = self._uow.cursor.execute("SELECT rules, version FROM search_state WHERE id = 1").fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def list_words(self, limit: int) -> tuple[SearchWord, ...]:
        """The words of all documents, the most frequent first."""
        found = "SELECT language, word, stem, documents FROM search_words ORDER BY documents DESC, word LIMIT :most"
        rows = self._uow.cursor.execute(self._uow.driver.sql(found), {"most": limit}).fetchall()
        return tuple(map(SearchWord._make, rows))

    def list_of(self, kind: str, slug: str) -> tuple[SearchDocument, ...]:
        """One service or article in every language it has."""
        found = select(search_documents).where(search_documents.c.kind == kind, search_documents.c.slug == slug)
        return tuple(SearchDocument(**row._mapping) for row in self._all(found.order_by(search_documents.c.language)))

    def begin(self, rules: int) -> None:
        """Before any other change: takes the index for this transaction, and tells every process to read anew."""
        changed = update(search_state).where(search_state.c.id == 1)
        if not self._write(changed.values(version=search_state.c.version + 1, rules=rules)).rowcount:
            self._write(insert(search_state).values(id=1, rules=rules, version=1))

    def put(self, documents: Iterable[SearchDocument]) -> None:
        rows = [{name: getattr(each, name) for name in _FIELDS if name != "id"} for each in documents]
        if rows:
            self._write(insert(search_documents), rows)

    def remove(self, kind: str, slug: str) -> None:
        self._write(delete(search_documents).where(search_documents.c.kind == kind, search_documents.c.slug == slug))

    def clear(self) -> None:
        """Forget every document and word, before all are put in again."""
        self._write(delete(search_documents))
        self._write(delete(search_words))

    def count_words(self, words: Iterable[SearchWord]) -> None:
        """Add `documents` to each word's count, or take them away; a word of no document is forgotten."""
        if not self._uow.is_writing:
            raise NotWritingError("a store writes only inside `with uow.write()`")
        # In one order, so that two writers could not wait for each other.
        rows = sorted(
            ({"language": w.language, "word": w.word, "stem": w.stem, "documents": w.documents} for w in words),
            key=lambda row: (row["language"], row["word"]),
        )
        if rows:
            self._uow.cursor.executemany(self._uow.driver.sql(_COUNT_WORD), rows)
            self._write(delete(search_words).where(search_words.c.documents <= 0))

    def count_miss(self, word_hash: bytes, language: str, *, today: date) -> int:
        """Count a word by its hash; on how many days it was sought by now."""
        values = {"hash": word_hash, "language": language, "today": today.isoformat()}
        return int(self._uow.cursor.execute(self._uow.driver.sql(_COUNT_MISS), values).fetchone()[0])

    def tell_miss(self, word_hash: bytes, word: str) -> None:
        """From now on the word itself is kept beside its count."""
        self._write(update(search_misses).where(search_misses.c.word_hash == word_hash).values(word=word))

    def list_misses(self, limit: int) -> tuple[SearchMiss, ...]:
        """The words that are told, the most sought first."""
        told = select(search_misses).where(search_misses.c.word.is_not(None))
        rows = self._all(told.order_by(search_misses.c.days.desc(), search_misses.c.word).limit(limit))
        return tuple(SearchMiss(language=r.language, word=r.word, days=r.days, last_on=r.last_on) for r in rows)

    def count_misses(self) -> int:
        """How many words are counted, told or not."""
        return int(self._uow.cursor.execute("SELECT count(*) FROM search_misses").fetchone()[0])

    def forget_misses(self, *, before: date) -> int:
        """Forget words nobody has sought since."""
        return self._write(delete(search_misses).where(search_misses.c.last_on < before)).rowcount
