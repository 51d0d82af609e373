"""What time does to journeys: they expire, and then their personal data is erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

ERASE_AFTER = timedelta(0)


def expire_journeys(uow: UnitOfWork, *, now: datetime) -> int:
    """Close the journeys that are over their time. Returns how many."""
    with uow.write():
        return uow.journeys.expire_due(now=now)


def erase_expired(uow: UnitOfWork, *, now: datetime, after: timedelta = ERASE_AFTER) -> int:
    """Destroy the data keys of expired journeys that no ticket needs. Returns how many."""
    due = uow.journeys.list_erasable(expired_before=now - after)
    for public_id in due:
        with uow.write(durable=True):
            uow.journeys.erase(public_id, now=now)
            uow.audit.add("journey.erased", public_id, now=now)
    return len(due)
