"""Puts work down for the worker. The idempotency key is what the receiver may tell repeats by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from webapp.persistence import DataKey, UnitOfWork

DELIVER_TICKET = "deliver-ticket"
SEND_MAIL = "send-mail"
FIND_NEAREST = "find-nearest"
TELL_STAFF = "tell-staff"


def put_delivery(
    uow: UnitOfWork, *, reference: str, packet: Mapping[str, Any], key: DataKey, data_key_id: str, now: datetime
) -> None:
    """Deliver a new ticket's packet, sealed with the person's own key."""
    uow.outbox.add(
        DELIVER_TICKET,
        subject=reference,
        idempotency_key=f"ticket:{reference}",
        run_at=now,
        now=now,
        body={"type": "ticket.opened", "timestamp": now.isoformat(), "data": packet},
        key=key,
        data_key_id=data_key_id,
    )


def mail_key(subject: str, once: str) -> str:
    """What one mail is known by."""
    return f"mail:{subject}:{once}"


def put_mail(
    uow: UnitOfWork, *, mail: Mapping[str, str], subject: str, once: str, key: DataKey, data_key_id: str, now: datetime
) -> None:
    """Send a mail about a journey or a ticket, sealed with the person's own key: erased, it is not sent any more."""
    uow.outbox.add(
        SEND_MAIL,
        subject=subject,
        idempotency_key=mail_key(subject, once),
        run_at=now,
        now=now,
        body=dict(mail),
        key=key,
        data_key_id=data_key_id,
    )


def put_nearest(uow: UnitOfWork, *, reference: str, now: datetime) -> None:
    """Find out how near other outcomes were, for the packet of a new ticket. Its answers stay where they are."""
    key = f"{FIND_NEAREST}:{reference}"
    uow.outbox.add(FIND_NEAREST, subject=key, idempotency_key=key, run_at=now, now=now)


def put_telling(uow: UnitOfWork, *, subject: str, once: str, now: datetime) -> bool:
    """Tell a member of staff something; it is written when it is sent. False when it was put down before."""
    key = f"{TELL_STAFF}:{subject}:{once}"
    return uow.outbox.add(TELL_STAFF, subject=subject, idempotency_key=key, run_at=now, now=now)


def telling_subject(event: str, change_id: int, person_id: str) -> str:
    """What such a job is about: an event of a request to release, and who is told."""
    return f"{event}:{change_id}:{person_id}"


def reference_of(subject: str) -> str:
    """The ticket that such a job is about."""
    return subject.removeprefix(f"{FIND_NEAREST}:")
