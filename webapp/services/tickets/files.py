"""The files of a ticket's packet, for staff who may see the ticket."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.services.accounts import Permission, require
from webapp.services.audit import record
from webapp.services.tickets.errors import TicketFileNotFoundError
from webapp.services.tickets.reading import find_ticket
from webapp.services.uploads import open_file

if TYPE_CHECKING:
    from engine.model import FileRef
    from webapp.persistence import UnitOfWork
    from webapp.services.accounts import Actor


def open_ticket_file(
    uow: UnitOfWork, reference: str, file_id: str, *, actor: Actor, now: datetime
) -> tuple[FileRef, bytes]:
    """A file that the person sent with the answers in this packet; that it was opened is written down.

    Raises TicketNotFoundError, TicketFileNotFoundError.
    """
    require(actor, Permission.SEE_TICKETS)
    ticket = find_ticket(uow, reference)
    is_sent = any(_has_file(answer.get("value"), file_id) for answer in (ticket.packet or {}).get("answers", ()))
    found = open_file(uow, ticket.journey_id or "", file_id, ticket.key) if is_sent else None
    if found is None:
        raise TicketFileNotFoundError(reference)
    with uow.write():
        record(uow, actor, "ticket.file", ticket.reference, {"file": file_id}, now=now)
    return found


def _has_file(value: Any, file_id: str) -> bool:
    """Whether an answer is this file, or a list of which a member holds it."""
    if isinstance(value, dict):
        return value.get("id") == file_id or any(_has_file(each, file_id) for each in value.values())
    return isinstance(value, list) and any(_has_file(each, file_id) for each in value)
