"""What is done again and again. Each period has its own key, so that many workers put it down once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webapp.jobs.handlers import CLEAN_UP, EXPIRE_JOURNEYS, KEEP_RETENTION, REMIND
from webapp.services.releasing import REMIND_APPROVERS

SCHEDULE: dict[str, timedelta] = {
    EXPIRE_JOURNEYS: timedelta(minutes=15),
    REMIND: timedelta(hours=1),
    REMIND_APPROVERS: timedelta(hours=1),
    CLEAN_UP: timedelta(hours=1),
    KEEP_RETENTION: timedelta(days=1),
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def due_periods(now: datetime) -> tuple[tuple[str, str, datetime], ...]:
    """For each kind: the key of the present period, and when that began."""
    return tuple((kind, *_period(kind, every, now)) for kind, every in SCHEDULE.items())


def _period(kind: str, every: timedelta, now: datetime) -> tuple[str, datetime]:
    began_at = now - (now - _EPOCH) % every
    return f"{kind}:{began_at.isoformat()}", began_at
