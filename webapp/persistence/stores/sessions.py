"""Staff sessions, by the hash of their token. Deleting one ends it at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from webapp.persistence.models import people, staff_sessions
from webapp.persistence.records import SessionRecord
from webapp.persistence.stores.base import Store
from webapp.persistence.stores.people import to_person


class SessionStore(Store):
    """Sessions that live on the server."""

    def find(self, token_hash: bytes) -> SessionRecord | None:
        found = (
            select(people, staff_sessions.c.token_hash, staff_sessions.c.seen_at, staff_sessions.c.expires_at)
            .join(staff_sessions, staff_sessions.c.person_id == people.c.id)
            .where(staff_sessions.c.token_hash == token_hash)
        )
        row = self._first(found)
        if row is None:
            return None
        return SessionRecord(
            token_hash=bytes(row.token_hash), seen_at=row.seen_at, expires_at=row.expires_at, person=to_person(row)
        )

    def add(self, token_hash: bytes, *, person_id: str, now: datetime, expires_at: datetime) -> None:
        values = {"token_hash": token_hash, "person_id": person_id, "created_at": now, "seen_at": now}
        self._write(insert(staff_sessions).values(**values, expires_at=expires_at))

    def touch(self, token_hash: bytes, *, now: datetime) -> None:
        self._write(update(staff_sessions).where(staff_sessions.c.token_hash == token_hash).values(seen_at=now))

    def end(self, token_hash: bytes) -> None:
        self._write(delete(staff_sessions).where(staff_sessions.c.token_hash == token_hash))

    def end_all_of(self, person_id: str) -> None:
        self._write(delete(staff_sessions).where(staff_sessions.c.person_id == person_id))

    def delete_expired(self, *, now: datetime) -> int:
        return self._write(delete(staff_sessions).where(staff_sessions.c.expires_at <= now)).rowcount
