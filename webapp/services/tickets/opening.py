"""Opening a ticket from a handoff packet: everything is thought out first, and then written in the caller's write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from webapp.persistence import DataKey, JourneyRecord, NewTicket, QueueRecord, keyed_hash
from webapp.services.delivery import put_delivery, put_nearest
from webapp.services.tickets.reaching import has_agreed
from webapp.services.tickets.references import new_reference, new_status_code
from webapp.services.tickets.routing import promise, route, title_in

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

CONTACT_KINDS = ("email", "phone")


class Handoff(Protocol):
    """What the engine says when a person is asked to take over."""

    @property
    def plan(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def packet(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A ticket ready to be written."""

    ticket: NewTicket
    key: DataKey
    contact_hashes: Mapping[str, bytes]
    new_queue: QueueRecord | None = None


def prepare_ticket(
    uow: UnitOfWork, handoff: Handoff, journey: JourneyRecord, *, time_zone: str, words: Words, now: datetime
) -> Opening:
    """Choose queue, promise and numbers. Reads only."""
    assert journey.key is not None, "an erased journey hands nothing over"
    routed = route(uow, handoff.plan, handoff.priority, time_zone=time_zone, now=now)
    reference, status_code = _free_reference(uow), new_status_code()
    person = handoff.packet.get("person", {})
    sentence = promise(
        words,
        reply_days=routed.reply_days,
        reply_hours=routed.reply_hours,
        due_on=routed.due_at.date(),
        is_anonymous=bool(person.get("anonymous")),
    )
    routing = {
        "queue": routed.queue.slug,
        "queue_title": title_in(routed.queue, journey.language),
        "promise": sentence,
        "reply_days": routed.reply_days,
        "reply_hours": routed.reply_hours,
        "due": routed.due_at.isoformat(),
        "may_mail": has_agreed(handoff.packet, words),
    }
    secret = uow.keys.hashing_secret()
    nearest = {} if journey.traffic == "demo" else {"nearest": None}  # worked out later, by the worker
    ticket = NewTicket(
        id=uow.new_id(),
        reference=reference,
        handoff_key=handoff.key,
        journey_id=journey.public_id,
        slug=journey.slug,
        plan=handoff.plan,
        reason=handoff.reason,
        queue_slug=routed.queue.slug,
        priority=handoff.priority,
        language=journey.language,
        traffic=journey.traffic,
        packet={**handoff.packet, "reference": reference, "routing": routing, **nearest},
        data_key_id=journey.data_key_id,
        status_code=status_code,
        status_code_hash=keyed_hash(secret, f"status:{reference}:{status_code}"),
        created_at=now,
        due_at=routed.due_at,
    )
    new_queue = routed.queue if routed.is_new_queue else None
    return Opening(ticket=ticket, key=journey.key, contact_hashes=hash_contacts(secret, person), new_queue=new_queue)


def open_ticket(uow: UnitOfWork, opening: Opening, *, now: datetime) -> None:
    """Write the ticket, its history's first entry, its audit row and its delivery, all in the caller's write."""
    ticket = opening.ticket
    if opening.new_queue is not None:
        uow.queues.put(opening.new_queue)
    uow.tickets.add(ticket, opening.key)
    for kind, contact_hash in opening.contact_hashes.items():
        uow.tickets.add_contact(ticket.id, kind, contact_hash)
    uow.tickets.add_event(ticket, seq=1, kind="opened", now=now, is_public=True)
    uow.audit.add("ticket.opened", ticket.reference, now=now, details={"queue": ticket.queue_slug, "plan": ticket.plan})
    if ticket.traffic == "demo":  # a sample reaches no other system
        return
    put_delivery(
        uow, reference=ticket.reference, packet=ticket.packet, key=opening.key, data_key_id=ticket.data_key_id, now=now
    )
    put_nearest(uow, reference=ticket.reference, now=now)


def hash_contacts(secret: bytes, person: Mapping[str, Any]) -> dict[str, bytes]:
    """How this person is found again, without keeping the address itself."""
    given = {kind: str(person.get(kind) or "") for kind in CONTACT_KINDS}
    return {kind: hash_contact(secret, kind, text) for kind, text in given.items() if text.strip()}


def hash_contact(secret: bytes, kind: str, text: str) -> bytes:
    """The same for every way to write one address or number."""
    plain = text.strip().casefold() if kind == "email" else _digits(text)
    return keyed_hash(secret, f"{kind}:{plain}")


def _digits(phone: str) -> str:
    digits = "".join(sign for sign in phone if sign.isdigit())
    return f"1{digits}" if len(digits) == 10 else digits  # a number of this country, without its code


def _free_reference(uow: UnitOfWork) -> str:
    reference = new_reference()
    while not uow.tickets.is_reference_free(reference):
        reference = new_reference()
    return reference
