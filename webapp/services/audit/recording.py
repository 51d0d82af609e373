"""One row for each thing somebody did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork


class HasId(Protocol):
    """Whoever acts; accounts are a neighbour of this package."""

    @property
    def id(self) -> str: ...


def record(
    uow: UnitOfWork,
    actor: HasId | None,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    *,
    now: datetime,
) -> None:
    """Add a row, inside the write that did it. `details` never holds personal data: it is kept for ever."""
    uow.audit.add(action, subject, now=now, actor_id=actor.id if actor else None, details=details)
