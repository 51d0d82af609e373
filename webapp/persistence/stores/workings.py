"""What the solver found out, kept by what it is about. One process at a time works on each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from webapp.persistence.models import workings
from webapp.persistence.records import WorkingRecord
from webapp.persistence.stores.base import Store


class WorkingStore(Store):
    """Results by kind and name."""

    def find(self, kind: str, name: str) -> WorkingRecord | None:
        row = self._first(select(workings).where(*_is(kind, name)))
        return WorkingRecord(state=row.state, started_at=row.started_at, result=row.result) if row else None

    def claim(self, kind: str, name: str, *, now: datetime, before: datetime) -> bool:
        """Begin to work on it. False while somebody else does, who began after `before`."""
        values = {"kind": kind, "name": name, "state": "running", "started_at": now}
        new = self._insert(workings).values(values).on_conflict_do_nothing().returning(workings.c.name)
        if self._write(new).first() is not None:
            return True
        left = workings.c.started_at <= before
        again = update(workings).where(*_is(kind, name), left).values(state="running", started_at=now)
        return self._write(again).rowcount == 1

    def finish(self, kind: str, name: str, *, state: str, result: Any) -> None:
        self._write(update(workings).where(*_is(kind, name)).values(state=state, result=result))

    def forget(self, *, before: datetime) -> int:
        """Drop what was found out long ago: it can be asked again."""
        return self._write(delete(workings).where(workings.c.started_at <= before)).rowcount


def _is(kind: str, name: str) -> tuple[Any, Any]:
    return (workings.c.kind == kind, workings.c.name == name)
