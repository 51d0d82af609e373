"""The services' database, for the worker."""

from tests.webapp.services.conftest import database, uow

__all__ = ["database", "uow"]
