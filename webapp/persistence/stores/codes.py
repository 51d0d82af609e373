"""Short codes by which a person comes back, by their keyed hash. A journey has one at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.persistence.models import return_codes
from webapp.persistence.stores.base import Store


class ReturnCodeStore(Store):
    """The code of each journey that has one."""

    def put(self, code_hash: bytes, *, journey_id: str, now: datetime, expires_at: datetime) -> None:
        """Keep a new code; the one before it no longer leads anywhere."""
        self.forget(journey_id)
        values = {"journey_id": journey_id, "code_hash": code_hash, "created_at": now, "expires_at": expires_at}
        self._write(insert(return_codes).values(values))

    def find(self, code_hash: bytes, *, now: datetime) -> str | None:
        """The journey it leads to, while it is good."""
        good = (return_codes.c.code_hash == code_hash) & (return_codes.c.expires_at > now)
        row = self._first(select(return_codes.c.journey_id).where(good))
        return str(row.journey_id) if row else None

    def forget(self, journey_id: str) -> None:
        self._write(delete(return_codes).where(return_codes.c.journey_id == journey_id))

    def delete_expired(self, *, now: datetime) -> int:
        return self._write(delete(return_codes).where(return_codes.c.expires_at <= now)).rowcount
