"""What agencies ask for, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from webapp.persistence.models import flow_request_entries, flow_requests
from webapp.persistence.records import FlowRequestRecord, RequestEntryRecord
from webapp.persistence.stores.base import Store


class FlowRequestStore(Store):
    """Requests by number. Entries are only ever added."""

    def add(self, values: Mapping[str, Any]) -> int:
        new = insert(flow_requests).values(**values).returning(flow_requests.c.id)
        return int(self._write(new).one().id)

    def find(self, request_id: int) -> FlowRequestRecord | None:
        row = self._first(select(flow_requests).where(flow_requests.c.id == request_id))
        return _to_request(row) if row else None

    def list_all(self) -> tuple[FlowRequestRecord, ...]:
        """What was changed last comes first."""
        found = select(flow_requests).order_by(flow_requests.c.updated_at.desc(), flow_requests.c.id.desc())
        return tuple(map(_to_request, self._all(found)))

    def change(self, request_id: int, *, now: datetime, **values: Any) -> None:
        mine = update(flow_requests).where(flow_requests.c.id == request_id)
        self._write(mine.values(updated_at=now, **values))

    def add_entry(self, request_id: int, *, kind: str, name: str, body: str, now: datetime) -> None:
        values = {"request_id": request_id, "kind": kind, "name": name, "body": body, "created_at": now}
        self._write(insert(flow_request_entries).values(values))

    def list_entries(self, request_id: int) -> tuple[RequestEntryRecord, ...]:
        """In the order in which they were written."""
        mine = select(flow_request_entries).where(flow_request_entries.c.request_id == request_id)
        return tuple(
            RequestEntryRecord(kind=row.kind, name=row.name, body=row.body, created_at=row.created_at)
            for row in self._all(mine.order_by(flow_request_entries.c.id))
        )


def _to_request(row: Any) -> FlowRequestRecord:
    return FlowRequestRecord(**{name: getattr(row, name) for name in FlowRequestRecord.__dataclass_fields__})
