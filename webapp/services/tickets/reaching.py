"""How what an agent writes reaches the person: a mail says that there is a message, and the status page shows it.

The mail holds nothing of the message and a link of its own. The link needs no table: it says which request it opens
and until when, under a keyed hash that no other request and no erased one fits.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from webapp.persistence import TicketRecord, keyed_hash
from webapp.services.delivery import mail_key, put_mail
from webapp.services.notifications import MAY_WRITE, Writer, build_message_mail

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

LINK_GOOD_FOR: Final = timedelta(days=30)


def has_agreed(packet: Mapping[str, Any], words: Words) -> bool:
    """Whether the person left an address, and agreed in so many words that it may be written to."""
    left = packet.get("person", {}).get("email")
    return bool(left) and words.sentence(MAY_WRITE) in packet.get("consent", {}).get("text", "")


def agreed_address(ticket: TicketRecord) -> str:
    """The address that may be written to; empty where there is none, and for samples, behind whom nobody is."""
    packet: Mapping[str, Any] = ticket.packet or {}
    if ticket.traffic == "demo" or not packet.get("routing", {}).get("may_mail"):
        return ""
    return str(packet.get("person", {}).get("email") or "")


def mail_that_there_is_a_message(
    uow: UnitOfWork, ticket: TicketRecord, writer: Writer, *, seq: int, now: datetime
) -> None:
    """Put the mail down, inside the write that made the message `seq` of the ticket."""
    assert ticket.key is not None, "an erased ticket has no address"
    until = (now + LINK_GOOD_FOR).date()
    mail = build_message_mail(
        writer.words(ticket.language),
        writer.sender,
        to=agreed_address(ticket),
        reference=ticket.reference,
        token=make_status_token(uow, ticket, until=until),
        until=until,
    )
    put_mail(
        uow,
        mail=mail.to_json(),
        subject=ticket.reference,
        once=str(seq),
        key=ticket.key,
        data_key_id=ticket.data_key_id,
        now=now,
    )


def was_given_up(uow: UnitOfWork, reference: str, *, seq: int) -> bool:
    """Whether the mail about the message `seq` could not be sent, however often it was tried."""
    return uow.outbox.is_dead(mail_key(reference, str(seq)))


def make_status_token(uow: UnitOfWork, ticket: TicketRecord, *, until: date) -> str:
    """What opens this one request until the end of a day."""
    return f"{ticket.reference}.{until:%Y%m%d}.{_sign(uow, ticket, f'{until:%Y%m%d}')}"


def find_by_token(uow: UnitOfWork, token: str, *, now: datetime) -> TicketRecord | None:
    """The request that a link opens; None when it is forged, too old or the request was erased."""
    reference, _, rest = token.partition(".")
    day, _, signature = rest.partition(".")
    ticket = uow.tickets.find(reference)
    if ticket is None or ticket.status_code_hash is None:
        return None
    is_genuine = hmac.compare_digest(signature.encode(), _sign(uow, ticket, day).encode())
    return ticket if is_genuine and f"{now:%Y%m%d}" <= day else None


def _sign(uow: UnitOfWork, ticket: TicketRecord, day: str) -> str:
    """Bound to the status code too, which goes when the request is erased."""
    code = bytes(ticket.status_code_hash or b"").hex()
    signed = keyed_hash(uow.keys.hashing_secret(), f"status-link:{ticket.id}:{day}:{code}")
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")
