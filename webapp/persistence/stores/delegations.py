"""Who decides in the stead of whom, and what was decided about kinds of change that need nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from webapp.persistence.models import delegations, standard_kinds
from webapp.persistence.records import DelegationRecord, StandardKindRecord
from webapp.persistence.stores.base import Store

_DELEGATION = tuple(DelegationRecord.__dataclass_fields__)
_KIND = tuple(StandardKindRecord.__dataclass_fields__)


class DelegationStore(Store):
    """Those that hold, by time. One that was taken back stays on record."""

    def list_from(self, now: datetime) -> tuple[DelegationRecord, ...]:
        """Those that hold now or later, the next first."""
        holds = delegations.c.ended_at.is_(None) & (delegations.c.ends_at > now)
        rows = self._all(select(delegations).where(holds).order_by(delegations.c.starts_at, delegations.c.id))
        return tuple(DelegationRecord(**{name: getattr(row, name) for name in _DELEGATION}) for row in rows)

    def add(self, *, approver_id: str, delegate_id: str, starts_at: datetime, ends_at: datetime, now: datetime) -> int:
        values = {"approver_id": approver_id, "delegate_id": delegate_id, "starts_at": starts_at, "ends_at": ends_at}
        row = self._write(insert(delegations).values(**values, named_at=now).returning(delegations.c.id)).one()
        return int(row.id)

    def end(self, delegation_id: int, *, approver_id: str, now: datetime) -> bool:
        """False when it is not this approver's, or was taken back before."""
        own = (delegations.c.id == delegation_id) & (delegations.c.approver_id == approver_id)
        held = own & delegations.c.ended_at.is_(None)
        return self._write(update(delegations).where(held).values(ended_at=now)).rowcount == 1


class StandardKindStore(Store):
    """What was decided last about each kind; a kind without a row is as it was delivered."""

    def find(self, model: str) -> StandardKindRecord | None:
        row = self._first(select(standard_kinds).where(standard_kinds.c.model == model))
        return StandardKindRecord(**{name: getattr(row, name) for name in _KIND}) if row else None

    def put(self, kind: StandardKindRecord) -> None:
        values: dict[str, Any] = {name: getattr(kind, name) for name in _KIND}
        new = self._insert(standard_kinds).values(values)
        self._write(new.on_conflict_do_update(index_elements=[standard_kinds.c.model], set_=values))
