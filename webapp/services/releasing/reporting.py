"""How often something could not wait: emergencies by window and by flow, and whether each was looked at in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from webapp.persistence import ChangeRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.releasing.kinds import Kind
from webapp.services.releasing.viewing import title_of

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

WINDOWS: Final = (30, 90, 365)


@dataclass(frozen=True, kw_only=True)
class Urgent:
    """The emergencies of the last so many days, beside everything that was released."""

    days: int
    released: int
    """Releases of every kind; ways back left out."""
    emergencies: int
    in_time: int
    """Looked at afterwards before that was due."""
    late: int
    """Looked at too late, or not at all though it is due."""
    by_flow: tuple[tuple[str, int], ...]
    """Titles with their emergencies, the most first."""


def count_emergencies(uow: UnitOfWork, *, actor: Actor, now: datetime) -> tuple[Urgent, ...]:
    """The same numbers for each window, the shortest first."""
    require(actor, Permission.SEE_FLOWS)
    found = uow.changes.list_released_since(now - timedelta(days=WINDOWS[-1]))
    made = [change for change in found if change.kind != Kind.ROLLBACK]
    return tuple(_count(uow, days, [each for each in made if _is_within(each, days, now)], now) for days in WINDOWS)


def _count(uow: UnitOfWork, days: int, made: Sequence[ChangeRecord], now: datetime) -> Urgent:
    urgent = [change for change in made if change.kind == Kind.EMERGENCY]
    slugs = Counter(change.slug for change in urgent)
    return Urgent(
        days=days,
        released=len(made),
        emergencies=len(urgent),
        in_time=sum(change.reviewed_at is not None and not _is_late(change, now) for change in urgent),
        late=sum(_is_late(change, now) for change in urgent),
        by_flow=tuple((title_of(uow, slug), number) for slug, number in slugs.most_common()),
    )


def _is_within(change: ChangeRecord, days: int, now: datetime) -> bool:
    return change.closed_at is not None and change.closed_at >= now - timedelta(days=days)


def _is_late(change: ChangeRecord, now: datetime) -> bool:
    return change.review_due_at is not None and (change.reviewed_at or now) > change.review_due_at
