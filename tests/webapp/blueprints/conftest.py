"""A whole application on each kind of database, and visitors to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.webapp.serving import Clock, Visitor, an_app
from webapp.http.wiring import EXTENSION
from webapp.services.accounts import Role


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(database_url: str, clock: Clock) -> Iterator[Flask]:
    app = an_app(database_url, clock)
    yield app
    app.extensions[EXTENSION].database.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def staff(app: Flask) -> Callable[..., Visitor]:
    """Somebody of the staff, signed in in a browser of their own."""
    return lambda role=Role.AGENT, name="": Visitor(app).become(role, name)
