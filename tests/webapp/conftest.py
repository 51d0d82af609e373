"""Databases for tests: a fresh one each time, copied from a template that was migrated once per test process."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher

from tests.webapp.databases import DATA_KEY, KINDS
from webapp.persistence import Database, UnitOfWork, migrate
from webapp.persistence.base import metadata
from webapp.services.accounts import passwords

_numbers = itertools.count(1)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Argon2 at its weakest: the tests sign in a thousand times, and their passwords guard nothing."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: weak)
        passwords._nobodys_hash.cache_clear()  # one that was made before would be as slow as it should be
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    template = Database(f"sqlite:///{path}", data_key=DATA_KEY)
    migrate(template)
    template.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    """One database for the whole run: emptying it is twenty times quicker than making another."""
    return _make_postgres(postgres_url, f"waypost_{next(_numbers)}")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database: once on SQLite and once on PostgreSQL."""
    yield from _fresh(request, request.param, tmp_path)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated SQLite database, for what has nothing to do with the kind of database."""
    yield from _fresh(request, "sqlite", tmp_path)


@pytest.fixture
def open_database() -> Iterator[Callable[[str], Database]]:
    """Opens databases by address, as several processes would, and closes them after the test."""
    opened: list[Database] = []

    def open_(url: str) -> Database:
        opened.append(Database(url, data_key=DATA_KEY))
        return opened[-1]

    yield open_
    for database in opened:
        database.dispose()


@pytest.fixture
def database(database_url: str, open_database: Callable[[str], Database]) -> Database:
    return open_database(database_url)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as uow:
        yield uow


@pytest.fixture(params=KINDS)
def scratch_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own, for those that change its schema."""
    if request.param == "sqlite":
        yield from _fresh(request, "sqlite", tmp_path)
        return
    server, name = request.getfixturevalue("postgres_url"), f"scratch_{next(_numbers)}"
    yield _make_postgres(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _fresh(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    if kind == "sqlite":
        path = tmp_path / "waypost.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    url = request.getfixturevalue("migrated_postgres")
    _empty(url)
    yield url


def _make_postgres(server: str, name: str) -> str:
    _administer(server, f"CREATE DATABASE {name}")
    url = _with_name(server, name)
    fresh = Database(url, data_key=DATA_KEY)
    migrate(fresh)
    fresh.dispose()
    return url


def _empty(url: str) -> None:
    """Every row goes, past triggers and foreign keys, which a superuser may; the hashing secret stays."""
    tables = [table.name for table in metadata.sorted_tables if table.name != "vault_secrets"]
    deletes = "; ".join(f"DELETE FROM {name}" for name in tables)
    _administer(url, f"BEGIN; SET LOCAL session_replication_role = replica; {deletes}; COMMIT")


def _administer(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement.encode())


def _with_name(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")
