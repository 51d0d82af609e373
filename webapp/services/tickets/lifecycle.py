"""What agents do with a ticket: claim, give back, reply, note, move to another category."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from webapp.persistence import TicketRecord
from webapp.services.accounts import Permission, require
from webapp.services.audit import record
from webapp.services.tickets.categories import DONE, next_categories
from webapp.services.tickets.errors import (
    AlreadyAssignedError,
    CategoryRefusedError,
    EmptyMessageError,
    NotAssignedError,
    TicketConflictError,
    TicketErasedError,
)
from webapp.services.tickets.reaching import agreed_address, mail_that_there_is_a_message
from webapp.services.tickets.reading import find_ticket, list_events, view_ticket
from webapp.services.tickets.views import Category, TicketView

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork
    from webapp.services.accounts import Actor
    from webapp.services.notifications import Writer


_ANSWERS = frozenset({Category.WAITING_CUSTOMER, Category.RESOLVED})
"""Moves that say that the person was answered, by phone or however: the promise is kept."""


def claim(uow: UnitOfWork, reference: str, *, actor: Actor, now: datetime) -> TicketView:
    """Take a ticket that nobody holds. Raises AlreadyAssignedError."""
    ticket = _find(uow, reference, actor)
    if ticket.assignee_id == actor.id:
        return view_ticket(uow, ticket, actor)  # clicked twice
    with uow.write(durable=True):
        is_won = uow.tickets.claim(ticket.id, actor.id, now=now)
        if is_won:
            _note_claim(uow, reference=ticket.reference, actor=actor, now=now)
    changed = find_ticket(uow, ticket.reference)
    if not is_won and changed.assignee_id != actor.id:
        raise AlreadyAssignedError(changed.assignee)
    return view_ticket(uow, changed, actor)


def give_back(uow: UnitOfWork, reference: str, *, actor: Actor, now: datetime) -> TicketView:
    """Put a ticket one holds back into its queue. Raises NotAssignedError."""
    ticket = _find_held(uow, reference, actor)
    return _change(uow, ticket, "given_back", {"assignee_id": None}, actor=actor, version=ticket.version, now=now)


def reply(
    uow: UnitOfWork,
    reference: str,
    body: str,
    *,
    actor: Actor,
    version: int,
    now: datetime,
    writer: Writer | None = None,
) -> TicketView:
    """Answer the person: public. With `writer`, a mail tells whoever agreed to one that there is a message.

    Raises TicketConflictError, EmptyMessageError, NotAssignedError.
    """
    ticket, body = _find_held(uow, reference, actor), _words_of(body)

    def tell() -> None:
        if writer is not None and agreed_address(ticket):
            mail_that_there_is_a_message(uow, ticket, writer, seq=version + 1, now=now)

    return _change(
        uow,
        ticket,
        "reply",
        {"first_response_at": ticket.first_response_at or now},
        actor=actor,
        version=version,
        now=now,
        body=body,
        is_public=True,
        details={"mailed": writer is not None and bool(agreed_address(ticket))},
        also=tell,
    )


def note(uow: UnitOfWork, reference: str, body: str, *, actor: Actor, version: int, now: datetime) -> TicketView:
    """Leave a word for colleagues: internal. Raises TicketConflictError, EmptyMessageError."""
    ticket, body = _find(uow, reference, actor), _words_of(body)
    return _change(uow, ticket, "note", {}, actor=actor, version=version, now=now, body=body)


def set_status(
    uow: UnitOfWork,
    reference: str,
    category: Category | str,
    *,
    actor: Actor,
    version: int,
    now: datetime,
    reason: str = "",
) -> TicketView:
    """Move it to another category. Raises TicketConflictError, CategoryRefusedError, NotAssignedError."""
    ticket = _find_held(uow, reference, actor)
    present, wanted = Category(ticket.category), Category(category)
    if version == ticket.version and wanted not in next_categories(present):
        raise CategoryRefusedError(present, wanted)
    return _change(
        uow,
        ticket,
        "status",
        _moved(ticket, present, wanted, now),
        actor=actor,
        version=version,
        now=now,
        body=reason.strip(),
        details={"from": present.value, "to": wanted.value},
    )


def _moved(ticket: TicketRecord, present: Category, wanted: Category, now: datetime) -> dict[str, Any]:
    """The times that follow from a move: clocks and numbers look at these."""
    values: dict[str, Any] = {"category": wanted.value}
    if wanted in _ANSWERS:
        values["first_response_at"] = ticket.first_response_at or now
    if wanted is Category.RESOLVED:
        values["resolved_at"] = now
    elif wanted is Category.CLOSED:
        values["closed_at"] = now
    elif present in DONE:
        values |= reopened(ticket, now)
    return values


def reopened(ticket: TicketRecord, now: datetime) -> dict[str, Any]:
    """What follows when something that was done goes on."""
    count = ticket.reopened_count + 1
    return {"resolved_at": None, "closed_at": None, "reopened_at": now, "reopened_count": count}


def _change(
    uow: UnitOfWork,
    ticket: TicketRecord,
    kind: str,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    version: int,
    now: datetime,
    body: str = "",
    is_public: bool = False,
    details: Mapping[str, Any] | None = None,
    also: Callable[[], None] | None = None,
) -> TicketView:
    """Change the ticket as the actor saw it and write that down, or tell what came meanwhile."""
    if body and ticket.key is None:
        raise TicketErasedError(ticket.reference)
    acted = {} if kind == "given_back" else {"last_agent_at": now}
    with uow.write(durable=True):
        is_changed = uow.tickets.change(ticket.id, version=version, values={**values, **acted})
        if is_changed:
            uow.tickets.add_event(
                ticket,
                seq=version + 1,
                kind=kind,
                now=now,
                key=ticket.key,
                actor_id=actor.id,
                is_public=is_public,
                body=body,
                details=details,
            )
            record(uow, actor, f"ticket.{kind}", ticket.reference, details, now=now)
            if also is not None:
                also()
    changed = find_ticket(uow, ticket.reference)
    if not is_changed:
        raise TicketConflictError(list_events(uow, changed, after=version), changed.version)
    return view_ticket(uow, changed, actor)


def _note_claim(uow: UnitOfWork, *, reference: str, actor: Actor, now: datetime) -> None:
    """A claimed ticket is open. Read again inside the write: its version is the one the claim made."""
    ticket = find_ticket(uow, reference)
    uow.tickets.add_event(ticket, seq=ticket.version, kind="claimed", now=now, actor_id=actor.id)
    record(uow, actor, "ticket.claimed", reference, now=now)


def _find(uow: UnitOfWork, reference: str, actor: Actor) -> TicketRecord:
    require(actor, Permission.WORK_TICKETS)
    return find_ticket(uow, reference)


def _find_held(uow: UnitOfWork, reference: str, actor: Actor) -> TicketRecord:
    ticket = _find(uow, reference, actor)
    if ticket.assignee_id != actor.id:
        raise NotAssignedError(ticket.reference)
    return ticket


def _words_of(body: str) -> str:
    if not body.strip():
        raise EmptyMessageError
    return body.strip()
