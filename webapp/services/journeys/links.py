"""One-time links by which a person returns to a journey on another device, shown on the page or sent by email."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from webapp.persistence import JourneyRecord, token_hash
from webapp.services.delivery import put_mail
from webapp.services.journeys.errors import ReturnLinkRefusedError
from webapp.services.journeys.opened import open_journey
from webapp.services.notifications import Sender, build_link_mail, build_reminder_mail, read_address
from webapp.services.publishing import Published, get_release

if TYPE_CHECKING:
    from engine.model import Words
    from webapp.persistence import UnitOfWork

GOOD_FOR = timedelta(days=30)


def make_return_link(uow: UnitOfWork, public_id: str, secret: str, *, now: datetime, again: str = "") -> str:
    """A token for `/return/<token>`, good once and as long as the journey. `again` is one just shown, and stays."""
    record = open_journey(uow, public_id, secret, now=now).record
    if again and uow.links.is_good(token_hash(again), journey_id=public_id, now=now):
        return again
    token = secrets.token_urlsafe(32)
    with uow.write(durable=True):
        _add(uow, record, token, now)
    return token


def exchange_return_link(uow: UnitOfWork, token: str, *, now: datetime) -> tuple[str, str]:
    """The journey's public id and its new secret; the browser that held the old one has left the journey.

    Raises ReturnLinkRefusedError.
    """
    secret = secrets.token_urlsafe(32)
    with uow.write(durable=True):
        public_id = uow.links.use(token_hash(token), now=now)
        if public_id is not None:
            uow.journeys.set_secret(public_id, token_hash(secret))
    if public_id is None:
        raise ReturnLinkRefusedError
    return public_id, secret


def mail_return_link(
    uow: UnitOfWork,
    public_id: str,
    secret: str,
    address: str,
    *,
    sender: Sender,
    words: Callable[[str], Words],
    now: datetime,
    remind_before: timedelta | None = None,
) -> bool:
    """Send a link to `address`; with `remind_before`, another one so long before the journey expires.

    True when that reminder is still to come. Raises AddressRefusedError, whose sentence is for the person.
    """
    opened = open_journey(uow, public_id, secret, now=now)
    record, spoken = opened.record, words(opened.record.language)
    assert record.key is not None, "an open journey has its key"
    to, token = read_address(address, words=spoken, now=now), secrets.token_urlsafe(32)
    until = _last_day(record, opened.published)
    service = opened.published.text("/title", record.language)
    mail = build_link_mail(spoken, sender, to=to, service=service, token=token, until=until)
    due_at = record.expires_at - remind_before if remind_before else now
    with uow.write(durable=True):
        _add(uow, record, token, now)
        _put(uow, record, mail.to_json(), token, now)
        if due_at > now:
            uow.reminders.put(to, journey_id=public_id, key=record.key, due_at=due_at, now=now)
    return due_at > now


def send_reminders(uow: UnitOfWork, *, sender: Sender, words: Callable[[str], Words], now: datetime) -> int:
    """Tell those who asked for it that their answers will be deleted soon, once. Returns how many."""
    return sum(_remind(uow, public_id, sender, words, now) for public_id in uow.reminders.list_due(now=now))


def _remind(uow: UnitOfWork, public_id: str, sender: Sender, words: Callable[[str], Words], now: datetime) -> bool:
    record = uow.journeys.find(public_id)
    address = uow.reminders.find_address(public_id, record.key) if record and record.key else None
    is_wanted = record is not None and record.state == "open" and record.expires_at > now
    with uow.write(durable=True):
        # Whatever was sent, expired or taken by another worker meanwhile needs no reminder.
        if not uow.reminders.forget(public_id) or not is_wanted or record is None or address is None:
            return False
        token = secrets.token_urlsafe(32)
        published = get_release(uow, record.release_id)
        service, until = published.text("/title", record.language), _last_day(record, published)
        mail = build_reminder_mail(
            words(record.language), sender, to=address, service=service, token=token, until=until
        )
        _add(uow, record, token, now)
        _put(uow, record, mail.to_json(), token, now)
    return True


def _add(uow: UnitOfWork, record: JourneyRecord, token: str, now: datetime) -> None:
    expires_at = min(now + GOOD_FOR, record.expires_at)
    uow.links.add(token_hash(token), journey_id=record.public_id, now=now, expires_at=expires_at)


def _put(uow: UnitOfWork, record: JourneyRecord, mail: dict[str, str], token: str, now: datetime) -> None:
    assert record.key is not None, "an erased journey sends nothing"
    put_mail(
        uow,
        mail=mail,
        subject=record.public_id,
        once=token_hash(token).hex()[:16],
        key=record.key,
        data_key_id=record.data_key_id,
        now=now,
    )


def _last_day(record: JourneyRecord, published: Published) -> date:
    """The day on which the answers are deleted, where the service is."""
    return record.expires_at.astimezone(ZoneInfo(published.release.flow.time_zone)).date()
