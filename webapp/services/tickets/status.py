"""What the person may see of a ticket, by reference and status code."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.services.tickets.views import PublicStatus

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


def find_status(uow: UnitOfWork, reference: str, status_code: str, *, now: datetime) -> PublicStatus:
    """Raises StatusNotFoundError, the same for a wrong reference as for a wrong code."""
    raise NotImplementedError
