"""What is wrong with a database, in one sentence for whoever operates it. No password is in it, and no row.

DatabaseError
├── DatabaseUrlError   DATABASE_URL names no database that can be used
├── DatabaseDownError  it cannot be reached, opened or written to now
└── SchemaError        it has not this version's schema
"""

from __future__ import annotations

from sqlalchemy import Engine, exc


class DatabaseError(Exception):
    """The database cannot be used as it is."""


class DatabaseUrlError(DatabaseError):
    """DATABASE_URL names no database that can be used."""

    def __init__(self, why: str) -> None:
        super().__init__(f"DATABASE_URL: {why}; give sqlite:///path/to/file.db or postgresql://user@host/name")


class DatabaseDownError(DatabaseError):
    """It cannot be reached, opened or written to now."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the database cannot be used now: {why}")


class SchemaError(DatabaseError):
    """It has not this version's schema."""

    def __init__(self) -> None:
        super().__init__("the database has not the schema of this version: run `python -m webapp migrate`")


def find_outage(engine: Engine, error: BaseException) -> DatabaseDownError | None:
    """What a driver's error means for the operator; None when the error is no outage."""
    driver = engine.dialect.loaded_dbapi
    kinds = (
        exc.OperationalError,
        exc.InterfaceError,
        exc.TimeoutError,
        exc.DisconnectionError,
        driver.OperationalError,
        driver.InterfaceError,
    )
    if not isinstance(error, kinds):
        return None
    lines = str(getattr(error, "orig", None) or error).splitlines()
    return DatabaseDownError(lines[0] if lines else type(error).__name__)
