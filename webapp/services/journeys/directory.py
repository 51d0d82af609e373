"""The directory of services and their start pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.services.journeys.views import ServiceCard, ServicePage

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def list_services(uow: UnitOfWork, *, language: str, query: str = "") -> tuple[ServiceCard, ...]:
    """The live services, best match first when `query` is not empty, else by title."""
    raise NotImplementedError


def get_service(uow: UnitOfWork, slug: str, *, language: str) -> ServicePage:
    """One start page. Raises UnknownServiceError."""
    raise NotImplementedError
