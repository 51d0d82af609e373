"""The two databases, where they differ: how to connect, how a write begins, how a driver-level statement is spelt."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

from webapp.persistence.base import time_from_text, time_to_text
from webapp.persistence.errors import DatabaseDownError, DatabaseUrlError

_BUSY_MILLISECONDS = 10_000
_CHECKPOINT_PAGES = 4_000
"""16 MB. With SQLite's own 1,000 every 140th answer waits for the disk, and all others with it."""
_PING_AFTER_IDLE_SECONDS = 15.0


class Driver(Protocol):
    """What a unit of work needs to know about its database."""

    name: str
    mark: str
    """How a parameter without a name is marked."""

    def sql(self, statement: str) -> str:
        """A statement with `:names`, as the driver takes it."""

    def moment(self, moment: datetime) -> Any:
        """A time, as the driver takes it."""

    def from_moment(self, stored: Any) -> datetime: ...

    def transaction(self, cursor: Any, *, durable: bool) -> Any:
        """A context manager: begin at once as a writer, commit, or roll back on any error."""


class SQLiteDriver:
    """One writer at a time, from the first statement on; readers never wait."""

    name = "sqlite"
    mark = "?"

    def sql(self, statement: str) -> str:
        return statement

    def moment(self, moment: datetime) -> str:
        return time_to_text(moment)

    def from_moment(self, stored: str) -> datetime:
        return time_from_text(stored)

    @contextmanager
    def transaction(self, cursor: Any, *, durable: bool) -> Iterator[None]:
        if durable:
            cursor.execute("PRAGMA synchronous=FULL")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            with _committing(cursor):
                yield
        finally:
            if durable:
                cursor.execute("PRAGMA synchronous=NORMAL")


class PostgreSQLDriver:
    """Many writers; a commit that need not survive a power cut does not wait for the disk."""

    name = "postgresql"
    mark = "%s"

    def sql(self, statement: str) -> str:
        return _with_percent_names(statement)

    def moment(self, moment: datetime) -> datetime:
        return moment

    def from_moment(self, stored: datetime) -> datetime:
        return stored.astimezone(UTC)

    @contextmanager
    def transaction(self, cursor: Any, *, durable: bool) -> Iterator[None]:
        # Never prepared: a prepared statement may hold one command only.
        cursor.execute("BEGIN; SET LOCAL synchronous_commit = on" if durable else "BEGIN", prepare=False)
        with _committing(cursor):
            yield


@cache
def _with_percent_names(statement: str) -> str:
    return re.sub(r"(?<!:):([a-z_]+)", r"%(\1)s", statement)


@contextmanager
def _committing(cursor: Any) -> Iterator[None]:
    try:
        yield
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    cursor.execute("COMMIT")


def connect(url: str, *, pool_size: int) -> tuple[Engine, Driver]:
    """An engine in autocommit: reads hold no transaction, writes begin one by hand. Raises DatabaseError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseUrlError("cannot be read") from None
    if parsed.get_backend_name() == "sqlite":
        return _connect_sqlite(parsed, pool_size), SQLiteDriver()
    if parsed.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise DatabaseUrlError(f"{parsed.drivername} is not supported")
    return _connect_postgresql(parsed.set(drivername="postgresql+psycopg"), pool_size), PostgreSQLDriver()


def _make_file(path: Path) -> None:
    """Readable by its owner only; the files that SQLite puts beside it get the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseDownError(f"{path}: {error.strerror}") from error


def _connect_sqlite(url: URL, pool_size: int) -> Engine:
    if not url.database or url.database == ":memory:":
        raise DatabaseUrlError("a SQLite database needs a file, so that every connection sees the same one")
    _make_file(Path(url.database))
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_use_lifo=True,  # a connection used lately has the tables' pages at hand
        connect_args={"timeout": _BUSY_MILLISECONDS / 1000, "cached_statements": 256},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"wal_autocheckpoint={_CHECKPOINT_PAGES}",
            "secure_delete=ON",  # a destroyed key is overwritten, whatever this SQLite was built with
            f"busy_timeout={_BUSY_MILLISECONDS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _connect_postgresql(url: URL, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        pool_size=pool_size,
        max_overflow=pool_size,
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        # An ordinary answer may be lost when the power goes, as on SQLite; what was sent may not.
        connection.execute("SET synchronous_commit = off")

    @event.listens_for(engine, "checkin")
    def remember(_connection: Any, record: Any) -> None:
        record.info["used_at"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ping_when_idle(connection: Any, record: Any, _proxy: Any) -> None:
        # Asking before every request would cost a round trip; a server restarted meanwhile shows after a pause.
        if connection.closed:
            raise DisconnectionError
        if time.monotonic() - record.info.get("used_at", time.monotonic()) > _PING_AFTER_IDLE_SECONDS:
            try:
                connection.execute("SELECT 1")
            except connection.Error as error:
                raise DisconnectionError from error

    return engine
