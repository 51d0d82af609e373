"""The audit: who did what. Rows are only ever added; a trigger sees to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from webapp.persistence.models import audit
from webapp.persistence.records import AuditRecord
from webapp.persistence.stores.base import Store


class AuditStore(Store):
    """Rows by subject."""

    def add(
        self,
        action: str,
        subject: str,
        *,
        now: datetime,
        actor_id: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """`details` never holds personal data: it is kept for ever."""
        values = {"at": now, "actor_id": actor_id, "action": action, "subject": subject, "details": dict(details or {})}
        self._write(insert(audit).values(values))

    def list_of(self, subject: str) -> tuple[AuditRecord, ...]:
        """Oldest first."""
        rows = self._all(select(audit).where(audit.c.subject == subject).order_by(audit.c.id))
        return tuple(
            AuditRecord(
                id=row.id, at=row.at, actor_id=row.actor_id, action=row.action, subject=row.subject, details=row.details
            )
            for row in rows
        )
