"""Queues and the routing plans that lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, true, update

from webapp.persistence.models import queues, routing_plans, tickets
from webapp.persistence.records import PlanRecord, QueueCounts, QueueRecord
from webapp.persistence.stores.base import Store
from webapp.persistence.stores.desk import HAS_MESSAGE, IS_OPEN, IS_SAMPLE, IS_UNTAKEN, is_overdue


class QueueStore(Store):
    """Queues by slug."""

    def list_all(self) -> tuple[QueueRecord, ...]:
        return tuple(_to_queue(row) for row in self._all(select(queues).order_by(queues.c.position, queues.c.slug)))

    def find(self, slug: str) -> QueueRecord | None:
        row = self._first(select(queues).where(queues.c.slug == slug))
        return _to_queue(row) if row else None

    def find_plan(self, slug: str) -> PlanRecord | None:
        row = self._first(select(routing_plans).where(routing_plans.c.slug == slug))
        if row is None:
            return None
        return PlanRecord(
            slug=row.slug, queue_slug=row.queue_slug, reply_days=row.reply_days, reply_hours=row.reply_hours
        )

    def counts(self, person_id: str, *, now: datetime) -> Mapping[str, QueueCounts]:
        """By queue: what is open, and how much of it is overdue, untaken, this person's or waits with a message."""
        counted = {
            "open": true(),
            "overdue": is_overdue(now),
            "messages": HAS_MESSAGE,
            "untaken": IS_UNTAKEN,
            "mine": tickets.c.assignee_id == person_id,
        }
        numbers = [func.count().filter(~IS_SAMPLE, what).label(name) for name, what in counted.items()]
        rows = self._all(
            select(
                tickets.c.queue_slug,
                *numbers,
                func.min(tickets.c.created_at).filter(~IS_SAMPLE, IS_UNTAKEN).label("oldest_at"),
                func.count().filter(IS_SAMPLE).label("samples"),
            )
            .where(IS_OPEN)
            .group_by(tickets.c.queue_slug)
        )
        named = (*counted, "oldest_at", "samples")
        return {row.queue_slug: QueueCounts(**{name: getattr(row, name) for name in named}) for row in rows}

    def put(self, queue: QueueRecord) -> None:
        """Add a queue, or bring it up to date."""
        values = {"title": queue.title, "titles": dict(queue.titles), "position": queue.position}
        if self._write(update(queues).where(queues.c.slug == queue.slug).values(values)).rowcount == 0:
            self._write(insert(queues).values(slug=queue.slug, **values))

    def put_plan(self, plan: PlanRecord) -> None:
        """Add a plan, or bring it up to date."""
        values = {
            "queue_slug": plan.queue_slug,
            "reply_days": dict(plan.reply_days),
            "reply_hours": dict(plan.reply_hours),
        }
        if self._write(update(routing_plans).where(routing_plans.c.slug == plan.slug).values(values)).rowcount == 0:
            self._write(insert(routing_plans).values(slug=plan.slug, **values))


def _to_queue(row: Any) -> QueueRecord:
    return QueueRecord(slug=row.slug, title=row.title, titles=row.titles, position=row.position)
