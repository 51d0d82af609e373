"""What agents do with a ticket: claim, give back, reply, note, move to another category."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.services.tickets.views import Category, TicketView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork
    from webapp.services.accounts import Actor


def claim(uow: UnitOfWork, reference: str, *, actor: Actor, now: datetime) -> TicketView:
    """Take a ticket that nobody holds. Raises AlreadyAssignedError."""
    raise NotImplementedError


def give_back(uow: UnitOfWork, reference: str, *, actor: Actor, now: datetime) -> TicketView:
    """Put a ticket one holds back into its queue. Raises NotAssignedError."""
    raise NotImplementedError


def reply(uow: UnitOfWork, reference: str, body: str, *, actor: Actor, version: int, now: datetime) -> TicketView:
    """Answer the person: public. Raises TicketConflictError, EmptyMessageError."""
    raise NotImplementedError


def note(uow: UnitOfWork, reference: str, body: str, *, actor: Actor, version: int, now: datetime) -> TicketView:
    """Leave a word for colleagues: internal. Raises TicketConflictError, EmptyMessageError."""
    raise NotImplementedError


def set_status(
    uow: UnitOfWork,
    reference: str,
    category: Category | str,
    *,
    actor: Actor,
    version: int,
    now: datetime,
    reason: str = "",
) -> TicketView:
    """Move it to another category. Raises TicketConflictError, CategoryRefusedError."""
    raise NotImplementedError
