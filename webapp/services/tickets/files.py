"""The files of a ticket's packet, for staff who may see the ticket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.services.accounts import Permission, require
from webapp.services.audit import record
from webapp.services.tickets.errors import TicketFileNotFoundError
from webapp.services.tickets.reading import find_ticket
from webapp.services.uploads import open_file

if TYPE_CHECKING:
    from engine.model import FileRef
    from webapp.persistence import TicketRecord, UnitOfWork
    from webapp.services.accounts import Actor


def open_ticket_file(
    uow: UnitOfWork, reference: str, file_id: str, *, actor: Actor, now: datetime
) -> tuple[FileRef, bytes]:
    """A file that the person sent with the answers or with a message; that it was opened is written down.

    Raises TicketNotFoundError, TicketFileNotFoundError.
    """
    require(actor, Permission.SEE_TICKETS)
    ticket = find_ticket(uow, reference)
    is_sent = file_id in files_sent(uow, ticket)
    found = open_file(uow, ticket.journey_id or "", file_id, ticket.key) if is_sent else None
    if found is None:
        raise TicketFileNotFoundError(reference)
    with uow.write():
        record(uow, actor, "ticket.file", ticket.reference, {"file": file_id}, now=now)
    return found


def files_sent(uow: UnitOfWork, ticket: TicketRecord) -> frozenset[str]:
    """The ids of every file among the answers and with the messages of a ticket."""
    answers = [answer.get("value") for answer in (ticket.packet or {}).get("answers", ())]
    messages = (event.details.get("files", ()) for event in uow.tickets.list_events(ticket))
    return frozenset((*_ids(answers), *(each for files in messages for each in files)))


def _ids(value: Any) -> Iterator[str]:
    """Whatever may name a file in an answer, or in a list of which a member holds it."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _ids(each)
