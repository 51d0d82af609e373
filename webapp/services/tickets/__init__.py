"""Tickets: opened from a handoff packet, claimed, answered, resolved; and what the person may see of them."""

from webapp.services.tickets.errors import (
    AlreadyAssignedError,
    CategoryRefusedError,
    EmptyMessageError,
    MessageRefusedError,
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
from webapp.services.tickets.numbers import DEFINITIONS
from webapp.services.tickets.opening import Opening, hash_contact, open_ticket, prepare_ticket
from webapp.services.tickets.reaching import LINK_GOOD_FOR, agreed_address
from webapp.services.tickets.reading import get_ticket, list_queues, list_tickets
from webapp.services.tickets.retention import (
    CLOSE_AFTER,
    ERASE_AFTER,
    close_resolved,
    erase_due_tickets,
    erase_person,
    erase_ticket,
)
from webapp.services.tickets.routing import promise, put_queues, title_in
from webapp.services.tickets.status import find_status, find_status_by_link
from webapp.services.tickets.views import (
    Category,
    PublicMessage,
    PublicStatus,
    QueueCard,
    TicketEvent,
    TicketLine,
    TicketPage,
    TicketView,
)
from webapp.services.tickets.writing import Message, find_message_file, keep_message_file, write_message

__all__ = [
    "CLOSE_AFTER",
    "DEFINITIONS",
    "ERASE_AFTER",
    "LINK_GOOD_FOR",
    "AlreadyAssignedError",
    "Category",
    "CategoryRefusedError",
    "EmptyMessageError",
    "Message",
    "MessageRefusedError",
    "NotAssignedError",
    "Opening",
    "PublicMessage",
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
    "agreed_address",
    "claim",
    "close_resolved",
    "erase_due_tickets",
    "erase_person",
    "erase_ticket",
    "find_message_file",
    "find_status",
    "find_status_by_link",
    "get_ticket",
    "give_back",
    "hash_contact",
    "keep_message_file",
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
    "write_message",
]
