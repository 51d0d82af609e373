"""Journeys. `find` and `advance` are the hot path: one read and one short write, at driver level."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, insert, or_, select, update

from webapp.persistence.crypto import DataKey
from webapp.persistence.models import data_keys, journeys, tickets
from webapp.persistence.records import JourneyRecord, TrailRow, snapshot_place
from webapp.persistence.stores.base import Store
from webapp.persistence.stores.trail import insert_trail, trail_values

_FIND = """
SELECT j.public_id, j.secret_hash, j.slug, j.release_id, f.live_release_id, j.language, j.traffic, j.state, j.version,
       j.started_at, j.expires_at, j.data_key_id, k.wrapped, k.wrapped_by, j.snapshot
FROM journeys j JOIN data_keys k ON k.id = j.data_key_id JOIN flows f ON f.slug = j.slug
WHERE j.public_id = :public_id
"""
_MOVE = """
UPDATE journeys SET version = version + 1, snapshot = :snapshot, state = :state, language = :language,
       release_id = :release_id, last_at = :at
WHERE public_id = :public_id AND version = :version AND state = 'open'
"""
_APPEND = "INSERT INTO journey_inputs (journey_id, seq, at, payload) VALUES (:public_id, :version + 1, :at, :payload)"
# One statement is one transaction and one round trip: nothing happens unless the journey moved.
_ADVANCE_POSTGRESQL = f"""
WITH moved AS ({_MOVE} RETURNING public_id, version),
appended AS (INSERT INTO journey_inputs (journey_id, seq, at, payload)
             SELECT public_id, version, :at, :payload FROM moved),
trailed AS (INSERT INTO trail (journey_id, seq, at, release_id, event, node, exit, code, language, channel, traffic)
            SELECT moved.public_id, moved.version, :at, :release_id, t.event, t.node, t.exit, t.code,
                   :language, :channel, :traffic
            FROM moved, unnest(:events::text[], :nodes::text[], :exits::text[], :codes::text[])
                 WITH ORDINALITY AS t (event, node, exit, code, n) ORDER BY t.n)
SELECT count(*) FROM moved
"""  # noqa: S608


class JourneyStore(Store):
    """Journeys by public id, with their inputs."""

    def find(self, public_id: str) -> JourneyRecord | None:
        driver, cursor = self._uow.driver, self._uow.cursor
        row = cursor.execute(driver.sql(_FIND), {"public_id": public_id}).fetchone()
        if row is None:
            return None
        key = self._uow.keys.unwrap(row[11], row[12], row[13])
        return JourneyRecord(
            public_id=row[0],
            secret_hash=bytes(row[1]),
            slug=row[2],
            release_id=row[3],
            live_release_id=row[4],
            language=row[5],
            traffic=row[6],
            state=row[7],
            version=row[8],
            started_at=driver.from_moment(row[9]),
            expires_at=driver.from_moment(row[10]),
            data_key_id=row[11],
            key=key,
            sealed=bytes(row[14]) if row[14] is not None else None,
        )

    def advance(
        self,
        journey: JourneyRecord,
        *,
        snapshot: Any,
        given: Any,
        trail: Sequence[TrailRow],
        channel: str,
        now: datetime,
        state: str = "open",
        language: str = "",
        release_id: int | None = None,
    ) -> bytes | None:
        """Store one turn: the new snapshot, the input and the trail. None when another input came first.

        What comes back is the snapshot as it is stored now (`JourneyRecord.sealed`).

        Atomic by itself; inside a write it is part of that transaction.
        """
        values = self._turn(journey, snapshot, given, now)
        values |= {
            "state": state,
            "language": language or journey.language,
            "release_id": release_id or journey.release_id,
            "traffic": journey.traffic,
            "channel": channel,
        }
        sealed: bytes = values["snapshot"]
        return sealed if self._advance(values, trail) else None

    def _advance(self, values: dict[str, Any], trail: Sequence[TrailRow]) -> bool:
        if self._uow.driver.name == "postgresql":
            return self._advance_postgresql(values, trail)
        if self._uow.is_writing:
            return self._advance_sqlite(values, trail)
        with self._uow.driver.transaction(self._uow.cursor, durable=False):
            return self._advance_sqlite(values, trail)

    def _turn(self, journey: JourneyRecord, snapshot: Any, given: Any, now: datetime) -> dict[str, Any]:
        assert journey.key is not None, "a journey whose key is gone takes no inputs"
        name, seq = journey.public_id, journey.version + 1
        return {
            "public_id": name,
            "version": journey.version,
            "at": self._uow.driver.moment(now),
            "snapshot": seal_snapshot(journey.key, snapshot, name),
            "payload": journey.key.seal(_dump(given), about=f"journey_inputs:{name}:{seq}"),
        }

    def _advance_postgresql(self, values: dict[str, Any], trail: Sequence[TrailRow]) -> bool:
        values |= {
            "events": [row.event for row in trail],
            "nodes": [row.node for row in trail],
            "exits": [row.exit for row in trail],
            "codes": [row.code for row in trail],
        }
        cursor = self._uow.cursor.execute(self._uow.driver.sql(_ADVANCE_POSTGRESQL), values)
        return bool(cursor.fetchone()[0] == 1)

    def _advance_sqlite(self, values: dict[str, Any], trail: Sequence[TrailRow]) -> bool:
        cursor = self._uow.cursor
        if cursor.execute(_MOVE, values).rowcount != 1:
            return False
        cursor.execute(_APPEND, values)
        if trail:
            shared = ("public_id", "version", "at", "release_id", "language", "channel", "traffic")
            turn = tuple(values[name] + 1 if name == "version" else values[name] for name in shared)
            cursor.execute(insert_trail(len(trail), "?"), trail_values(turn, trail))
        return True

    def add(
        self,
        *,
        public_id: str,
        secret_hash: bytes,
        slug: str,
        release_id: int,
        language: str,
        traffic: str,
        snapshot: Any,
        now: datetime,
        expires_at: datetime,
        linked_from: str | None = None,
    ) -> JourneyRecord:
        """Begin a journey under a data key of its own."""
        key_id, key = self._uow.keys.add(now=now)
        values: dict[str, Any] = {
            "public_id": public_id,
            "secret_hash": secret_hash,
            "release_id": release_id,
            "slug": slug,
            "language": language,
            "traffic": traffic,
            "state": "open",
            "version": 0,
            "snapshot": seal_snapshot(key, snapshot, public_id),
            "data_key_id": key_id,
            "started_at": now,
            "last_at": now,
            "expires_at": expires_at,
            "linked_from": linked_from,
        }
        self._write(insert(journeys).values(values))
        seen = ("public_id", "secret_hash", "slug", "release_id", "language", "traffic", "state", "version")
        return JourneyRecord(
            **{name: values[name] for name in seen},
            live_release_id=release_id,
            started_at=now,
            expires_at=expires_at,
            data_key_id=key_id,
            key=key,
            sealed=values["snapshot"],
        )

    def set_language(self, public_id: str, language: str) -> None:
        self._write(update(journeys).where(journeys.c.public_id == public_id).values(language=language))

    def set_secret(self, public_id: str, secret_hash: bytes) -> None:
        self._write(update(journeys).where(journeys.c.public_id == public_id).values(secret_hash=secret_hash))

    def expire_due(self, *, now: datetime) -> int:
        """Close what is over its time. Nothing is erased here."""
        due = journeys.c.state.in_(("open", "sealed")) & (journeys.c.expires_at <= now)
        return self._write(update(journeys).where(due).values(state="expired")).rowcount

    def list_erasable(self, *, expired_before: datetime, limit: int = 500) -> tuple[str, ...]:
        """Expired journeys whose data key no ticket needs any more."""
        needed = exists().where(tickets.c.data_key_id == journeys.c.data_key_id, tickets.c.erased_at.is_(None))
        rows = self._all(
            select(journeys.c.public_id)
            .where(journeys.c.state == "expired", journeys.c.expires_at <= expired_before, ~needed)
            .limit(limit)
        )
        return tuple(row.public_id for row in rows)

    def erase(self, public_id: str, *, now: datetime) -> None:
        """Destroy the data key and the snapshot. The trail, which holds no values, stays."""
        row = self._first(select(journeys.c.data_key_id).where(journeys.c.public_id == public_id))
        if row is None:
            return
        self._uow.keys.destroy(row.data_key_id, now=now)
        self._uow.codes.forget(public_id)
        self._uow.reminders.forget(public_id)
        self._write(
            update(journeys)
            .where(or_(journeys.c.public_id == public_id, journeys.c.data_key_id == row.data_key_id))
            .values(state="erased", snapshot=None)
        )

    def has_any(self) -> bool:
        """Whether anybody ever began."""
        return self._first(select(journeys.c.public_id).limit(1)) is not None

    def count(self, *, state: str) -> int:
        return int(self._all(select(func.count()).select_from(journeys).where(journeys.c.state == state))[0][0])

    def count_keys(self) -> int:
        """How many data keys live."""
        return int(self._all(select(func.count()).where(data_keys.c.wrapped.is_not(None)))[0][0])


def seal_snapshot(key: DataKey, snapshot: Any, public_id: str) -> bytes:
    return key.seal(_dump(snapshot), about=snapshot_place(public_id))


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def _dump(data: Any) -> bytes:
    return _encoder.encode(data).encode()
