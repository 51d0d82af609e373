"""Scenarios of flows, and warnings that were waived."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from webapp.persistence.models import scenarios, waivers
from webapp.persistence.records import ScenarioRecord, WaiverRecord
from webapp.persistence.stores.base import Store


class ScenarioStore(Store):
    """The scenarios of each flow, by name."""

    def list_of(self, slug: str) -> tuple[ScenarioRecord, ...]:
        rows = self._all(select(scenarios).where(scenarios.c.slug == slug).order_by(scenarios.c.name))
        return tuple(map(_to_scenario, rows))

    def find(self, slug: str, name: str) -> ScenarioRecord | None:
        row = self._first(select(scenarios).where(scenarios.c.slug == slug, scenarios.c.name == name))
        return _to_scenario(row) if row else None

    def put(
        self,
        slug: str,
        name: str,
        document: Mapping[str, Any],
        *,
        origin: str,
        now: datetime,
        edited_by: str | None = None,
    ) -> None:
        """Keep a scenario in the place of the one of that name."""
        self.remove(slug, name)
        values = {
            "slug": slug,
            "name": name,
            "document": dict(document),
            "origin": origin,
            "edited_by": edited_by,
            "updated_at": now,
        }
        self._write(insert(scenarios).values(values))

    def remove(self, slug: str, name: str) -> None:
        self._write(delete(scenarios).where(scenarios.c.slug == slug, scenarios.c.name == name))


class WaiverStore(Store):
    """The warnings of each flow that somebody waived."""

    def list_of(self, slug: str) -> tuple[WaiverRecord, ...]:
        """Those waived last first."""
        rows = self._all(select(waivers).where(waivers.c.slug == slug).order_by(waivers.c.id.desc()))
        return tuple(map(_to_waiver, rows))

    def put(self, waiver: WaiverRecord) -> None:
        self.remove(waiver.slug, waiver.problem)
        values = {
            "slug": waiver.slug,
            "problem": waiver.problem,
            "rule": waiver.rule,
            "what": waiver.what,
            "reason": waiver.reason,
            "waived_by": waiver.waived_by,
            "waived_at": waiver.waived_at,
        }
        self._write(insert(waivers).values(values))

    def remove(self, slug: str, problem: str) -> bool:
        """False when there was none."""
        gone = delete(waivers).where(waivers.c.slug == slug, waivers.c.problem == problem)
        return self._write(gone).rowcount == 1


def _to_scenario(row: Any) -> ScenarioRecord:
    return ScenarioRecord(
        slug=row.slug,
        name=row.name,
        document=row.document,
        origin=row.origin,
        edited_by=row.edited_by,
        updated_at=row.updated_at,
    )


def _to_waiver(row: Any) -> WaiverRecord:
    return WaiverRecord(
        slug=row.slug,
        problem=row.problem,
        rule=row.rule,
        what=row.what,
        reason=row.reason,
        waived_by=row.waived_by,
        waived_at=row.waived_at,
    )
