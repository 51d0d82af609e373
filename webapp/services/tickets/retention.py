"""What time does to tickets: resolved ones close, and closed ones lose their personal data."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from webapp.services.tickets.opening import hash_contact
from webapp.services.tickets.reading import find_ticket

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

CLOSE_AFTER = timedelta(days=14)
ERASE_AFTER = timedelta(days=730)


def close_resolved(uow: UnitOfWork, *, now: datetime, after: timedelta = CLOSE_AFTER) -> int:
    """Close what was resolved long ago and not reopened. Returns how many."""
    closed = 0
    for reference in uow.tickets.list_to_close(resolved_before=now - after):
        ticket = find_ticket(uow, reference)
        details = {"from": ticket.category, "to": "closed"}
        values = {"category": "closed", "closed_at": now}
        with uow.write():
            if uow.tickets.change(ticket.id, version=ticket.version, values=values):
                uow.tickets.add_event(ticket, seq=ticket.version + 1, kind="status", now=now, details=details)
                uow.audit.add("ticket.status", reference, now=now, details=details)
                closed += 1
    return closed


def erase_due_tickets(uow: UnitOfWork, *, now: datetime, after: timedelta = ERASE_AFTER) -> int:
    """Erase the personal data of tickets closed long ago. Returns how many."""
    due = uow.tickets.list_erasable(closed_before=now - after)
    for reference in due:
        erase_ticket(uow, reference, now=now)
    return len(due)


def erase_person(uow: UnitOfWork, contact: str, *, now: datetime) -> tuple[str, ...]:
    """Erase every ticket of whoever gave this email address or phone number. Returns their references."""
    kind = "email" if "@" in contact else "phone"
    found = uow.tickets.find_by_contact(kind, hash_contact(uow.keys.hashing_secret(), kind, contact))
    return tuple(erase_ticket(uow, reference, now=now) for reference in found)


def erase_ticket(uow: UnitOfWork, reference: str, *, now: datetime) -> str:
    """Destroy the person's data key: packet, messages and outbox bodies stay closed from now on."""
    ticket = find_ticket(uow, reference)
    if ticket.erased_at is not None:
        return ticket.reference
    with uow.write(durable=True):
        uow.tickets.erase(ticket, now=now)
        if ticket.journey_id:
            uow.journeys.erase(ticket.journey_id, now=now)
        uow.audit.add("ticket.erased", ticket.reference, now=now)
    return ticket.reference
