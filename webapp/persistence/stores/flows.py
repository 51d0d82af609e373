"""Flows and releases. A release is added once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from webapp.persistence.models import flows, journeys, releases
from webapp.persistence.records import FlowRecord, ReleaseRecord
from webapp.persistence.stores.base import Store


class FlowStore(Store):
    """Flows by slug, releases by id or fingerprint."""

    def find(self, slug: str) -> FlowRecord | None:
        row = self._first(select(flows.c.slug, flows.c.live_release_id).where(flows.c.slug == slug))
        return FlowRecord(slug=row.slug, live_release_id=row.live_release_id) if row else None

    def list_live(self) -> tuple[FlowRecord, ...]:
        """Every flow that the public can start."""
        live = select(flows.c.slug, flows.c.live_release_id).where(flows.c.live_release_id.is_not(None))
        return tuple(
            FlowRecord(slug=row.slug, live_release_id=row.live_release_id)
            for row in self._all(live.order_by(flows.c.slug))
        )

    def list_all(self) -> tuple[FlowRecord, ...]:
        """Every flow there is, those that only other flows run included."""
        return tuple(
            FlowRecord(slug=row.slug, live_release_id=row.live_release_id)
            for row in self._all(select(flows.c.slug, flows.c.live_release_id).order_by(flows.c.slug))
        )

    def newest_release(self, slug: str) -> ReleaseRecord | None:
        """The release of a flow that came last, live or not."""
        found = select(releases).where(releases.c.slug == slug).order_by(releases.c.id.desc()).limit(1)
        row = self._first(found)
        return _to_release(row) if row else None

    def count_starts(self, *, traffic: str, since: datetime) -> Mapping[str, int]:
        """How many journeys of one traffic each flow had."""
        counted = select(journeys.c.slug, func.count().label("starts")).group_by(journeys.c.slug)
        rows = self._all(counted.where(journeys.c.traffic == traffic, journeys.c.started_at >= since))
        return {row.slug: row.starts for row in rows}

    def add(self, slug: str, *, now: datetime) -> None:
        self._write(insert(flows).values(slug=slug, created_at=now))

    def release(self, release_id: int) -> ReleaseRecord:
        """A release by id; the ids come from foreign keys, so it is there."""
        row = self._first(select(releases).where(releases.c.id == release_id))
        if row is None:
            raise LookupError(f"no release {release_id}")
        return _to_release(row)

    def find_release(self, fingerprint: str) -> ReleaseRecord | None:
        row = self._first(select(releases).where(releases.c.fingerprint == fingerprint))
        return _to_release(row) if row else None

    def list_releases(self, slug: str) -> tuple[ReleaseRecord, ...]:
        """Newest first."""
        rows = self._all(select(releases).where(releases.c.slug == slug).order_by(releases.c.id.desc()))
        return tuple(_to_release(row) for row in rows)

    def add_release(
        self,
        slug: str,
        *,
        fingerprint: str,
        logic: str,
        document: Any,
        translations: Mapping[str, Any],
        origin: str,
        now: datetime,
        published_by: str | None = None,
    ) -> int:
        values = {
            "slug": slug,
            "fingerprint": fingerprint,
            "logic": logic,
            "document": document,
            "translations": dict(translations),
            "origin": origin,
            "published_at": now,
            "published_by": published_by,
        }
        row = self._write(insert(releases).values(values).returning(releases.c.id)).one()
        return int(row.id)

    def set_live(self, slug: str, release_id: int) -> None:
        self._write(update(flows).where(flows.c.slug == slug).values(live_release_id=release_id))


def _to_release(row: Any) -> ReleaseRecord:
    return ReleaseRecord(
        id=row.id,
        slug=row.slug,
        fingerprint=row.fingerprint,
        logic=row.logic,
        document=row.document,
        translations=row.translations,
        origin=row.origin,
        published_at=row.published_at,
        published_by=row.published_by,
    )
