"""Opens the request's way to the database. Nothing is opened until a page asks."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from webapp.http.wiring import wiring

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def unit_of_work() -> AbstractContextManager[UnitOfWork]:
    """A unit of work on the application's database, to be used in a `with`."""
    return wiring().database.unit_of_work()
