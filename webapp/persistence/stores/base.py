"""What every store does: run statements on its unit of work's connection, and write only inside a write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from webapp.persistence.database import UnitOfWork


class NotWritingError(Exception):
    """A store was asked to write outside `with uow.write()`: it would be committed by halves."""


class Store:
    """One subject of the database, seen through a unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def _all(self, statement: Executable) -> Sequence[Any]:
        return self._uow.connection.execute(statement).all()

    def _first(self, statement: Executable) -> Any | None:
        return self._uow.connection.execute(statement).first()

    def _write(self, statement: Executable, rows: Sequence[dict[str, Any]] | None = None) -> CursorResult[Any]:
        if not self._uow.is_writing:
            raise NotWritingError("a store writes only inside `with uow.write()`")
        return (
            self._uow.connection.execute(statement, rows)
            if rows is not None
            else self._uow.connection.execute(statement)
        )

    def _insert(self, table: Any) -> Any:
        """An insert that can pass over rows that are there: each database says so in its own words."""
        return (postgresql if self._uow.driver.name == "postgresql" else sqlite).insert(table)
