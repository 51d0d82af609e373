"""Who has which flow open. Rows are overwritten; nothing is known of yesterday."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from webapp.persistence.models import presences
from webapp.persistence.records import PresenceRecord
from webapp.persistence.stores.base import Store


class PresenceStore(Store):
    """One row for each person in each flow."""

    def find(self, slug: str, person_id: str) -> PresenceRecord | None:
        row = self._first(select(presences).where(_mine(slug, person_id)))
        return _to_presence(row) if row else None

    def put(self, slug: str, person_id: str, *, place: str, now: datetime) -> None:
        values = {"place": place, "seen_at": now}
        changed = self._write(update(presences).where(_mine(slug, person_id)).values(values))
        if changed.rowcount == 0:
            self._write(insert(presences).values(slug=slug, person_id=person_id, **values))

    def list_since(self, slug: str, *, since: datetime) -> tuple[PresenceRecord, ...]:
        """Whoever was seen since then, whoever came last first."""
        here = select(presences).where(presences.c.slug == slug, presences.c.seen_at >= since)
        return tuple(map(_to_presence, self._all(here.order_by(presences.c.seen_at.desc(), presences.c.person_id))))

    def delete_before(self, *, before: datetime) -> int:
        """Forget who was here then."""
        return self._write(delete(presences).where(presences.c.seen_at < before)).rowcount


def _mine(slug: str, person_id: str) -> Any:
    return (presences.c.slug == slug) & (presences.c.person_id == person_id)


def _to_presence(row: Any) -> PresenceRecord:
    return PresenceRecord(slug=row.slug, person_id=row.person_id, place=row.place, seen_at=row.seen_at)
