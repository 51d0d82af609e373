"""Copies a SQLite database while it is in use, and puts a copy back. PostgreSQL has its own tools."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from webapp.persistence.errors import DatabaseUrlError


class BackupError(Exception):
    """A copy that cannot be made or put back; says why."""


def sqlite_path(url: str) -> Path:
    """The file of a SQLite database. Raises BackupError for any other."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUrlError("cannot be read") from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BackupError("this is for SQLite; for PostgreSQL use pg_dump and pg_restore (docs/operators.md)")
    return Path(parsed.database)


def backup(url: str, target: Path, *, force: bool = False) -> None:
    """A whole, checked copy in one file, made while others write. Raises BackupError."""
    source = sqlite_path(url)
    if not source.is_file():
        raise BackupError(f"there is no database at {source}")
    _refuse_existing(target, force)
    _copy(source, target)


def restore(url: str, copy: Path, *, force: bool = False) -> None:
    """Put a copy in the place of the database. Stop the server and the worker first. Raises BackupError."""
    target = sqlite_path(url)
    if not copy.is_file():
        raise BackupError(f"there is no copy at {copy}")
    check(copy)
    _refuse_existing(target, force)
    _refuse_running(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(copy, target)


def check(path: Path) -> None:
    """Whether the file is a whole Waypost database. Raises BackupError."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[
                0
            ]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{path} is no SQLite database: {error}") from error
    if verdict != "ok" or broken:
        raise BackupError(f"{path} is damaged: {verdict if verdict != 'ok' else 'references between rows are broken'}")
    if not known:
        raise BackupError(f"{path} is not a Waypost database")


def _copy(source: Path, target: Path) -> None:
    """By the online backup, into a new file beside the target; it takes the target's place once it is checked."""
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(fresh)) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")
    check(fresh)
    _sync(fresh)
    for left_over in ("-wal", "-shm"):
        target.with_name(target.name + left_over).unlink(missing_ok=True)
    fresh.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_running(target: Path) -> None:
    """Whoever has it open would go on writing into the file that was replaced, and lose it all."""
    if not target.is_file():
        return
    try:
        with closing(sqlite3.connect(target, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # needs the file for itself
    except sqlite3.OperationalError as error:
        raise BackupError(f"{target} is in use ({error}): stop Waypost first") from error
    except sqlite3.DatabaseError:
        return  # no database any more: that is what the copy is for


def _refuse_existing(target: Path, force: bool) -> None:
    if target.exists() and not force:
        raise BackupError(f"{target} is there already; --force writes over it")
