"""What the person may see of a ticket, by reference and status code."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import TicketRecord, keyed_hash
from webapp.services.tickets.categories import SENTENCES
from webapp.services.tickets.errors import StatusNotFoundError
from webapp.services.tickets.references import read_reference, read_status_code
from webapp.services.tickets.views import Category, PublicReply, PublicStatus

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_NO_HASH = bytes(32)


def find_status(uow: UnitOfWork, reference: str, status_code: str, *, now: datetime) -> PublicStatus:
    """Raises StatusNotFoundError, the same for a wrong reference as for a wrong code."""
    read = read_reference(reference)
    ticket = uow.tickets.find(read) if read else None
    given = keyed_hash(uow.keys.hashing_secret(), f"status:{read}:{read_status_code(status_code)}")
    stored = ticket.status_code_hash if ticket and ticket.status_code_hash else _NO_HASH
    if not hmac.compare_digest(given, bytes(stored)) or ticket is None:
        raise StatusNotFoundError
    return _to_status(uow, ticket)


def _to_status(uow: UnitOfWork, ticket: TicketRecord) -> PublicStatus:
    category = Category(ticket.category)
    replies = (event for event in uow.tickets.list_events(ticket) if event.is_public and event.kind == "reply")
    return PublicStatus(
        reference=ticket.reference,
        category=category,
        sentence=SENTENCES[category],
        opened_at=ticket.created_at,
        replies=tuple(PublicReply(at=event.at, body=event.body or "") for event in replies),
    )
