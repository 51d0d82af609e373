"""Proofs of drafts: asked for by pages that do not wait, made one after the other in a process of their own.

A newer edit of a flow ends the proof of the older one. What is proved is kept by the draft's fingerprint; the process
itself keeps proofs by the flow's logic, so that a change of words needs no new one.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Final

from engine.definition import fingerprint
from engine.editing import FlowDraft
from engine.errors import ProofStoppedError
from engine.model import Issue, Severity
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.reading import DraftReading, read_draft, read_state

if TYPE_CHECKING:
    from engine.scenarios import ProofWorker
    from webapp.persistence import UnitOfWork

LONGEST: Final = 300.0
"""Seconds that one proof may take."""
_IDLE: Final = 900.0
"""Seconds after which the process that proves ends, when nobody asks."""
_REMEMBERED: Final = 40
_UNSETTLED: Final = "not-settled"
_CERTAIN: Final = (
    (("stuck", "circle"), False, "Everybody comes to an end: nobody gets stuck or goes round in a circle."),
    (("node",), True, "Every step is met by somebody."),
    (("exit",), True, "Every way on is taken by somebody."),
    (("blank",), False, "No text speaks of an answer that is not there yet."),
)
"""Kinds of claims, whether all of them can be, and what that means."""
NOT_SOUND: Final = "The draft has errors. It can be proved once they are mended."


@dataclass(frozen=True, kw_only=True)
class ProofView:
    """What is proved of one state of a draft, or why nothing is."""

    issues: tuple[Issue, ...] = ()
    """What is wrong with the ways through it. These stand in the place of what the instant checks suppose."""
    summary: str = ""
    """What was proved, in numbers."""
    problem: str = ""
    """Why there is no proof; empty when there is one."""
    result: Mapping[str, Any] = field(default_factory=dict)
    """The whole of it, as `engine.scenarios.proving.analyse` gives it."""

    @property
    def is_proved(self) -> bool:
        return not self.problem and not self.result.get("untold")

    @property
    def proved(self) -> tuple[str, ...]:
        """What is certain, in sentences."""
        return tuple(_certain(self.result.get("coverage", ()))) if self.is_proved else ()

    @property
    def unsettled(self) -> tuple[Issue, ...]:
        """What neither was proved nor refuted."""
        return tuple(issue for issue in self.issues if issue.rule == _UNSETTLED)


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """A proof that somebody waits for."""

    slug: str
    key: tuple[object, ...]
    request: Mapping[str, Any]


class Prover:
    """Proofs of one server process: at most one at a time, in one process that is kept warm."""

    def __init__(self, *, longest: float = LONGEST, idle: float = _IDLE) -> None:
        self._longest, self._idle = longest, idle
        self._changed = Condition()
        self._done: OrderedDict[tuple[object, ...], ProofView] = OrderedDict()
        self._wanted: OrderedDict[str, _Wanted] = OrderedDict()
        self._running: _Wanted | None = None
        self._worker: ProofWorker | None = None
        self._thread: Thread | None = None
        self._latest: dict[str, Mapping[str, Any]] = {}
        """By flow what was proved last: the people of that proof walk first in the next."""

    def ask(
        self, slug: str, key: tuple[object, ...], request: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    ) -> ProofView | None:
        """The proof; None while it is being made. What was asked of the same flow before is not made any more."""
        with self._changed:
            found = self._done.get(key)
            if found is not None:
                self._done.move_to_end(key)
                return found
            if key not in {each.key for each in (self._wanted.get(slug), self._running) if each}:
                self._wanted[slug] = _Wanted(slug=slug, key=key, request=request(self._latest.get(slug, {})))
                if self._running is not None and self._running.slug == slug and self._worker is not None:
                    self._worker.stop()
                self._wake()
        return None

    def wait(self, key: tuple[object, ...], seconds: float) -> ProofView | None:
        """The proof that was asked for, as soon as it is there; None if it takes longer."""
        until = time.monotonic() + seconds
        with self._changed:
            while key not in self._done and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            return self._done.get(key)

    def close(self) -> None:
        """End the process. A proof that is being made is not made any more."""
        with self._changed:
            self._wanted.clear()
            if self._worker is not None:
                self._worker.stop()

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="proofs", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        """Make proofs until nobody has wanted one for a long time."""
        while (wanted := self._next()) is not None:
            try:
                view = _to_view(self._ready_worker().analyse(wanted.request, seconds=self._longest))
            except ProofStoppedError as stopped:
                view = ProofView(problem=str(stopped))
            with self._changed:
                self._running = None
                if view.result:
                    self._latest[wanted.slug] = view.result
                if view.result or wanted.slug not in self._wanted:
                    self._keep(wanted.key, view)
                self._changed.notify_all()

    def _next(self) -> _Wanted | None:
        with self._changed:
            while not self._wanted:
                if not self._changed.wait(self._idle) and not self._wanted:
                    if self._worker is not None:
                        self._worker.cancel()
                    self._worker = self._thread = None
                    return None
            _, self._running = self._wanted.popitem(last=False)
            return self._running

    def _ready_worker(self) -> ProofWorker:
        from engine.scenarios import ProofWorker  # nobody else starts processes that prove

        with self._changed:
            if self._worker is not None and not self._worker.is_alive:
                self._worker.cancel()  # what it was spoken to by is still open
                self._worker = None
            self._worker = self._worker or ProofWorker()
            return self._worker

    def _keep(self, key: tuple[object, ...], view: ProofView) -> None:
        self._done[key] = view
        while len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)


_prover = Prover()


def find_proof(uow: UnitOfWork, shown: DraftView, *, today: date) -> ProofView | None:
    """What is proved of a draft; None while it is being proved. Never waits."""
    draft = read_draft(uow, shown)
    return ProofView(problem=NOT_SOUND) if draft.has_errors else _ask(draft, shown.slug, shown.fingerprint, today)


def prove_now(
    uow: UnitOfWork, document: Mapping[str, Any], translations: Mapping[str, Any], seconds: float, *, today: date
) -> ProofView:
    """The proof of a document that is to be released. Waits for it, at most so long."""
    name, slug = fingerprint(document, translations), f"release of {document['id']}"
    draft = read_state(uow, document["id"], FlowDraft(document=document, translations=translations), name)
    if draft.has_errors:
        return ProofView(problem=NOT_SOUND)
    found = _ask(draft, slug, name, today) or _prover.wait(_key(draft, name, today), seconds)
    return found or ProofView(problem=f"The proof was not done within {seconds:g} seconds.")


def ask_worker(draft: DraftReading, lane: str, name: str, today: date, extra: Mapping[str, Any]) -> ProofView | None:
    """Something else that the process that proves works out about a draft; None while it does. Never waits.

    Of each `lane` only what was asked for last is made.
    """
    from engine.scenarios import request_for

    asked = hashlib.sha256(json.dumps(extra, sort_keys=True).encode()).hexdigest()
    key = (*_key(draft, name, today), lane, asked)
    return _prover.ask(lane, key, lambda _: {**request_for(dict(draft.document), draft.children, today), **extra})


def _certain(coverage: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What holds without an exception. Of what does not, the issues tell."""
    said: dict[str, list[bool | None]] = {}
    for entry in coverage:
        said.setdefault(entry["kind"], []).append(entry["can"])
    for kinds, wanted, sentence in _CERTAIN:
        found = [can for kind in kinds for can in said.get(kind, ())]
        if all(can is wanted for can in found) and (found or not wanted):
            yield sentence
    if said.get("promise") and all(can is False for can in said["promise"]):
        yield "Every promise is kept, whatever people answer."


def _ask(draft: DraftReading, slug: str, name: str, today: date) -> ProofView | None:
    from engine.scenarios import request_for

    def request(before: Mapping[str, Any]) -> Mapping[str, Any]:
        return request_for(dict(draft.document), draft.children, today, before)

    return _prover.ask(slug, _key(draft, name, today), request)


def _key(draft: DraftReading, name: str, today: date) -> tuple[object, ...]:
    return (draft.slug, name, draft.runs, today)


def _to_view(result: Mapping[str, Any]) -> ProofView:
    told = result.get("issues", ())  # there are none where something else than a proof was asked for
    issues = tuple(Issue(**{**each, "severity": Severity(each["severity"])}) for each in told)
    return ProofView(issues=issues, summary=result.get("summary", ""), result=result)
