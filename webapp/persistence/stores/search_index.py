"""The full-text index, behind one interface: FTS5 on SQLite, `tsvector` on PostgreSQL.

Both hold the same stems. A query is groups of stems: one group for each word somebody typed, with the stems that may
stand for it. What comes back is the rows most worth ranking, never more than asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from webapp.persistence.database import UnitOfWork

Groups = Sequence[Sequence[str]]
Rows = Sequence[Sequence[Any]]

# Without the text to quote from: it is long, and only what is shown is quoted.
_ROW = """d.id, d.kind, d.slug, d.language, d.title, d.summary, d.keywords, '' AS body,
  d.title_stems, d.keyword_stems, d.summary_stems, d.body_stems"""


class FullTextIndex(Protocol):
    """The first pass of a search."""

    def find_in_heads(self, groups: Groups, weights: Sequence[float], limit: int) -> Rows: ...

    def find_with_all(self, groups: Groups, limit: int) -> Rows: ...

    def find_anywhere(self, groups: Groups, weights: Sequence[float], limit: int) -> Rows: ...


class SQLiteIndex:
    """FTS5 over the stems; its own bm25 says which rows are promising."""

    _FIND = f"""
SELECT {_ROW}
FROM (SELECT rowid AS id, rank FROM search_index WHERE search_index MATCH :match ORDER BY rank LIMIT :most) AS found
JOIN search_documents AS d ON d.id = found.id ORDER BY found.rank, d.id
"""  # noqa: S608 - put together from constants

    # Ranking has to look at every row there is: where all the words must be there, any of them will do.
    _FIND_ANY_ORDER = f"""
SELECT {_ROW} FROM (SELECT rowid AS id FROM search_index WHERE search_index MATCH :match LIMIT :most) AS found
JOIN search_documents AS d ON d.id = found.id
"""  # noqa: S608 - put together from constants

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def find_in_heads(self, groups: Groups, weights: Sequence[float], limit: int) -> Rows:
        return self._find(f"{{title_stems keyword_stems summary_stems}} : {self._any(groups)}", limit)

    def find_with_all(self, groups: Groups, limit: int) -> Rows:
        match = " AND ".join(self._any([group]) for group in groups)
        found: Rows = self._uow.cursor.execute(self._FIND_ANY_ORDER, {"match": match, "most": limit}).fetchall()
        return found

    def find_anywhere(self, groups: Groups, weights: Sequence[float], limit: int) -> Rows:
        return self._find(self._any(groups), limit)

    def _find(self, match: str, limit: int) -> Rows:
        found: Rows = self._uow.cursor.execute(self._FIND, {"match": match, "most": limit}).fetchall()
        return found

    def _any(self, groups: Groups) -> str:
        terms = dict.fromkeys(term for group in groups for term in group)
        return "(" + " OR ".join('"' + term.replace('"', '""') + '"' for term in terms) + ")"


class PostgreSQLIndex:
    """Two generated vectors with GIN indexes; rows are promising by the weights of the groups they have."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def find_in_heads(self, groups: Groups, weights: Sequence[float], limit: int) -> Rows:
        return self._find("head", groups, weights, limit)

    def find_with_all(self, groups: Groups, limit: int) -> Rows:
        every = " & ".join(self._any([group]) for group in groups)
        statement = f"SELECT {_ROW} FROM search_documents AS d WHERE d.whole @@ (%(every)s)::tsquery LIMIT %(most)s"  # noqa: S608 - put together from constants
        return self._run(statement, {"every": every, "most": limit})

    def find_anywhere(self, groups: Groups, weights: Sequence[float], limit: int) -> Rows:
        return self._find("whole", groups, weights, limit)

    def _find(self, vector: str, groups: Groups, weights: Sequence[float], limit: int) -> Rows:
        worth = " + ".join(
            f"CASE WHEN {vector} @@ (%(group_{n})s)::tsquery THEN %(weight_{n})s ELSE 0 END" for n in range(len(groups))
        )
        statement = (
            f"SELECT {_ROW} FROM (SELECT id, {worth} AS worth FROM search_documents"  # noqa: S608 - constants only
            f" WHERE {vector} @@ (%(match)s)::tsquery ORDER BY worth DESC, id LIMIT %(most)s) AS found"
            " JOIN search_documents AS d ON d.id = found.id ORDER BY found.worth DESC, d.id"
        )
        values: dict[str, Any] = {"match": self._any(groups), "most": limit}
        for n, (group, weight) in enumerate(zip(groups, weights, strict=True)):
            values |= {f"group_{n}": self._any([group]), f"weight_{n}": float(weight)}
        return self._run(statement, values)

    def _run(self, statement: str, values: dict[str, Any]) -> Rows:
        found: Rows = self._uow.cursor.execute(statement, values).fetchall()
        return found

    def _any(self, groups: Groups) -> str:
        terms = dict.fromkeys(term for group in groups for term in group)
        return "(" + " | ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms) + ")"
