"""Brings a database to the schema of this code, or back. One process at a time; all of it or nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from webapp.persistence.database import Database
from webapp.persistence.errors import SchemaError, find_outage

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
_REVISION = re.compile(r'^revision = "(\w+)"\ndown_revision = (?:"(\w+)"|None)$', re.MULTILINE)
_LOCK = 7_249_133  # any number, the same in every process that migrates


def migrate(database: Database, revision: str = "head") -> None:
    """Upgrade to `revision`, and make what a new database needs."""
    _run(database, "upgrade", revision)
    with database.unit_of_work() as uow, uow.write(durable=True):
        uow.keys.ensure_hashing_secret()


def downgrade(database: Database, revision: str) -> None:
    """Undo steps down to `revision`; `base` is the empty database."""
    _run(database, "downgrade", revision)
    database.cache.clear()


def check_ready(database: Database) -> None:
    """Whether this code can work with it: schema and key. Raises SchemaError, DatabaseDownError, VaultError."""
    with database.unit_of_work() as uow:
        if not is_at_head(uow.connection):
            raise SchemaError
        uow.keys.hashing_secret()


def is_at_head(connection: Connection) -> bool:
    """Whether the database has the schema of this code. Asked by the web process, which never loads Alembic."""
    try:
        present = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except DBAPIError:
        return False
    return bool(present) and present == _head()


@cache
def _head() -> str:
    """The migration that no other one follows; they are named in the order they were begun, which may differ."""
    found = [_REVISION.findall(path.read_text(encoding="utf-8")) for path in _FOLDER.glob("versions/[0-9]*.py")]
    (head,) = {own for ((own, _),) in found} - {before for ((_, before),) in found}
    return str(head)


def _run(database: Database, change: str, revision: str) -> None:
    try:
        _change(database, change, revision)
    except DBAPIError as error:
        if (outage := find_outage(database.engine, error)) is not None:
            raise outage from error
        raise


def _change(database: Database, change: str, revision: str) -> None:
    from alembic import command

    config = _config()
    with database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        is_sqlite = database.driver.name == "sqlite"
        if is_sqlite:  # batch mode recreates tables; SQLite cannot switch this off inside a transaction
            cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with database.driver.transaction(cursor, durable=True):
                if not is_sqlite:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                connection.begin()  # Alembic commits by itself unless it finds a transaction that is not its own
                config.attributes["connection"] = connection
                getattr(command, change)(config, revision)
                if is_sqlite and cursor.execute("PRAGMA foreign_key_check").fetchall():
                    raise RuntimeError("the migration would break a reference between rows; nothing was changed")
        finally:
            if is_sqlite:
                cursor.execute("PRAGMA foreign_keys=ON")


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    return config
