"""The trail: what happened at every turn, without values. Numbers and the map's counts are made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp.persistence.models import trail
from webapp.persistence.records import JourneyRecord, TrailRow
from webapp.persistence.stores.base import Store

INSERT_TRAIL = """
INSERT INTO trail (journey_id, seq, at, release_id, event, node, exit, code, language, channel, traffic)
VALUES (:public_id, :seq, :at, :release_id, :event, :node, :exit, :code, :language, :channel, :traffic)
"""


def trail_parameters(turn: Mapping[str, Any], rows: Sequence[TrailRow]) -> list[dict[str, Any]]:
    shared = {name: turn[name] for name in ("public_id", "seq", "at", "release_id", "language", "channel", "traffic")}
    return [shared | {"event": row.event, "node": row.node, "exit": row.exit, "code": row.code} for row in rows]


class TrailStore(Store):
    """Rows are only ever added."""

    def add(self, journey: JourneyRecord, rows: Sequence[TrailRow], *, channel: str, now: datetime) -> None:
        """Rows of a turn that left the journey as it was, such as a refusal. Atomic by itself."""
        turn = {
            "public_id": journey.public_id,
            "seq": journey.version,
            "at": self._uow.driver.moment(now),
            "release_id": journey.release_id,
            "language": journey.language,
            "channel": channel,
            "traffic": journey.traffic,
        }
        statement = self._uow.driver.sql(INSERT_TRAIL)
        self._uow.cursor.executemany(statement, trail_parameters(turn, rows))

    def list_of(self, journey_id: str) -> tuple[TrailRow, ...]:
        """Everything that happened in one journey, in order."""
        rows = self._all(select(trail).where(trail.c.journey_id == journey_id).order_by(trail.c.id))
        return tuple(TrailRow(event=row.event, node=row.node, exit=row.exit, code=row.code) for row in rows)
