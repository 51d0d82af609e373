"""A database with a flow, its article and its desk, for every test of the services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.webapp.documents import seed
from tests.webapp.rows import NOON
from webapp.persistence import Database, UnitOfWork
from webapp.services import accounts
from webapp.services.accounts import Actor, Role


@pytest.fixture
def database(database: Database) -> Database:
    seed(database)
    return database


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as uow:
        yield uow


@pytest.fixture
def agent(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "agent@example.org", Role.AGENT)


@pytest.fixture
def colleague(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "colleague@example.org", Role.AGENT)


def sign_up(uow: UnitOfWork, email: str, role: Role) -> Actor:
    person = accounts.invite(uow, email, email.partition("@")[0].capitalize(), role, now=NOON)
    return accounts.sign_in(uow, email, person.password, now=NOON).actor
