"""Migrations do the same on both databases, and history cannot be rewritten."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from tests.webapp.databases import DATA_KEY
from tests.webapp.rows import NOON, add_journey, add_release, add_ticket, an_article
from webapp.persistence import Database, UnitOfWork, downgrade, is_at_head, migrate
from webapp.persistence.base import metadata
from webapp.persistence.triggers import APPEND_ONLY


def test_upgrade_downgrade_and_upgrade_again_end_at_the_same_schema(
    scratch_url: str, open_database: Callable[[str], Database]
):
    database = open_database(scratch_url)
    downgrade(database, "base")
    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert not is_at_head(connection)
    migrate(database)
    with database.engine.connect() as connection:
        assert is_at_head(connection)


def test_the_migrations_make_what_the_models_say(database: Database):
    with database.engine.connect() as connection:
        # The full-text index differs by database and follows its rows by itself: no model knows it.
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_modelled})
        assert compare_metadata(context, metadata) == []


def is_modelled(_item: object, name: str | None, *_: object) -> bool:
    return not (name or "").startswith("search_index") and name not in ("head", "whole")


def test_migrating_twice_keeps_the_hashing_secret(database: Database):
    with database.unit_of_work() as uow:
        before = uow.keys.hashing_secret()
    database.cache.clear()
    migrate(database)
    with database.unit_of_work() as uow:
        assert uow.keys.hashing_secret() == before


def test_a_failing_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    database = Database(f"sqlite:///{tmp_path}/new.db", data_key=DATA_KEY)

    def refuse(*_args: object, **_named: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("webapp.persistence.triggers.protect", refuse)
    monkeypatch.setattr("alembic.op.execute", refuse)
    with pytest.raises(RuntimeError, match="in the middle"):
        migrate(database)
    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    database.dispose()


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_history_cannot_be_changed(uow: UnitOfWork, table: str, change: str):
    fill_every_append_only_table(uow)
    column = {"releases": "slug", "journey_inputs": "payload", "article_versions": "title", "audit": "action"}
    name = column.get(table, "id")
    with pytest.raises(IntegrityError, match="append-only"):
        uow.connection.exec_driver_sql(change.format(table, name, name))


def test_the_inputs_of_an_erased_journey_may_be_deleted(uow: UnitOfWork):
    add_journey(uow, "gone", inputs=2)
    add_journey(uow, "kept", inputs=2)
    with uow.write():
        uow.journeys.erase("gone", now=NOON)
    deleted = uow.connection.exec_driver_sql("DELETE FROM journey_inputs WHERE journey_id = 'gone'")
    assert deleted.rowcount == 2
    with pytest.raises(IntegrityError):
        uow.connection.exec_driver_sql("DELETE FROM journey_inputs WHERE journey_id = 'kept'")


def fill_every_append_only_table(uow: UnitOfWork) -> None:
    add_release(uow)
    add_journey(uow, "walker", inputs=1)
    add_ticket(uow, "WP-AAAAAA", journey="walker")
    with uow.write():
        uow.audit.add("tested", "everything", now=NOON)
        uow.articles.add("warm", language="en", now=NOON)
        uow.articles.add_version(an_article(), now=NOON)


def test_two_processes_may_migrate_at_once(scratch_url: str, open_database: Callable[[str], Database]):
    database = open_database(scratch_url)
    downgrade(database, "base")
    others = [open_database(scratch_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrate, others))
    with database.engine.connect() as connection:
        assert is_at_head(connection)
