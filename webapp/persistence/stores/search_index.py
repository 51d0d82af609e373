"""The full-text index, behind one interface: FTS5 on SQLite, `tsvector` on PostgreSQL.

Both hold the same stems. What is sought are groups of stems: one group for each word somebody typed, with the stems
that may stand for it. One statement answers all that a search seeks, and gives the rows most worth ranking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from webapp.persistence.database import UnitOfWork

Groups = Sequence[Sequence[str]]
Rows = Sequence[Sequence[Any]]

# Without the text to quote from: it is long, and only what is shown is quoted.
_ROW = """d.id, d.kind, d.slug, d.language, d.title, d.summary, d.keywords, '' AS body,
  d.title_stems, d.keyword_stems, d.summary_stems, d.body_stems"""


class Where(Enum):
    """Where words are sought."""

    HEAD = "head"
    """Any of the groups in title, keywords or summary, the most promising first."""
    ANYWHERE = "anywhere"
    """Any of the groups anywhere, the most promising first; for rare words, since each row is looked at."""
    TOGETHER = "together"
    """Every group, anywhere, in no order."""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """One of the things a search looks for."""

    where: Where
    groups: Groups
    weights: Sequence[float] = ()
    """How much each group tells; not needed where there is no order."""
    limit: int


class FullTextIndex(Protocol):
    """The first pass of a search."""

    def find(self, sought: Sequence[Sought]) -> Rows: ...


class SQLiteIndex:
    """FTS5 over the stems; its own bm25 says which rows are promising."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def find(self, sought: Sequence[Sought]) -> Rows:
        values: dict[str, Any] = {}
        parts = []
        for n, each in enumerate(sought):
            # Ranking looks at every row there is: where all the words must be there, any of the rows will do.
            order = "" if each.where is Where.TOGETHER else "ORDER BY rank "
            parts.append(
                "SELECT id FROM (SELECT rowid AS id FROM search_index"  # noqa: S608 - constants
                f" WHERE search_index MATCH :match_{n} {order}LIMIT :limit_{n})"
            )
            values |= {f"match_{n}": self._match(each), f"limit_{n}": each.limit}
        statement = f"SELECT {_ROW} FROM search_documents AS d WHERE d.id IN ({' UNION '.join(parts)})"  # noqa: S608 - constants
        found: Rows = self._uow.cursor.execute(statement, values).fetchall()
        return found

    def _match(self, sought: Sought) -> str:
        if sought.where is Where.TOGETHER:
            return " AND ".join(_any([group], " OR ", '"') for group in sought.groups)
        columns = "{title_stems keyword_stems summary_stems} : " if sought.where is Where.HEAD else ""
        return columns + _any(sought.groups, " OR ", '"')


class PostgreSQLIndex:
    """Two generated vectors with GIN indexes; rows are promising by the weights of the groups they have."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def find(self, sought: Sequence[Sought]) -> Rows:
        values: dict[str, Any] = {}
        parts = [self._part(n, each, values) for n, each in enumerate(sought)]
        statement = f"SELECT {_ROW} FROM search_documents AS d WHERE d.id IN ({' UNION '.join(parts)})"  # noqa: S608 - constants
        found: Rows = self._uow.cursor.execute(statement, values).fetchall()
        return found

    def _part(self, n: int, sought: Sought, values: dict[str, Any]) -> str:
        """One SELECT of ids; puts what it needs into `values`."""
        vector = "head" if sought.where is Where.HEAD else "whole"
        values[f"limit_{n}"] = sought.limit
        order = ""
        if sought.where is Where.TOGETHER:
            values[f"match_{n}"] = " & ".join(self._query([group]) for group in sought.groups)
        else:
            values[f"match_{n}"] = self._query(sought.groups)
            order = f"ORDER BY {self._worth(n, vector, sought, values)} DESC, id "
        return (
            f"(SELECT id FROM search_documents WHERE {vector} @@ (%(match_{n})s)::tsquery"  # noqa: S608 - constants
            f" {order}LIMIT %(limit_{n})s)"
        )

    def _worth(self, n: int, vector: str, sought: Sought, values: dict[str, Any]) -> str:
        terms = []
        for m, (group, weight) in enumerate(zip(sought.groups, sought.weights, strict=True)):
            values |= {f"group_{n}_{m}": self._query([group]), f"weight_{n}_{m}": float(weight)}
            terms.append(f"CASE WHEN {vector} @@ (%(group_{n}_{m})s)::tsquery THEN %(weight_{n}_{m})s ELSE 0 END")
        return " + ".join(terms)

    def _query(self, groups: Groups) -> str:
        return _any([[term.replace("\\", "\\\\") for term in group] for group in groups], " | ", "'")


def _any(groups: Groups, between: str, quote: str) -> str:
    """Any of the stems of all groups, each in quotes."""
    terms = dict.fromkeys(term for group in groups for term in group)
    return "(" + between.join(quote + term.replace(quote, quote * 2) + quote for term in terms) + ")"
