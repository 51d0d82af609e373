"""Sample journeys and tickets: whether there are any, and taking all of them away without leaving a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Select, Table, delete, select

from webapp.persistence.base import metadata
from webapp.persistence.models import (
    article_feedback,
    audit,
    data_keys,
    journeys,
    outbox,
    people,
    staff_sessions,
    tickets,
    trail,
)
from webapp.persistence.stores.base import Store

TRAFFIC = "demo"
_OWNERS = (tickets, journeys, data_keys, people)
"""Deleted last, in this order: other rows point at them."""


class DemoStore(Store):
    """Everything whose traffic is `demo`."""

    def has_any(self) -> bool:
        return self._first(select(journeys.c.public_id).where(journeys.c.traffic == TRAFFIC).limit(1)) is not None

    def remove_all(self, *, domain: str) -> int:
        """Delete every sample with all that hangs on it, and the staff of this email domain. How many journeys."""
        mine = journeys.c.traffic == TRAFFIC
        ids: dict[Table, list[Any]] = {
            journeys: self._ids(select(journeys.c.public_id).where(mine)),
            data_keys: self._ids(select(journeys.c.data_key_id).where(mine)),
            tickets: self._ids(select(tickets.c.id).where(tickets.c.traffic == TRAFFIC)),
            people: self._ids(select(people.c.id).where(people.c.email.like(f"%@{domain}"))),
        }
        references = self._ids(select(tickets.c.reference).where(tickets.c.traffic == TRAFFIC))
        for table, column, owner in _hanging_on(tickets, journeys, data_keys):
            self._delete(table, column, ids[owner])
        self._delete(staff_sessions, staff_sessions.c.person_id, ids[people])
        self._delete(article_feedback, article_feedback.c.journey_id, ids[journeys])
        self._delete(outbox, outbox.c.subject, [*references, *ids[journeys]])
        # While tickets and journeys are there: the triggers ask them whether these rows may go.
        self._delete(audit, audit.c.subject, [*references, *ids[journeys]])
        self._write(delete(trail).where(trail.c.traffic == TRAFFIC))
        for table in _OWNERS:
            self._delete(table, next(iter(table.primary_key)), ids[table])
        return len(ids[journeys])

    def _ids(self, found: Select[Any]) -> list[Any]:
        return [row[0] for row in self._all(found)]

    def _delete(self, table: Table, column: Column[Any], ids: Sequence[Any]) -> None:
        if ids:
            self._write(delete(table).where(column.in_(ids)))


def _hanging_on(*owners: Table) -> list[tuple[Table, Column[Any], Table]]:
    """Every table with a column that points at one of these, whoever adds it; whoever points first goes first."""
    keys: Mapping[Any, Table] = {next(iter(table.primary_key)): table for table in owners}
    return [
        (table, key.parent, keys[key.column])
        for table in reversed(metadata.sorted_tables)
        if table not in _OWNERS
        for key in sorted(table.foreign_keys, key=str)
        if key.column in keys
    ]
