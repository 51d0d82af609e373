"""Tickets: opened from a handoff packet, claimed, answered, resolved; and what the person may see of them."""

from webapp.services.tickets.errors import (
    AlreadyAssignedError,
    CategoryRefusedError,
    EmptyMessageError,
    NotAssignedError,
    QueueNotFoundError,
    StatusNotFoundError,
    TicketConflictError,
    TicketError,
    TicketNotFoundError,
)
from webapp.services.tickets.lifecycle import claim, give_back, note, reply, set_status
from webapp.services.tickets.reading import get_ticket, list_queues, list_tickets
from webapp.services.tickets.status import find_status
from webapp.services.tickets.views import (
    Category,
    PublicReply,
    PublicStatus,
    QueueCard,
    TicketEvent,
    TicketLine,
    TicketPage,
    TicketView,
)

__all__ = [
    "AlreadyAssignedError",
    "Category",
    "CategoryRefusedError",
    "EmptyMessageError",
    "NotAssignedError",
    "PublicReply",
    "PublicStatus",
    "QueueCard",
    "QueueNotFoundError",
    "StatusNotFoundError",
    "TicketConflictError",
    "TicketError",
    "TicketEvent",
    "TicketLine",
    "TicketNotFoundError",
    "TicketPage",
    "TicketView",
    "claim",
    "find_status",
    "get_ticket",
    "give_back",
    "list_queues",
    "list_tickets",
    "note",
    "reply",
    "set_status",
]
