"""The trail: what happened at every turn, without values. Numbers and the map's counts are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select

from webapp.persistence.models import trail
from webapp.persistence.records import JourneyRecord, TrailRow
from webapp.persistence.stores.base import Store

_COLUMNS = ("journey_id", "seq", "at", "release_id", "language", "channel", "traffic", "event", "node", "exit", "code")


@cache
def insert_trail(rows: int, mark: str) -> str:
    """One statement for so many rows: a turn has two or three."""
    values = ", ".join([f"({', '.join([mark] * len(_COLUMNS))})"] * rows)
    return f"INSERT INTO trail ({', '.join(_COLUMNS)}) VALUES {values}"  # noqa: S608  our own names only


def trail_values(turn: tuple[Any, ...], rows: Sequence[TrailRow]) -> list[Any]:
    """`turn` is what the rows share, in the order of the first columns."""
    return [value for row in rows for value in (*turn, row.event, row.node, row.exit, row.code)]


class TrailStore(Store):
    """Rows are only ever added."""

    def add(self, journey: JourneyRecord, rows: Sequence[TrailRow], *, channel: str, now: datetime) -> None:
        """Rows of a turn that left the journey as it was, such as a refusal. Atomic by itself."""
        if not rows:
            return
        driver = self._uow.driver
        at = driver.moment(now)
        turn = (journey.public_id, journey.version, at, journey.release_id, journey.language, channel, journey.traffic)
        self._uow.cursor.execute(insert_trail(len(rows), driver.mark), trail_values(turn, rows))

    def list_of(self, journey_id: str) -> tuple[TrailRow, ...]:
        """Everything that happened in one journey, in order."""
        rows = self._all(select(trail).where(trail.c.journey_id == journey_id).order_by(trail.c.id))
        return tuple(TrailRow(event=row.event, node=row.node, exit=row.exit, code=row.code) for row in rows)
