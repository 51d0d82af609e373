"""The services' database, for the worker."""

from tests.webapp.services.conftest import database, quick_passwords, uow

__all__ = ["database", "quick_passwords", "uow"]
