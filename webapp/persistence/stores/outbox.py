"""The outbox: work written in the same transaction as its cause, and taken by workers under a lease."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update

from webapp.persistence.crypto import DataKey
from webapp.persistence.models import data_keys, outbox, workers
from webapp.persistence.records import JobRecord
from webapp.persistence.stores.base import Store

_OPEN = ("pending", "failed_retry", "sending")


class OutboxStore(Store):
    """Jobs by what is due, once each by their idempotency key."""

    def add(
        self,
        kind: str,
        *,
        subject: str,
        idempotency_key: str,
        run_at: datetime,
        now: datetime,
        body: Any = None,
        key: DataKey | None = None,
        data_key_id: str | None = None,
    ) -> bool:
        """Put work down. False when work with this key is there already."""
        values = {
            "kind": kind,
            "subject": subject,
            "state": "pending",
            "idempotency_key": idempotency_key,
            "run_at": run_at,
            "body": key.seal(json.dumps(body).encode(), about=f"outbox:{idempotency_key}") if key else None,
            "data_key_id": data_key_id,
            "created_at": now,
        }
        new = self._insert(outbox).values(values).on_conflict_do_nothing().returning(outbox.c.id)
        return self._write(new).first() is not None

    def has_due(self, *, now: datetime) -> bool:
        """Whether there is anything to take."""
        return self._first(_due(now).limit(1)) is not None

    def claim_due(self, lease: str, *, now: datetime, lease_until: datetime, limit: int) -> tuple[JobRecord, ...]:
        """Take what is due, or whose lease ran out. Two workers never take the same."""
        due = _due(now).order_by(outbox.c.run_at, outbox.c.id).limit(limit).with_for_update(skip_locked=True)
        ids = [row.id for row in self._all(due)]
        if not ids:
            return ()
        taken = {"state": "sending", "lease": lease, "lease_until": lease_until, "attempts": outbox.c.attempts + 1}
        self._write(update(outbox).where(outbox.c.id.in_(ids)).values(taken))
        return tuple(self._open(row) for row in self._all(_jobs().where(outbox.c.id.in_(ids))))

    def finish(self, job: JobRecord, *, result: Mapping[str, Any], now: datetime) -> bool:
        """Done. False when the lease was lost and another worker has the job."""
        values = {"state": "delivered", "result": dict(result), "finished_at": now, "last_error": None}
        return self._settle(job, values)

    def retry(self, job: JobRecord, *, error: str, run_at: datetime) -> bool:
        return self._settle(job, {"state": "failed_retry", "last_error": error, "run_at": run_at})

    def bury(self, job: JobRecord, *, error: str, now: datetime) -> bool:
        """Give up: a person has to look at it. `replay` takes it up again."""
        return self._settle(job, {"state": "dead", "last_error": error, "finished_at": now})

    def replay(self, job_id: int, *, now: datetime) -> bool:
        dead = (outbox.c.id == job_id) & (outbox.c.state == "dead")
        values = {"state": "pending", "attempts": 0, "run_at": now, "finished_at": None}
        return self._write(update(outbox).where(dead).values(values)).rowcount == 1

    def list_of(self, subject: str) -> tuple[JobRecord, ...]:
        found = _jobs().where(outbox.c.subject == subject).order_by(outbox.c.id)
        return tuple(self._open(row) for row in self._all(found))

    def is_dead(self, idempotency_key: str) -> bool:
        """Whether this work was given up."""
        dead = (outbox.c.idempotency_key == idempotency_key) & (outbox.c.state == "dead")
        return self._first(select(outbox.c.id).where(dead)) is not None

    def counts(self) -> Mapping[str, int]:
        """How many jobs are in each state."""
        rows = self._all(select(outbox.c.state, func.count().label("jobs")).group_by(outbox.c.state))
        return {row.state: row.jobs for row in rows}

    def delete_finished(self, *, before: datetime) -> int:
        """Forget delivered work. Dead letters stay until somebody looked."""
        done = (outbox.c.state == "delivered") & (outbox.c.finished_at <= before)
        return self._write(outbox.delete().where(done)).rowcount

    def beat(self, worker: str, *, now: datetime) -> None:
        """A worker says that it lives."""
        if self._write(update(workers).where(workers.c.name == worker).values(seen_at=now)).rowcount == 0:
            self._write(insert(workers).values(name=worker, started_at=now, seen_at=now))

    def forget_workers(self, *, before: datetime) -> int:
        """Drop workers that ended long ago."""
        return self._write(workers.delete().where(workers.c.seen_at <= before)).rowcount

    def last_heartbeat(self) -> datetime | None:
        """When any worker was last seen."""
        row = self._first(select(func.max(workers.c.seen_at).label("seen_at")))
        return row.seen_at if row else None

    def _settle(self, job: JobRecord, values: Mapping[str, Any]) -> bool:
        mine = (outbox.c.id == job.id) & (outbox.c.lease == job.lease) & (outbox.c.state == "sending")
        settled = update(outbox).where(mine).values(lease=None, lease_until=None, **values)
        return self._write(settled).rowcount == 1

    def _open(self, row: Any) -> JobRecord:
        key = self._uow.keys.unwrap(row.data_key_id, row.wrapped, row.wrapped_by) if row.data_key_id else None
        body = (
            json.loads(key.open(bytes(row.body), about=f"outbox:{row.idempotency_key}")) if key and row.body else None
        )
        return JobRecord(
            id=row.id,
            kind=row.kind,
            subject=row.subject,
            state=row.state,
            idempotency_key=row.idempotency_key,
            run_at=row.run_at,
            lease=row.lease or "",
            attempts=row.attempts,
            body=body,
            last_error=row.last_error or "",
            result=row.result or {},
        )


def _due(now: datetime) -> Any:
    open_ = outbox.c.state.in_(_OPEN) & (outbox.c.run_at <= now)
    return select(outbox.c.id).where(open_, or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now))


def _jobs() -> Any:
    joined = outbox.outerjoin(data_keys, data_keys.c.id == outbox.c.data_key_id)
    return select(outbox, data_keys.c.wrapped, data_keys.c.wrapped_by).select_from(joined)
