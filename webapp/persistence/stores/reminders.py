"""Who wants to be told before their answers are deleted. The address is sealed with the journey's own key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.persistence.crypto import DataKey
from webapp.persistence.models import reminders
from webapp.persistence.stores.base import Store


class ReminderStore(Store):
    """One reminder at most for each journey; it goes when it was sent."""

    def put(self, address: str, *, journey_id: str, key: DataKey, due_at: datetime, now: datetime) -> None:
        """Keep an address; a later one takes the place of the one before."""
        self.forget(journey_id)
        sealed = key.seal(address.encode(), about=f"reminders:{journey_id}")
        values = {"journey_id": journey_id, "address": sealed, "due_at": due_at, "created_at": now}
        self._write(insert(reminders).values(values))

    def list_due(self, *, now: datetime, limit: int = 500) -> tuple[str, ...]:
        """The journeys whose person is to be told now."""
        due = select(reminders.c.journey_id).where(reminders.c.due_at <= now).order_by(reminders.c.due_at)
        return tuple(row.journey_id for row in self._all(due.limit(limit)))

    def find_address(self, journey_id: str, key: DataKey) -> str | None:
        row = self._first(select(reminders.c.address).where(reminders.c.journey_id == journey_id))
        return key.open(bytes(row.address), about=f"reminders:{journey_id}").decode() if row else None

    def forget(self, journey_id: str) -> bool:
        """True when there was one: of two workers only one sends it."""
        return self._write(delete(reminders).where(reminders.c.journey_id == journey_id)).rowcount == 1
