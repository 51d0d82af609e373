"""The product with its shipped flows, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.webapp.conftest import database_url, migrated_postgres, quick_passwords, sqlite_template
from tests.webapp.serving import NOON, Clock, an_app
from webapp.cli.setting_up import seed
from webapp.http.wiring import EXTENSION

__all__ = ["database_url", "migrated_postgres", "quick_passwords", "sqlite_template"]


@pytest.fixture
def clock() -> Clock:
    return Clock(at=NOON)


@pytest.fixture
def empty_app(database_url: str, clock: Clock) -> Iterator[Flask]:
    """A migrated application without any service."""
    app = an_app(database_url, clock, site_name="State of Meridian")
    yield app
    app.extensions[EXTENSION].database.dispose()


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    """The application as `make run` sets it up: shipped flows, articles and queues."""
    with empty_app.extensions[EXTENSION].database.unit_of_work() as uow:
        seed(uow)
    return empty_app
