"""What takes the solver a while: asked for once, worked out in a process of its own, kept by what it is about.

A page that asks goes on at once and looks again. The process that proves has a limited time; the one that serves
pages never loads the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog

from engine.errors import ProofStoppedError
from engine.scenarios import ProofWorker

if TYPE_CHECKING:
    from webapp.persistence import Database, UnitOfWork

DIFFERENCE, REPLAY = "difference", "replay"
SECONDS = 120.0
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
        _processes(uow.database).submit(_find_out, uow.database, kind, name, work()).add_done_callback(_note_failure)
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


def _note_failure(done: Future[None]) -> None:
    """An error nobody foresaw ends this piece of work only; whoever looks again later begins anew."""
    if (error := done.exception()) is not None:
        structlog.get_logger("waypost.solving").error("a proof failed", error=type(error).__name__)


def _processes(database: Database) -> ThreadPoolExecutor:
    """One process at a time for each process that serves pages: a proof takes a whole core."""
    found: ThreadPoolExecutor = database.cache.setdefault(
        "solving", ThreadPoolExecutor(max_workers=1, thread_name_prefix="solving")
    )
    return found
