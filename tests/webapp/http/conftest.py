"""One application on SQLite: what is tested here has nothing to do with the kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.webapp.serving import Clock, Visitor, an_app
from webapp.http.wiring import EXTENSION


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(sqlite_url: str, clock: Clock) -> Iterator[Flask]:
    app = an_app(sqlite_url, clock)
    yield app
    app.extensions[EXTENSION].database.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)
