"""How far a request is, and what was written, for whoever holds its reference and status code, or a link."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.persistence import TicketRecord, keyed_hash
from webapp.services.tickets.categories import SENTENCES
from webapp.services.tickets.errors import StatusNotFoundError
from webapp.services.tickets.reaching import find_by_token
from webapp.services.tickets.reading import files_of
from webapp.services.tickets.references import read_reference, read_status_code
from webapp.services.tickets.views import Category, PublicMessage, PublicStatus

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

_NO_HASH = bytes(32)
_WRITTEN = ("reply", "message")


def find_status(uow: UnitOfWork, reference: str, status_code: str) -> PublicStatus:
    """Raises StatusNotFoundError, the same for a wrong reference as for a wrong code."""
    return status_of(uow, find_own_ticket(uow, reference, status_code))


def find_status_by_link(uow: UnitOfWork, token: str, *, now: datetime) -> PublicStatus:
    """Raises StatusNotFoundError, whatever is wrong with the link."""
    ticket = find_by_token(uow, token, now=now)
    if ticket is None:
        raise StatusNotFoundError
    return status_of(uow, ticket)


def find_own_ticket(uow: UnitOfWork, reference: str, status_code: str) -> TicketRecord:
    """Raises StatusNotFoundError, the same for a wrong reference as for a wrong code."""
    read = read_reference(reference)
    ticket = uow.tickets.find(read) if read else None
    given = keyed_hash(uow.keys.hashing_secret(), f"status:{read}:{read_status_code(status_code)}")
    stored = ticket.status_code_hash if ticket and ticket.status_code_hash else _NO_HASH
    if not hmac.compare_digest(given, bytes(stored)) or ticket is None:
        raise StatusNotFoundError
    return ticket


def status_of(uow: UnitOfWork, ticket: TicketRecord) -> PublicStatus:
    """What the person may know of their own request."""
    category = Category(ticket.category)
    written = (each for each in uow.tickets.list_events(ticket) if each.is_public and each.kind in _WRITTEN)
    return PublicStatus(
        reference=ticket.reference,
        category=category,
        sentence=SENTENCES[category],
        opened_at=ticket.created_at,
        status_code=ticket.status_code,
        messages=tuple(
            PublicMessage(
                at=event.at,
                body=event.body or "",
                is_own=event.kind == "message",
                files=tuple(each.name for each in files_of(uow, ticket, event)),
            )
            for event in written
        ),
    )
