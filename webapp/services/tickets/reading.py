"""What agents see: queues, lists and one ticket."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.persistence import QueueCounts, TicketEventRecord, TicketRecord
from webapp.services.accounts import Permission, require
from webapp.services.tickets.categories import next_categories
from webapp.services.tickets.errors import QueueNotFoundError, TicketNotFoundError
from webapp.services.tickets.numbers import has_message, is_overdue, is_sample, owed_by
from webapp.services.tickets.reaching import agreed_address, was_given_up
from webapp.services.tickets.references import read_reference
from webapp.services.tickets.views import Category, QueueCard, TicketEvent, TicketLine, TicketPage, TicketView
from webapp.services.uploads import find_file

if TYPE_CHECKING:
    from engine.model import FileRef
    from webapp.persistence import UnitOfWork
    from webapp.services.accounts import Actor

LINES_PER_PAGE = 25


def list_queues(uow: UnitOfWork, *, actor: Actor, now: datetime) -> tuple[QueueCard, ...]:
    """Every queue, with what waits in it."""
    require(actor, Permission.SEE_TICKETS)
    counts = uow.queues.counts(actor.id, now=now)
    return tuple(
        QueueCard(slug=queue.slug, title=queue.title, counts=counts.get(queue.slug, QueueCounts()))
        for queue in uow.queues.list_all()
    )


def list_tickets(
    uow: UnitOfWork, queue_slug: str, *, actor: Actor, now: datetime, page: int = 1, shows_done: bool = False
) -> TicketPage:
    """One page of what is open in a queue, or of what is done. Raises QueueNotFoundError."""
    require(actor, Permission.SEE_TICKETS)
    queue = uow.queues.find(queue_slug)
    if queue is None:
        raise QueueNotFoundError(queue_slug)
    open_, done = uow.tickets.count_of_queue(queue_slug)
    total = done if shows_done else open_
    pages = max(1, -(-total // LINES_PER_PAGE))
    page = min(max(page, 1), pages)
    part = {"limit": LINES_PER_PAGE, "offset": (page - 1) * LINES_PER_PAGE}
    if shows_done:
        found = uow.tickets.list_done(queue_slug, **part)
    else:
        found = uow.tickets.list_open(queue_slug, now=now, **part)
    return TicketPage(
        queue_slug=queue.slug,
        queue_title=queue.title,
        lines=tuple(_to_line(ticket, actor, now) for ticket in found),
        page=page,
        pages=pages,
        total=total,
        done=done,
        shows_done=shows_done,
    )


def get_ticket(uow: UnitOfWork, reference: str, *, actor: Actor) -> TicketView:
    """One ticket with its packet and history. Raises TicketNotFoundError."""
    require(actor, Permission.SEE_TICKETS)
    return view_ticket(uow, find_ticket(uow, reference), actor)


def find_ticket(uow: UnitOfWork, reference: str) -> TicketRecord:
    """The ticket with this reference, however it was typed. Raises TicketNotFoundError."""
    ticket = uow.tickets.find(read_reference(reference) or reference)
    if ticket is None:
        raise TicketNotFoundError(reference)
    return ticket


def view_ticket(uow: UnitOfWork, ticket: TicketRecord, actor: Actor) -> TicketView:
    """A ticket as this actor sees it."""
    queue = uow.queues.find(ticket.queue_slug)
    packet: Mapping[str, Any] = ticket.packet or {}
    is_mine = ticket.assignee_id == actor.id
    return TicketView(
        reference=ticket.reference,
        title=title_of(ticket),
        queue_slug=ticket.queue_slug,
        queue_title=queue.title if queue else ticket.queue_slug,
        category=Category(ticket.category),
        priority=ticket.priority,
        assignee=ticket.assignee,
        is_mine=is_mine,
        version=ticket.version,
        language=ticket.language,
        packet=packet,
        person=packet.get("person", {}),
        is_erased=ticket.erased_at is not None,
        events=list_events(uow, ticket),
        opened_at=ticket.created_at,
        due_at=ticket.due_at,
        resolved_at=ticket.resolved_at,
        next_categories=next_categories(Category(ticket.category)) if is_mine else (),
        mailed_to=agreed_address(ticket),
        has_message=has_message(ticket),
        owed_by=owed_by(ticket),
        is_sample=is_sample(ticket),
    )


def list_events(uow: UnitOfWork, ticket: TicketRecord, *, after: int = 0) -> tuple[TicketEvent, ...]:
    """The history after version `after`, oldest first."""
    return tuple(_to_event(uow, ticket, event) for event in uow.tickets.list_events(ticket, after=after))


def files_of(uow: UnitOfWork, ticket: TicketRecord, event: TicketEventRecord) -> tuple[FileRef, ...]:
    """The files that came with the person's message; none once they were erased."""
    found = (find_file(uow, ticket.journey_id or "", each, ticket.key) for each in event.details.get("files", ()))
    return tuple(each for each in found if each is not None)


def title_of(ticket: TicketRecord) -> str:
    """Why the person is here: the rule's sentence, else the node's title, else the reason's code."""
    reason = (ticket.packet or {}).get("reason", {})
    return reason.get("sentence") or reason.get("title") or ticket.reason.replace("-", " ").capitalize()


def _to_line(ticket: TicketRecord, actor: Actor, now: datetime) -> TicketLine:
    return TicketLine(
        reference=ticket.reference,
        title=title_of(ticket),
        service_title=(ticket.packet or {}).get("source", {}).get("title", ticket.slug),
        category=Category(ticket.category),
        priority=ticket.priority,
        assignee=ticket.assignee,
        is_mine=ticket.assignee_id == actor.id,
        language=ticket.language,
        opened_at=ticket.created_at,
        due_at=ticket.due_at,
        has_message=has_message(ticket),
        is_overdue=is_overdue(ticket, now),
        is_sample=is_sample(ticket),
    )


def _to_event(uow: UnitOfWork, ticket: TicketRecord, event: TicketEventRecord) -> TicketEvent:
    body = event.body or ""
    is_status = event.kind == "status"
    return TicketEvent(
        seq=event.seq,
        kind=event.kind,
        is_public=event.is_public,
        actor=event.actor,
        at=event.at,
        body="" if is_status else body,
        details={**event.details, "reason": body} if is_status else event.details,
        files=files_of(uow, ticket, event),
        is_mail_lost=bool(event.details.get("mailed")) and was_given_up(uow, ticket.reference, seq=event.seq),
    )
