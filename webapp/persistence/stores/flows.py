"""Flows and releases. A release is added once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import case, exists, func, insert, select, update

from webapp.persistence.models import flows, journeys, releases, trail
from webapp.persistence.records import FlowRecord, FlowUse, ReleaseRecord
from webapp.persistence.stores.base import Store

_ENDS = ("outcome", "handoff")
"""What the trail says of a journey that came to an end."""


class FlowStore(Store):
    """Flows by slug, releases by id or fingerprint."""

    def find(self, slug: str) -> FlowRecord | None:
        row = self._first(select(flows).where(flows.c.slug == slug))
        return _to_flow(row) if row else None

    def list_live(self) -> tuple[FlowRecord, ...]:
        """Every flow that the public can start."""
        live = select(flows).where(flows.c.live_release_id.is_not(None))
        return tuple(map(_to_flow, self._all(live.order_by(flows.c.slug))))

    def list_all(self) -> tuple[FlowRecord, ...]:
        """Every flow there is, those that only other flows run and those that were archived included."""
        return tuple(map(_to_flow, self._all(select(flows).order_by(flows.c.slug))))

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

    def list_use(self, *, traffic: str, since: datetime, now: datetime) -> Mapping[str, FlowUse]:
        """By flow: who is inside now, and how many of those who began since then came to an end."""
        ended = exists().where(trail.c.journey_id == journeys.c.public_id, trail.c.event.in_(_ENDS))
        is_inside = (journeys.c.state == "open") & (journeys.c.expires_at > now) & ~ended
        began = journeys.c.started_at >= since
        columns = (
            func.sum(case((is_inside, 1), else_=0)).label("inside"),
            func.sum(case((began, 1), else_=0)).label("started"),
            func.sum(case((began & ended, 1), else_=0)).label("reached"),
        )
        mine = (journeys.c.traffic == traffic) & (began | (journeys.c.state == "open"))
        rows = self._all(select(journeys.c.slug, *columns).where(mine).group_by(journeys.c.slug))
        return {row.slug: FlowUse(inside=row.inside, started=row.started, reached=row.reached) for row in rows}

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
        """Let the public meet this release. A flow that was archived is not any more."""
        values = {"live_release_id": release_id, "archived_at": None, "archived_release_id": None}
        self._write(update(flows).where(flows.c.slug == slug).values(values))

    def set_owner(self, slug: str, person_id: str | None) -> None:
        self._write(update(flows).where(flows.c.slug == slug).values(owner_id=person_id))

    def set_guided(self, slug: str, *, is_guided: bool) -> None:
        self._write(update(flows).where(flows.c.slug == slug).values(is_guided=is_guided))

    def archive(self, slug: str, *, now: datetime) -> None:
        """Offer it to nobody any more. What was live is remembered."""
        values = {"archived_at": now, "archived_release_id": flows.c.live_release_id, "live_release_id": None}
        self._write(update(flows).where(flows.c.slug == slug).values(values))

    def restore(self, slug: str) -> None:
        """Put it back as it was when it was archived."""
        values = {"archived_at": None, "live_release_id": flows.c.archived_release_id, "archived_release_id": None}
        self._write(update(flows).where(flows.c.slug == slug).values(values))


def _to_flow(row: Any) -> FlowRecord:
    return FlowRecord(
        slug=row.slug,
        live_release_id=row.live_release_id,
        owner_id=row.owner_id,
        archived_at=row.archived_at,
        archived_release_id=row.archived_release_id,
        is_guided=row.is_guided,
    )


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
