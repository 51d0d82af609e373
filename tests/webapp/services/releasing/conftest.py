"""Who has a part in a release, and a draft that somebody changed."""

from __future__ import annotations

import pytest

from engine.editing import read_operation
from tests.webapp.rows import NOON
from tests.webapp.services.conftest import sign_up
from webapp.persistence import Database, UnitOfWork
from webapp.services.accounts import Actor, Role
from webapp.services.publishing import DraftView, edit, open_draft


@pytest.fixture
def designer(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "designer@example.org", Role.DESIGNER)


@pytest.fixture
def approver(uow: UnitOfWork) -> Actor:
    return sign_up(uow, "approver@example.org", Role.APPROVER)


def begin_draft(uow: UnitOfWork, designer: Actor, *, limit: int = 12) -> DraftView:
    """A draft in which another rule decides, and a word is another."""
    open_draft(uow, "heat", actor=designer, now=NOON)
    set_value(uow, designer, "/title", "Warm homes")
    return set_value(uow, designer, "/facts/people/maximum", limit)


def set_value(uow: UnitOfWork, designer: Actor, pointer: str, value: object) -> DraftView:
    operation = read_operation({"op": "set", "pointer": pointer, "value": value})
    return edit(uow, "heat", operation, actor=designer, now=NOON)


def wait_for_proofs(database: Database) -> None:
    """Until everything that was asked is found out."""
    processes = database.cache.pop("solving", None)
    if processes is not None:
        processes.shutdown(wait=True)
