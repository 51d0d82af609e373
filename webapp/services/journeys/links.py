"""One-time links by which a person returns to a journey on another device."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from webapp.persistence import token_hash
from webapp.services.journeys.errors import ReturnLinkRefusedError
from webapp.services.journeys.opened import open_journey

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

GOOD_FOR = timedelta(days=30)


def make_return_link(uow: UnitOfWork, public_id: str, secret: str, *, now: datetime) -> str:
    """A token for `/return/<token>`, good once and as long as the journey."""
    record = open_journey(uow, public_id, secret, now=now).record
    token = secrets.token_urlsafe(32)
    expires_at = min(now + GOOD_FOR, record.expires_at)
    with uow.write(durable=True):
        uow.links.add(token_hash(token), journey_id=public_id, now=now, expires_at=expires_at)
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
