"""The worker loop: claim under a lease, do, settle.

A failed delivery is tried again, later each time, and buried after the last try. An error nobody foresaw ends the
process: the supervisor starts another, the lease keeps the job from it for a while, and its tries are counted.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from webapp.connectors import Connector, DeliveryError
from webapp.jobs.handlers import HANDLERS, Post, Tools
from webapp.jobs.schedule import due_periods

if TYPE_CHECKING:
    from webapp.persistence import Database, JobRecord

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 12
BEAT_EVERY = timedelta(seconds=20)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=6)


class Worker:
    """One worker. `run_once` with a fixed clock is what tests use."""

    def __init__(
        self,
        database: Database,
        connector: Connector,
        *,
        clock: Callable[[], datetime],
        name: str,
        spread: Callable[[], float] = random.random,
        post: Post | None = None,
    ) -> None:
        """`spread` gives a number from 0 to 1 by which waits differ, so that retries do not come in one wave."""
        self._tools = Tools(database=database, connector=connector, post=post)
        self._clock = clock
        self._name = name
        self._spread = spread
        self._beat_at: datetime | None = None
        self._put_down: set[str] = set()
        self._log = structlog.get_logger("waypost.jobs")

    def run(self, stop: threading.Event, *, every_seconds: float = 1.0) -> None:
        """Work until told to stop; rest when nothing is due."""
        while not stop.is_set():
            if self.run_once() == 0:
                stop.wait(every_seconds)

    def run_once(self) -> int:
        """Do everything that is due now. Returns how many jobs were taken."""
        self._beat()
        self._put_down_scheduled()
        done = 0
        while (job := self._claim()) is not None:
            self._do(job)
            done += 1
        return done

    def _beat(self) -> None:
        now = self._clock()
        if self._beat_at is not None and now - self._beat_at < BEAT_EVERY:
            return
        with self._tools.database.unit_of_work() as uow, uow.write():
            uow.outbox.beat(self._name, now=now)
        self._beat_at = now

    def _put_down_scheduled(self) -> None:
        now = self._clock()
        new = [period for period in due_periods(now) if period[1] not in self._put_down]
        if not new:
            return
        with self._tools.database.unit_of_work() as uow, uow.write():
            for kind, key, began_at in new:
                uow.outbox.add(kind, subject="", idempotency_key=key, run_at=began_at, now=now)
        self._put_down = {key for _, key, _ in due_periods(now)}

    def _claim(self) -> JobRecord | None:
        now = self._clock()
        with self._tools.database.unit_of_work() as uow:
            if not uow.outbox.has_due(now=now):  # a read; the write lock is for when there is something to take
                return None
            with uow.write():
                jobs = uow.outbox.claim_due(uow.new_id(), now=now, lease_until=now + LEASE, limit=1)
        return jobs[0] if jobs else None

    def _do(self, job: JobRecord) -> None:
        now = self._clock()
        if job.attempts > MOST_ATTEMPTS:  # the process died with it each time
            self._bury(job, "no try came to an end", now)
            return
        try:
            result = HANDLERS[job.kind](self._tools, job, now)
        except DeliveryError as error:
            self._fail(job, error, now)
            return
        with self._tools.database.unit_of_work() as uow, uow.write():
            uow.outbox.finish(job, result=result, now=now)

    def _fail(self, job: JobRecord, error: DeliveryError, now: datetime) -> None:
        if error.is_permanent or job.attempts >= MOST_ATTEMPTS:
            self._bury(job, str(error), now)
            return
        wait = error.retry_after or self._wait(job.attempts)
        with self._tools.database.unit_of_work() as uow, uow.write():
            uow.outbox.retry(job, error=str(error), run_at=now + wait)
        self._log.warning("delivery failed", kind=job.kind, reference=job.subject, attempt=job.attempts)

    def _bury(self, job: JobRecord, why: str, now: datetime) -> None:
        with self._tools.database.unit_of_work() as uow, uow.write():
            uow.outbox.bury(job, error=why, now=now)
            uow.audit.add("job.dead", job.subject or job.kind, now=now, details={"job": job.id})
        self._log.error("job is dead", kind=job.kind, reference=job.subject, attempts=job.attempts)

    def _wait(self, attempts: int) -> timedelta:
        """Twice as long each time, up to a limit, and spread by half."""
        doubled: timedelta = min(_FIRST_WAIT * 2 ** (attempts - 1), _LONGEST_WAIT)
        return doubled * (0.75 + self._spread() / 2)
