"""The unit of work: all or nothing, one writer, durable when asked."""

from __future__ import annotations

import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from tests.webapp.databases import DATA_KEY
from tests.webapp.rows import NOON, add_queue
from webapp.persistence import (
    Database,
    DatabaseDownError,
    DatabaseUrlError,
    QueueRecord,
    UnitOfWork,
    WriteNestedError,
)
from webapp.persistence.models import workers
from webapp.persistence.stores.base import NotWritingError


def test_a_write_that_fails_leaves_nothing(database: Database):
    with database.unit_of_work() as uow, pytest.raises(ZeroDivisionError), uow.write():
        uow.queues.put(QueueRecord(slug="a", title="A", titles={}, position=0))
        raise ZeroDivisionError
    with database.unit_of_work() as uow:
        assert uow.queues.list_all() == ()
        with uow.write():
            uow.queues.put(QueueRecord(slug="b", title="B", titles={}, position=0))
        assert [queue.slug for queue in uow.queues.list_all()] == ["b"]


def test_another_unit_of_work_sees_a_write_only_once_it_is_whole(database: Database):
    with database.unit_of_work() as writer, database.unit_of_work() as reader:
        with writer.write():
            writer.queues.put(QueueRecord(slug="a", title="A", titles={}, position=0))
            assert reader.queues.list_all() == ()
        assert len(reader.queues.list_all()) == 1


def test_a_store_refuses_to_write_outside_a_write(uow: UnitOfWork):
    with pytest.raises(NotWritingError):
        uow.queues.put(QueueRecord(slug="a", title="A", titles={}, position=0))


def test_a_write_inside_a_write_is_refused(uow: UnitOfWork):
    with uow.write(), pytest.raises(WriteNestedError), uow.write():
        pass


def test_a_durable_write_waits_for_the_disk_and_the_next_does_not(uow: UnitOfWork):
    setting, durable, usual = {
        "sqlite": ("PRAGMA synchronous", 2, 1),
        "postgresql": ("SHOW synchronous_commit", "on", "off"),
    }[uow.driver.name]
    with uow.write(durable=True):
        assert uow.connection.exec_driver_sql(setting).scalar() == durable
    with uow.write():
        assert uow.connection.exec_driver_sql(setting).scalar() == usual


def test_times_come_back_in_utc_and_in_order(uow: UnitOfWork):
    elsewhere = datetime(2026, 11, 22, 7, 0, 0, 5, tzinfo=timezone(timedelta(hours=-5)))
    with uow.write():
        for name, moment in (("late", elsewhere), ("early", NOON)):
            uow.connection.execute(insert(workers).values(name=name, started_at=moment, seen_at=moment))
    rows = uow.connection.execute(select(workers.c.name, workers.c.seen_at).order_by(workers.c.seen_at)).all()
    assert [tuple(row) for row in rows] == [("early", NOON), ("late", NOON + timedelta(microseconds=5))]
    assert rows[0].seen_at.tzinfo is UTC or rows[0].seen_at.utcoffset() == timedelta(0)


def test_a_time_without_zone_is_refused(uow: UnitOfWork):
    with uow.write(), pytest.raises(Exception, match="without its zone"):
        uow.outbox.beat("w", now=datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("nonsense", "cannot be read"),
        ("", "cannot be read"),
        ("postgresql://h:port/x", "cannot be read"),
        ("mysql://u:hidden-word@h/x", "mysql is not supported"),
        ("postgresql+asyncpg://u:hidden-word@h/x", "asyncpg is not supported"),
    ],
)
def test_an_address_that_names_no_database_is_refused_without_its_password(url: str, why: str):
    with pytest.raises(DatabaseUrlError, match=why) as refused:
        Database(url, data_key=DATA_KEY)
    assert "hidden-word" not in str(refused.value)


@pytest.mark.parametrize("url", ["postgresql://u:hidden-word@127.0.0.1:1/x", "sqlite:////dev/null/x.db", "sqlite:////"])
def test_a_database_that_cannot_be_reached_is_told_in_one_sentence(url: str):
    with pytest.raises(DatabaseDownError) as down:
        database = Database(url, data_key=DATA_KEY)
        with database.unit_of_work() as uow:
            uow.queues.list_all()
    assert "\n" not in str(down.value)
    assert "hidden-word" not in str(down.value)


def test_a_server_that_goes_away_in_the_middle_is_an_outage_and_not_a_bug(
    migrated_postgres: str, open_database: Callable[[str], Database]
):
    database = open_database(migrated_postgres)
    with pytest.raises(DatabaseDownError), database.unit_of_work() as uow:
        uow.queues.list_all()
        with database.unit_of_work() as other:
            pid = uow.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            other.connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        uow.queues.list_all()
    with database.unit_of_work() as uow:
        assert uow.is_reachable()


def test_another_error_stays_what_it_is(database: Database):
    with pytest.raises(ZeroDivisionError), database.unit_of_work() as uow:
        uow.queues.list_all()
        raise ZeroDivisionError


def test_the_files_of_a_new_database_are_for_their_owner_only(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/new.db", data_key=DATA_KEY)
    with database.unit_of_work() as uow:
        uow.cursor.execute("CREATE TABLE things (id)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    database.dispose()
    assert set(modes) == {"new.db", "new.db-wal", "new.db-shm"}
    assert set(modes.values()) == {0o600}


def test_sqlite_overwrites_what_is_erased(sqlite_url: str, open_database: Callable[[str], Database]):
    with open_database(sqlite_url).unit_of_work() as uow:
        assert uow.cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_an_error_of_the_database_does_not_quote_what_was_written(uow: UnitOfWork):
    with uow.write():
        uow.outbox.beat("Dolores", now=NOON)
    with pytest.raises(IntegrityError) as refused, uow.write():
        uow.connection.execute(insert(workers).values(name="Dolores", started_at=NOON, seen_at=NOON))
    assert "2026-" not in str(refused.value).split("DETAIL")[0]


def test_ids_cannot_be_guessed_from_one_another(uow: UnitOfWork):
    ids = {uow.new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(name) == 16 and name.isalnum() and name.islower() for name in ids)


def test_foreign_keys_are_enforced(uow: UnitOfWork):
    add_queue(uow)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        uow.connection.exec_driver_sql(
            "INSERT INTO routing_plans (slug, queue_slug, reply_days) VALUES ('p', 'none', '{}')"
        )
