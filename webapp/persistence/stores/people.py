"""Members of staff."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from webapp.persistence.models import people
from webapp.persistence.records import PersonRecord
from webapp.persistence.stores.base import Store


class PersonStore(Store):
    """People by email, which the service has normalised."""

    def find(self, email: str) -> PersonRecord | None:
        row = self._first(select(people).where(people.c.email == email))
        return to_person(row) if row else None

    def list_all(self) -> tuple[PersonRecord, ...]:
        return tuple(to_person(row) for row in self._all(select(people).order_by(people.c.email)))

    def add(self, person: PersonRecord, *, now: datetime) -> None:
        self._write(insert(people).values(**vars(person), created_at=now))

    def change(self, person_id: str, **values: Any) -> None:
        self._write(update(people).where(people.c.id == person_id).values(values))


def to_person(row: Any) -> PersonRecord:
    return PersonRecord(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        password_hash=row.password_hash,
        is_active=row.is_active,
    )
