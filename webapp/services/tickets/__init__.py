"""Tickets: opened from a handoff packet, claimed, answered, resolved; and what the person may see of them."""

from webapp.services.tickets.errors import (
    AlreadyAssignedError,
    CategoryRefusedError,
    EmptyMessageError,
    NotAssignedError,
    QueueNotFoundError,
    StatusNotFoundError,
    TicketConflictError,
    TicketErasedError,
    TicketError,
    TicketFileNotFoundError,
    TicketNotFoundError,
)
from webapp.services.tickets.files import open_ticket_file
from webapp.services.tickets.lifecycle import claim, give_back, note, reply, set_status
from webapp.services.tickets.opening import Opening, hash_contact, open_ticket, prepare_ticket
from webapp.services.tickets.reading import get_ticket, list_queues, list_tickets
from webapp.services.tickets.retention import close_resolved, erase_due_tickets, erase_person, erase_ticket
from webapp.services.tickets.routing import promise, put_queues, title_in
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
    "Opening",
    "PublicReply",
    "PublicStatus",
    "QueueCard",
    "QueueNotFoundError",
    "StatusNotFoundError",
    "TicketConflictError",
    "TicketErasedError",
    "TicketError",
    "TicketEvent",
    "TicketFileNotFoundError",
    "TicketLine",
    "TicketNotFoundError",
    "TicketPage",
    "TicketView",
    "claim",
    "close_resolved",
    "erase_due_tickets",
    "erase_person",
    "erase_ticket",
    "find_status",
    "get_ticket",
    "give_back",
    "hash_contact",
    "list_queues",
    "list_tickets",
    "note",
    "open_ticket",
    "open_ticket_file",
    "prepare_ticket",
    "promise",
    "put_queues",
    "reply",
    "set_status",
    "title_in",
]
