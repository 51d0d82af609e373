"""What is done for each kind of job. A handler returns what is worth keeping, and never personal data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from webapp.connectors import Connector, Delivery, DeliveryError
from webapp.services.delivery import DELIVER_TICKET, FIND_NEAREST, SEND_MAIL, TELL_STAFF, reference_of
from webapp.services.journeys import erase_expired, expire_journeys, find_nearest_of, send_reminders
from webapp.services.releasing import (
    RELEASE_CHANGE,
    REMIND_APPROVERS,
    release_due,
    remind_deciders,
    write_telling,
)
from webapp.services.search import forget_unfound_words
from webapp.services.tickets import close_resolved, erase_due_tickets

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import Database, JobRecord
    from webapp.services.notifications import Sender

REMIND = "remind"
EXPIRE_JOURNEYS = "expire-journeys"
KEEP_RETENTION = "keep-retention"
CLEAN_UP = "clean-up"
_KEEP_DELIVERED = timedelta(days=30)
_KEEP_WORKERS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Post:
    """How mail leaves: by which connector, in whose name, in which words; and when staff are told again."""

    connector: Connector
    sender: Sender
    words: Callable[[str], Words]
    tell_again_every: timedelta = timedelta(days=2)
    """How long a request to release waits between two reminders; no time at all is never."""


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What handlers work with."""

    database: Database
    connector: Connector
    post: Post | None = None
    """None where no mail can be sent; the pages then offer none."""


Handler = Callable[[Tools, "JobRecord", datetime], Mapping[str, Any]]


def deliver_ticket(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Hand a new ticket to the connector. Erased meanwhile, it is not sent any more."""
    if job.body is None:
        return {"erased": True}
    delivery = Delivery(key=job.idempotency_key, reference=job.subject, attempt=job.attempts, payload=job.body)
    return tools.connector.deliver(delivery)


def send_mail(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Hand a mail to the connector. Erased meanwhile, it is not sent any more."""
    if job.body is None:
        return {"erased": True}
    if tools.post is None:
        raise DeliveryError("no way to send mail is set up: give WAYPOST_SMTP_URL")
    delivery = Delivery(key=job.idempotency_key, reference=job.subject, attempt=job.attempts, payload=job.body)
    return tools.post.connector.deliver(delivery)


def find_nearest(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Work out how near other outcomes were, for the packet of a new ticket.

    The solver is for one thread: each worker is a process of its own.
    """
    with tools.database.unit_of_work() as uow:
        return {"nearest": find_nearest_of(uow, reference_of(job.subject))}


def remind(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Tell people whose answers will be deleted soon."""
    if tools.post is None:
        return {"reminded": 0}
    with tools.database.unit_of_work() as uow:
        return {"reminded": send_reminders(uow, sender=tools.post.sender, words=tools.post.words, now=now)}


def expire(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Close journeys that are over their time, and erase them."""
    with tools.database.unit_of_work() as uow:
        return {"expired": expire_journeys(uow, now=now), "erased": erase_expired(uow, now=now)}


def keep_retention(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Close what was resolved long ago, and erase what was closed long ago."""
    with tools.database.unit_of_work() as uow:
        return {"closed": close_resolved(uow, now=now), "erased": erase_due_tickets(uow, now=now)}


def clean_up(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Forget sessions, limits and links that are over, and deliveries made long ago."""
    with tools.database.unit_of_work() as uow, uow.write():
        return {
            "sessions": uow.sessions.delete_expired(now=now),
            "limits": uow.limits.delete_ended(now=now),
            "links": uow.links.delete_expired(now=now),
            "codes": uow.codes.delete_expired(now=now),
            "workers": uow.outbox.forget_workers(before=now - _KEEP_WORKERS),
            "unfound_words": forget_unfound_words(uow, now=now),
            "jobs": uow.outbox.delete_finished(before=now - _KEEP_DELIVERED),
        }


def release(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Let the public meet a change at the time that was set, if everything still holds."""
    with tools.database.unit_of_work() as uow:
        return release_due(uow, int(job.subject), now=now)


def tell_staff(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Write to a member of staff what waits for them, or what became of what they asked for."""
    if tools.post is None:
        return {"sent": False}
    with tools.database.unit_of_work() as uow:
        mail = write_telling(uow, job.subject, sender=tools.post.sender, now=now)
    if mail is None:  # decided meanwhile, or the person left
        return {"sent": False}
    delivery = Delivery(key=job.idempotency_key, reference=job.subject, attempt=job.attempts, payload=mail.to_json())
    return tools.post.connector.deliver(delivery)


def remind_approvers(tools: Tools, job: JobRecord, now: datetime) -> Mapping[str, Any]:
    """Tell again whoever a request to release waits for."""
    if tools.post is None or not tools.post.tell_again_every:
        return {"reminded": 0}
    with tools.database.unit_of_work() as uow:
        return {"reminded": remind_deciders(uow, every=tools.post.tell_again_every, now=now)}


HANDLERS: dict[str, Handler] = {
    DELIVER_TICKET: deliver_ticket,
    SEND_MAIL: send_mail,
    FIND_NEAREST: find_nearest,
    REMIND: remind,
    EXPIRE_JOURNEYS: expire,
    KEEP_RETENTION: keep_retention,
    CLEAN_UP: clean_up,
    RELEASE_CHANGE: release,
    TELL_STAFF: tell_staff,
    REMIND_APPROVERS: remind_approvers,
}
