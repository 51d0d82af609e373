"""Times in which nothing may be released."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from webapp.persistence.models import freezes
from webapp.persistence.records import FreezeRecord
from webapp.persistence.stores.base import Store

_FIELDS = tuple(FreezeRecord.__dataclass_fields__)


class FreezeStore(Store):
    """Those that hold, by time. One that was taken away stays on record."""

    def find(self, freeze_id: int) -> FreezeRecord | None:
        row = self._first(_held().where(freezes.c.id == freeze_id))
        return _to_freeze(row) if row else None

    def list_from(self, now: datetime) -> tuple[FreezeRecord, ...]:
        """Those that hold now or later, the next first."""
        rows = self._all(_held().where(freezes.c.ends_at > now).order_by(freezes.c.starts_at, freezes.c.id))
        return tuple(map(_to_freeze, rows))

    def find_at(self, slug: str, at: datetime) -> FreezeRecord | None:
        """The one that holds a flow at a moment; of several the one that ends last."""
        here = or_(freezes.c.slug.is_(None), freezes.c.slug == slug)
        holds = (freezes.c.starts_at <= at) & (freezes.c.ends_at > at)
        row = self._first(_held().where(here, holds).order_by(freezes.c.ends_at.desc()).limit(1))
        return _to_freeze(row) if row else None

    def add(
        self, *, slug: str | None, why: str, starts_at: datetime, ends_at: datetime, added_by: str, now: datetime
    ) -> int:
        values = {"slug": slug, "why": why, "starts_at": starts_at, "ends_at": ends_at, "added_by": added_by}
        row = self._write(insert(freezes).values(**values, added_at=now).returning(freezes.c.id)).one()
        return int(row.id)

    def remove(self, freeze_id: int, *, removed_by: str, now: datetime) -> bool:
        """False when it was taken away before."""
        held = (freezes.c.id == freeze_id) & freezes.c.removed_at.is_(None)
        return self._write(update(freezes).where(held).values(removed_by=removed_by, removed_at=now)).rowcount == 1


def _held() -> Any:
    return select(freezes).where(freezes.c.removed_at.is_(None))


def _to_freeze(row: Any) -> FreezeRecord:
    return FreezeRecord(**{name: getattr(row, name) for name in _FIELDS})
