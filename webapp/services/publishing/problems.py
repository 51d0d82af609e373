"""What is wrong with a draft, as its designers meet it: open or waived, each with the walk that shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from engine.errors import EditError
from engine.model import Issue, Severity
from webapp.persistence import WaiverRecord
from webapp.services.accounts import Actor, Permission, require
from webapp.services.audit import record
from webapp.services.publishing.checking import check_translations
from webapp.services.publishing.drafting import DraftView
from webapp.services.publishing.proving import ProofView, find_proof
from webapp.services.publishing.reading import DraftReading, read_draft, worst_first

if TYPE_CHECKING:
    from webapp.persistence import UnitOfWork

UNTRANSLATED: Final = "untranslated"
LONGEST_REASON: Final = 500
_SHOWN_BY: Final[Mapping[str, str]] = {
    "stuck": "stuck",
    "comes-round-again": "circle",
    "broken-promise": "promise",
    "filled-twice": "twice",
    "spoken-early": "blank",
}
"""By rule of an issue: the kind of claim whose walk shows it."""


class ProblemGoneError(Exception):
    """There is no such problem any more."""


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Who waived a warning, and why."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong. Its `id` is made of what it says: in other words it is another problem."""

    id: str
    issue: Issue
    node: str
    """The step it is at; empty when it is at none."""
    node_text: str
    walk: Mapping[str, Any] | None
    """Somebody's answers that show it, as the proof found them."""
    waiver: Waiver | None

    @property
    def may_be_waived(self) -> bool:
        return self.issue.severity is Severity.WARNING


@dataclass(frozen=True, kw_only=True)
class Problems:
    """Everything that is wrong with one state of a draft."""

    open: tuple[Problem, ...]
    waived: tuple[Problem, ...]
    proof: ProofView | None
    """None while it is being made."""

    @property
    def is_running(self) -> bool:
        return self.proof is None

    @property
    def errors(self) -> int:
        return sum(each.issue.severity is Severity.ERROR for each in self.open)

    @property
    def warnings(self) -> int:
        return sum(each.issue.severity is Severity.WARNING for each in self.open)

    def at(self, node: str) -> tuple[Issue, ...]:
        """What is open at one step."""
        return tuple(each.issue for each in self.open if each.node == node)


def list_problems(uow: UnitOfWork, shown: DraftView, *, today: date) -> Problems:
    """What can be told at once, and with it what is proved as soon as it is."""
    draft, proof = read_draft(uow, shown), find_proof(uow, shown, today=today)
    waivers = {waiver.problem: waiver for waiver in uow.waivers.list_of(shown.slug)}
    names = {person.id: person.name for person in uow.people.list_all()} if waivers else {}
    issues = _issues(draft, proof)
    found = [_problem(draft, proof, issue, waivers, names) for issue in issues if issue.rule != UNTRANSLATED]
    return Problems(
        open=tuple(each for each in found if each.waiver is None),
        waived=tuple(each for each in found if each.waiver is not None),
        proof=proof,
    )


def get_problem(uow: UnitOfWork, shown: DraftView, problem: str, *, today: date) -> Problem:
    """One of them. Raises ProblemGoneError when it is there no more."""
    found = list_problems(uow, shown, today=today)
    for each in (*found.open, *found.waived):
        if each.id == problem:
            return each
    raise ProblemGoneError(problem)


def waive(
    uow: UnitOfWork, shown: DraftView, problem: str, reason: str, *, actor: Actor, now: datetime, today: date
) -> Problem:
    """Have a warning not counted any more, for a reason. Raises EditError, ProblemGoneError."""
    require(actor, Permission.EDIT_FLOWS)
    found, reason = get_problem(uow, shown, problem, today=today), reason.strip()
    if not found.may_be_waived:
        raise EditError("Only a warning can be waived.", "An error has to be mended before a release.")
    if not reason:
        raise EditError("Say why this warning does not matter.", "Whoever approves the release reads it.")
    if len(reason) > LONGEST_REASON:
        raise EditError(f"The reason has more than {LONGEST_REASON} letters.", "Say it in fewer words.")
    waiver = WaiverRecord(
        slug=shown.slug,
        problem=problem,
        rule=found.issue.rule,
        what=found.issue.what,
        reason=reason,
        waived_by=actor.id,
        waived_at=now,
    )
    with uow.write(durable=True):
        uow.waivers.put(waiver)
        record(uow, actor, "warning.waived", shown.slug, {"rule": found.issue.rule, "problem": problem}, now=now)
    return found


def take_waiver_back(uow: UnitOfWork, slug: str, problem: str, *, actor: Actor, now: datetime) -> None:
    """Have a warning count again."""
    require(actor, Permission.EDIT_FLOWS)
    with uow.write(durable=True):
        if uow.waivers.remove(slug, problem):
            record(uow, actor, "warning.counts", slug, {"problem": problem}, now=now)


def list_waivers(uow: UnitOfWork, slug: str) -> tuple[WaiverRecord, ...]:
    """Every waiver of a flow, also of warnings that are gone."""
    return uow.waivers.list_of(slug)


def problem_id(issue: Issue) -> str:
    """The name of a problem: the same as long as it says the same of the same place."""
    said = "\n".join((issue.rule, issue.pointer, issue.what))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _issues(draft: DraftReading, proof: ProofView | None) -> tuple[Issue, ...]:
    """With a proof, what it found stands in the place of what the instant checks supposed."""
    if proof is None or not proof.result:
        return draft.problems
    texts = check_translations(draft.document, draft.draft.translations)
    return worst_first((*draft.checked, *proof.issues, *texts))


def _problem(
    draft: DraftReading,
    proof: ProofView | None,
    issue: Issue,
    waivers: Mapping[str, WaiverRecord],
    names: Mapping[str, str],
) -> Problem:
    name, parts = problem_id(issue), issue.pointer.split("/")
    node = parts[2] if len(parts) > 2 and parts[1] == "nodes" and parts[2] in draft.document["nodes"] else ""
    waiver = waivers.get(name)
    return Problem(
        id=name,
        issue=issue,
        node=node,
        node_text=draft.texts.get(node, ""),
        walk=_walk_of(issue, proof.result) if proof else None,
        waiver=Waiver(reason=waiver.reason, by=names.get(waiver.waived_by, ""), at=waiver.waived_at)
        if waiver and issue.severity is Severity.WARNING
        else None,
    )


def _walk_of(issue: Issue, result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The walk by which the proof found an issue: of the claim at the same place that the sentence is about."""
    kind = _SHOWN_BY.get(issue.rule)
    entries = [
        entry
        for entry in result.get("coverage", ())
        if entry["kind"] == kind and entry["pointer"] == issue.pointer and entry["can"]
    ]
    named = [entry for entry in entries if f"“{entry['node']}”" in issue.what]
    told = [entry for entry in named if _speaks_of(issue.what, result["walks"][entry["walk"]]["answers"])]
    best = next(iter((*told, *named, *entries)), None)
    return None if best is None else result["walks"][best["walk"]]


def _speaks_of(what: str, answers: Iterable[Mapping[str, Any]]) -> bool:
    return all(each["says"] in what for each in answers)
