"""Who is inside a flow: how many journeys in progress stand where, and what was decided about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select

from webapp.persistence.models import journey_moves, journeys, releases, trail
from webapp.persistence.records import MoveRecord
from webapp.persistence.stores.base import Store

_COUNTED = ("public",)


class InsideStore(Store):
    """Journeys in progress by release and node; no journey by itself."""

    def count_standing(self, slug: str, *, logic: str) -> Sequence[tuple[int, str, int]]:
        """Release, node and how many of the public stand there; without those who walk by this logic already."""
        last = (
            select(trail.c.journey_id, func.max(trail.c.id).label("id"))
            .join(journeys, journeys.c.public_id == trail.c.journey_id)
            .where(journeys.c.slug == slug, journeys.c.state == "open", trail.c.event == "entered")
            .group_by(trail.c.journey_id)
            .subquery()
        )
        stands = (
            select(journeys.c.release_id, trail.c.node, func.count().label("people"))
            .select_from(last)
            .join(trail, trail.c.id == last.c.id)
            .join(journeys, journeys.c.public_id == last.c.journey_id)
            .join(releases, releases.c.id == journeys.c.release_id)
            .where(journeys.c.traffic.in_(_COUNTED), releases.c.logic != logic)
            .group_by(journeys.c.release_id, trail.c.node)
            .order_by(journeys.c.release_id, trail.c.node)
        )
        return [(row.release_id, row.node, row.people) for row in self._all(stands)]

    def list_past(self, release_id: int, *, most: int) -> tuple[str, ...]:
        """The newest journeys of the public on a release that can still be read."""
        readable = (journeys.c.release_id == release_id) & journeys.c.snapshot.is_not(None)
        rows = select(journeys.c.public_id).where(readable, journeys.c.traffic.in_(_COUNTED))
        newest = rows.order_by(journeys.c.started_at.desc(), journeys.c.public_id).limit(most)
        return tuple(row.public_id for row in self._all(newest))

    def find_move(self, release_id: int, node: str) -> MoveRecord | None:
        """What becomes of a journey that stands there: said of the node itself, else of all others."""
        own = (journey_moves.c.from_release_id == release_id) & or_(
            journey_moves.c.node == node, journey_moves.c.node == ""
        )
        row = self._first(select(journey_moves).where(own).order_by(journey_moves.c.node.desc()).limit(1))
        return _to_move(row) if row else None

    def replace_moves(self, releases_of: Collection[int], moves: Collection[MoveRecord], *, change_id: int) -> None:
        """Forget what was decided about these releases, and keep what is decided now."""
        self._write(delete(journey_moves).where(journey_moves.c.from_release_id.in_(releases_of)))
        rows = [
            {
                "from_release_id": move.from_release_id,
                "node": move.node,
                "to_release_id": move.to_release_id,
                "becomes": move.becomes,
                "change_id": change_id,
            }
            for move in moves
        ]
        if rows:
            self._write(insert(journey_moves), rows)


def _to_move(row: Any) -> MoveRecord:
    return MoveRecord(
        from_release_id=row.from_release_id, node=row.node, to_release_id=row.to_release_id, becomes=row.becomes
    )
