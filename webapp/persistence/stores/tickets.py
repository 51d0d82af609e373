"""Tickets and their history. Every change counts the version up; whoever saw an older one is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from webapp.persistence.crypto import DataKey
from webapp.persistence.models import contacts, data_keys, people, ticket_events, tickets
from webapp.persistence.records import NewTicket, TicketEventRecord, TicketRecord
from webapp.persistence.stores.base import Store
from webapp.persistence.stores.desk import HAS_MESSAGE, IS_OPEN, is_overdue

URGENCY = {"urgent": 0, "high": 1, "normal": 2, "low": 3}


class ReferenceTakenError(Exception):
    """Another ticket has this reference, or was opened by the same handoff."""


class TicketStore(Store):
    """Tickets by reference, sealed and opened with their data key."""

    def add(self, ticket: NewTicket, key: DataKey) -> None:
        """Raises ReferenceTakenError; the whole write is then lost and may be tried again."""
        sealed = {
            "packet": key.seal(_dump(ticket.packet), about=f"tickets.packet:{ticket.id}"),
            "status_code": key.seal(ticket.status_code.encode(), about=f"tickets.status_code:{ticket.id}"),
        }
        plain = {name: value for name, value in vars(ticket).items() if name not in sealed}
        fixed = {
            "category": "new",
            "urgency": URGENCY[ticket.priority],
            "version": 1,
            "last_person_at": ticket.created_at,
        }
        try:
            self._write(insert(tickets).values(**plain, **sealed, **fixed))
        except IntegrityError as error:
            if "unique" not in str(error.orig).lower():
                raise
            raise ReferenceTakenError(ticket.reference) from error

    def add_contact(self, ticket_id: str, kind: str, contact_hash: bytes) -> None:
        self._write(insert(contacts).values(kind=kind, hash=contact_hash, ticket_id=ticket_id))

    def find(self, reference: str) -> TicketRecord | None:
        return self._one(_tickets().where(tickets.c.reference == reference))

    def find_by_journey(self, journey_id: str) -> TicketRecord | None:
        return self._one(_tickets().where(tickets.c.journey_id == journey_id))

    def find_by_contact(self, kind: str, contact_hash: bytes) -> tuple[str, ...]:
        """References of one person's tickets, newest first."""
        found = (
            select(tickets.c.reference)
            .join(contacts, contacts.c.ticket_id == tickets.c.id)
            .where(contacts.c.kind == kind, contacts.c.hash == contact_hash)
            .order_by(tickets.c.created_at.desc())
        )
        return tuple(row.reference for row in self._all(found))

    def is_reference_free(self, reference: str) -> bool:
        return self._first(select(tickets.c.id).where(tickets.c.reference == reference)) is None

    def list_open(self, queue_slug: str, *, now: datetime, limit: int, offset: int) -> tuple[TicketRecord, ...]:
        """What is open in a queue: overdue first, then with a new message, then urgent, then oldest."""
        # Not by the conditions themselves: where a promise is missing they are unknown, which either database sorts
        # elsewhere.
        first = (case((true, 0), else_=1) for true in (is_overdue(now), HAS_MESSAGE))
        pressing = (*first, tickets.c.urgency, tickets.c.created_at, tickets.c.id)
        page = _tickets().where(tickets.c.queue_slug == queue_slug, IS_OPEN).order_by(*pressing)
        return tuple(self._open(row) for row in self._all(page.limit(limit).offset(offset)))

    def list_done(self, queue_slug: str, *, limit: int, offset: int) -> tuple[TicketRecord, ...]:
        """What is resolved or closed in a queue, the last one first."""
        page = _tickets().where(tickets.c.queue_slug == queue_slug, ~IS_OPEN)
        page = page.order_by(tickets.c.resolved_at.desc(), tickets.c.id).limit(limit).offset(offset)
        return tuple(self._open(row) for row in self._all(page))

    def count_of_queue(self, queue_slug: str) -> tuple[int, int]:
        """How many of a queue are open, and how many done, with the samples in its lists."""
        counts = select(func.count().filter(IS_OPEN), func.count().filter(~IS_OPEN))
        row = self._all(counts.where(tickets.c.queue_slug == queue_slug))[0]
        return int(row[0]), int(row[1])

    def claim(self, ticket_id: str, person_id: str, *, now: datetime) -> bool:
        """Take a ticket if nobody holds it: the first writer wins."""
        free = (tickets.c.id == ticket_id) & tickets.c.assignee_id.is_(None)
        values = {
            "assignee_id": person_id,
            "version": tickets.c.version + 1,
            "category": case((tickets.c.category == "new", "open"), else_=tickets.c.category),
            "first_assigned_at": func.coalesce(tickets.c.first_assigned_at, now),
        }
        return self._write(update(tickets).where(free).values(values)).rowcount == 1

    def change(self, ticket_id: str, *, version: int, values: Mapping[str, Any]) -> bool:
        """Change a ticket as it was at `version`. False when something came first."""
        same = (tickets.c.id == ticket_id) & (tickets.c.version == version)
        changed = update(tickets).where(same).values(version=tickets.c.version + 1, **values)
        return self._write(changed).rowcount == 1

    def add_event(
        self,
        ticket: TicketRecord | NewTicket,
        *,
        seq: int,
        kind: str,
        now: datetime,
        key: DataKey | None = None,
        actor_id: str | None = None,
        is_public: bool = False,
        body: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Add to the history. `seq` is the version of the ticket that this made."""
        sealed = key.seal(body.encode(), about=f"ticket_events:{ticket.id}:{seq}") if key and body else None
        values = {
            "ticket_id": ticket.id,
            "seq": seq,
            "kind": kind,
            "is_public": is_public,
            "actor_id": actor_id,
            "at": now,
            "details": dict(details or {}),
            "body": sealed,
        }
        self._write(insert(ticket_events).values(values))

    def list_events(self, ticket: TicketRecord, *, after: int = 0) -> tuple[TicketEventRecord, ...]:
        """The history, oldest first."""
        found = (
            select(ticket_events, people.c.name)
            .outerjoin(people, people.c.id == ticket_events.c.actor_id)
            .where(ticket_events.c.ticket_id == ticket.id, ticket_events.c.seq > after)
            .order_by(ticket_events.c.seq)
        )
        return tuple(_to_event(row, ticket) for row in self._all(found))

    def list_erasable(self, *, closed_before: datetime, limit: int = 500) -> tuple[str, ...]:
        """References of closed tickets whose personal data is past its time."""
        found = select(tickets.c.reference).where(
            tickets.c.category == "closed", tickets.c.closed_at <= closed_before, tickets.c.erased_at.is_(None)
        )
        return tuple(row.reference for row in self._all(found.limit(limit)))

    def list_to_close(self, *, resolved_before: datetime, limit: int = 500) -> tuple[str, ...]:
        """References of tickets resolved so long ago that they close by themselves."""
        found = select(tickets.c.reference).where(
            tickets.c.category == "resolved", tickets.c.resolved_at <= resolved_before
        )
        return tuple(row.reference for row in self._all(found.limit(limit)))

    def put_packet(self, ticket: TicketRecord, packet: Any) -> bool:
        """Add to the packet what was found out later. No version of the ticket: nobody's work on it is overtaken."""
        if ticket.key is None:
            return False
        sealed = ticket.key.seal(_dump(packet), about=f"tickets.packet:{ticket.id}")
        there = (tickets.c.id == ticket.id) & tickets.c.erased_at.is_(None)
        return self._write(update(tickets).where(there).values(packet=sealed)).rowcount == 1

    def erase(self, ticket: TicketRecord, *, now: datetime) -> None:
        """Destroy the data key and the person columns. History and numbers stay, without words."""
        self._uow.keys.destroy(ticket.data_key_id, now=now)
        self._write(contacts.delete().where(contacts.c.ticket_id == ticket.id))
        emptied = {"packet": None, "status_code": None, "status_code_hash": None, "erased_at": now}
        self._write(update(tickets).where(tickets.c.id == ticket.id).values(version=tickets.c.version + 1, **emptied))

    def _one(self, statement: Select[Any]) -> TicketRecord | None:
        row = self._first(statement)
        return self._open(row) if row is not None else None

    def _open(self, row: Any) -> TicketRecord:
        key = self._uow.keys.unwrap(row.data_key_id, row.wrapped, row.wrapped_by)
        sealed = row.packet if key else None
        names = TicketRecord.__dataclass_fields__.keys() - {"key", "packet", "status_code", "assignee"}
        return TicketRecord(
            **{name: getattr(row, name) for name in names},
            key=key,
            assignee=row.assignee or "",
            packet=json.loads(key.open(bytes(sealed), about=f"tickets.packet:{row.id}")) if key and sealed else None,
            status_code=_open_code(key, row),
        )


def _tickets() -> Select[Any]:
    return (
        select(tickets, data_keys.c.wrapped, data_keys.c.wrapped_by, people.c.name.label("assignee"))
        .join(data_keys, data_keys.c.id == tickets.c.data_key_id)
        .outerjoin(people, people.c.id == tickets.c.assignee_id)
    )


def _open_code(key: DataKey | None, row: Any) -> str:
    if key is None or row.status_code is None:
        return ""
    return key.open(bytes(row.status_code), about=f"tickets.status_code:{row.id}").decode()


def _to_event(row: Any, ticket: TicketRecord) -> TicketEventRecord:
    body = None
    if row.body is not None and ticket.key is not None:
        body = ticket.key.open(bytes(row.body), about=f"ticket_events:{ticket.id}:{row.seq}").decode()
    return TicketEventRecord(
        seq=row.seq,
        kind=row.kind,
        is_public=row.is_public,
        actor_id=row.actor_id,
        actor=row.name or "",
        at=row.at,
        details=row.details,
        body=body,
    )


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
