"""What the trail says of the steps of a flow: how many came by, which way they went, and where they left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, desc, distinct, func, select

from webapp.persistence.models import trail
from webapp.persistence.records import Footfall, StayRow, TrailWindow
from webapp.persistence.stores.base import Store

_ENDS = ("outcome", "handoff", "failed")


class FootfallStore(Store):
    """Reads the trail in bulk, and never an answer: there is none in it."""

    def count(self, window: TrailWindow) -> Sequence[Footfall]:
        """Journeys by event, node and exit; of refusals how often."""
        journeys = func.count(distinct(trail.c.journey_id))
        groups = (trail.c.event, trail.c.node, trail.c.exit)
        found = self._all(
            select(*groups, journeys.label("journeys"), func.count().label("times"))
            .where(_within(window), trail.c.event.in_(("entered", "left", "refused")))
            .group_by(*groups)
        )
        return [
            Footfall(event=row.event, node=row.node, exit=row.exit, journeys=row.journeys, times=row.times)
            for row in found
        ]

    def count_gone(self, window: TrailWindow, *, quiet_since: datetime) -> dict[str, int]:
        """By node: journeys that came to no end, and in which nothing has happened since `quiet_since`."""
        ended = select(trail.c.journey_id).where(
            trail.c.release_id.in_(window.releases), trail.c.event.in_(_ENDS), trail.c.traffic == window.traffic
        )
        last = (
            select(func.max(trail.c.id).label("id"))
            .where(_within(window), trail.c.event == "entered", trail.c.journey_id.not_in(ended))
            .group_by(trail.c.journey_id)
            .having(func.max(trail.c.at) < quiet_since)
            .subquery()
        )
        found = self._all(
            select(trail.c.node, func.count().label("journeys"))
            .join(last, last.c.id == trail.c.id)
            .group_by(trail.c.node)
        )
        return {row.node: row.journeys for row in found}

    def list_stays(self, window: TrailWindow, *, most: int) -> Iterator[StayRow]:
        """When each journey entered and left each node, the latest `most` of them, journey by journey."""
        latest = (
            select(trail.c.id, trail.c.journey_id, trail.c.node, trail.c.event, trail.c.at)
            .where(_within(window), trail.c.event.in_(("entered", "left")))
            .order_by(desc(trail.c.id))
            .limit(most)
            .subquery()
        )
        for row in self._all(select(latest).order_by(latest.c.journey_id, latest.c.id)):
            yield StayRow(journey_id=row.journey_id, node=row.node, is_entry=row.event == "entered", at=row.at)

    def list_languages(self, releases: Sequence[int]) -> tuple[str, ...]:
        """The languages in which people walked these releases."""
        query = select(trail.c.language).distinct().where(trail.c.release_id.in_(releases))
        return tuple(sorted(row.language for row in self._all(query)))


def _within(window: TrailWindow) -> ColumnElement[bool]:
    rules: list[Any] = [
        trail.c.release_id.in_(window.releases),
        trail.c.traffic == window.traffic,
        trail.c.at >= window.since,
        trail.c.at < window.until,
    ]
    if window.language:
        rules.append(trail.c.language == window.language)
    return and_(*rules)
