"""Whether this installation can serve: for `/readyz`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from webapp.persistence import is_at_head

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

WORKER_SILENCE = timedelta(minutes=2)


def check_readiness(uow: UnitOfWork, *, now: datetime) -> Mapping[str, bool]:
    """By check: the database answers, it has this code's schema, and a worker was seen of late."""
    checks = {"database": uow.is_reachable(), "migrations": False, "worker": False}
    if not checks["database"]:
        return checks
    checks["migrations"] = is_at_head(uow.connection)
    if checks["migrations"]:
        seen_at = uow.outbox.last_heartbeat()
        checks["worker"] = seen_at is not None and now - seen_at < WORKER_SILENCE
    return checks
