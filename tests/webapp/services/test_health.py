"""Readiness tells what is missing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.webapp.databases import DATA_KEY
from tests.webapp.rows import NOON
from webapp.persistence import Database, UnitOfWork
from webapp.services.health import check_readiness


def test_a_database_with_schema_and_a_live_worker_is_ready(uow: UnitOfWork):
    assert check_readiness(uow, now=NOON) == {"database": True, "migrations": True, "worker": False}
    with uow.write():
        uow.outbox.beat("one", now=NOON)
    assert check_readiness(uow, now=NOON)["worker"] is True
    assert check_readiness(uow, now=NOON + timedelta(minutes=3))["worker"] is False


def test_an_empty_database_is_reachable_and_no_more(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/empty.db", data_key=DATA_KEY)
    with database.unit_of_work() as uow:
        assert check_readiness(uow, now=NOON) == {"database": True, "migrations": False, "worker": False}
    database.dispose()


def test_a_server_that_is_not_there_is_told_not_raised():
    database = Database("postgresql://nobody@127.0.0.1:9/none?connect_timeout=1", data_key=DATA_KEY)
    with database.unit_of_work() as uow:
        assert check_readiness(uow, now=NOON)["database"] is False
    database.dispose()
