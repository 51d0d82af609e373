"""What takes the solver a while: asked for once, worked out in a process of its own, kept by what it is about.

A page that asks goes on at once and looks again. The process that proves has a limited time; the one that serves
pages never loads the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final

from engine.errors import ProofStoppedError
from engine.scenarios import ProofWorker

if TYPE_CHECKING:
    from webapp.persistence import Database, UnitOfWork

DIFFERENCE, REPLAY = "difference", "replay"
SECONDS = 120.0
NAME: Final = "solving"
_LEFT_AFTER: Final = timedelta(seconds=SECONDS * 2)
"""Whoever began so long ago does not come back: its process ended."""
_FRESH_FOR: Final = timedelta(days=7)
"""A proof speaks of a year from its day on; after some days it is renewed."""

Work = Callable[[ProofWorker], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known so far: nothing yet, a result, or why there is none."""

    result: Mapping[str, Any] | None = None
    stopped: str = ""
    started_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.result is None and not self.stopped


def find_or_begin(uow: UnitOfWork, kind: str, name: str, work: Callable[[], Work], *, now: datetime) -> Found:
    """What is known; begins to find it out where nobody has, or too long ago."""
    known = uow.workings.find(kind, name)
    if known is not None and known.state == "done" and now - known.started_at < _FRESH_FOR:
        return Found(result=known.result, started_at=known.started_at)
    if known is not None and known.state == "stopped" and now - known.started_at < _LEFT_AFTER:
        return Found(stopped=str(known.result["why"]), started_at=known.started_at)
    before = now - (_LEFT_AFTER if known is None or known.state != "done" else _FRESH_FOR)
    with uow.write():
        is_mine = uow.workings.claim(kind, name, now=now, before=before)
    if is_mine:
        _solving(uow.database).begin(uow.database, kind, name, work())
    return Found(started_at=now if is_mine or known is None else known.started_at)


def find_known(uow: UnitOfWork, kind: str, name: str) -> Found | None:
    """What was found out, without beginning anything."""
    known = uow.workings.find(kind, name)
    if known is None:
        return None
    if known.state == "done":
        return Found(result=known.result, started_at=known.started_at)
    return Found(stopped=str(known.result["why"]) if known.state == "stopped" else "", started_at=known.started_at)


def _find_out(database: Database, kind: str, name: str, work: Work) -> None:
    state, result = "done", {}
    try:
        with ProofWorker() as worker:
            result = dict(work(worker))
    except ProofStoppedError as stopped:
        state, result = "stopped", {"why": str(stopped)}
    with database.unit_of_work() as uow, uow.write():
        uow.workings.finish(kind, name, state=state, result=result)


@dataclass(frozen=True)
class Solving:
    """The threads that wait for a process that proves: one of them at a time, because a proof takes a whole core.

    They are daemons: a server that is told to stop does not wait for a proof, which is begun again by who looks again.
    """

    turn: Lock
    threads: list[Thread]

    def begin(self, database: Database, kind: str, name: str, work: Work) -> None:
        self.threads[:] = [thread for thread in self.threads if thread.is_alive()]
        self.threads.append(Thread(target=self._wait_for, args=(database, kind, name, work), daemon=True))
        self.threads[-1].start()

    def wait(self) -> None:
        """Until everything that was begun is found out."""
        for thread in self.threads:
            thread.join()

    def _wait_for(self, database: Database, kind: str, name: str, work: Work) -> None:
        with self.turn:
            _find_out(database, kind, name, work)


def _solving(database: Database) -> Solving:
    """That of one database in this process."""
    found: Solving = database.cache.setdefault(NAME, Solving(Lock(), []))
    return found
