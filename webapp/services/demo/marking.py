"""Whether there are samples, and taking them away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

DOMAIN = "demo.invalid"
"""Of the sample staff's email addresses: no real one ends like this."""
SUBJECT = "samples"


def has_samples(uow: UnitOfWork) -> bool:
    """Whether any sample journey is there."""
    return uow.demo.has_any()


def was_ever_made(uow: UnitOfWork) -> bool:
    """Whether samples were made before; whoever took them away does not want them back."""
    return bool(uow.audit.list_of(SUBJECT))


def remove_demo(uow: UnitOfWork, *, now: datetime) -> int:
    """Delete every sample, whatever was done with it since. Returns how many journeys there were."""
    with uow.write(durable=True):
        removed = uow.demo.remove_all(domain=DOMAIN)
        uow.audit.add("demo.removed", SUBJECT, now=now, details={"journeys": removed})
    return removed
