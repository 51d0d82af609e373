"""What agents see: queues, lists and one ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.services.tickets.views import QueueCard, TicketPage, TicketView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork
    from webapp.services.accounts import Actor


def list_queues(uow: UnitOfWork, *, actor: Actor) -> tuple[QueueCard, ...]:
    raise NotImplementedError


def list_tickets(uow: UnitOfWork, queue_slug: str, *, actor: Actor, page: int = 1) -> TicketPage:
    """One page of a queue. Raises QueueNotFoundError."""
    raise NotImplementedError


def get_ticket(uow: UnitOfWork, reference: str, *, actor: Actor) -> TicketView:
    """One ticket with its packet and history. Raises TicketNotFoundError."""
    raise NotImplementedError
