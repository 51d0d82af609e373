"""What speaks for a change and what against it: the check, the proof, the scenarios, the difference, the risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from engine.definition import build_release
from engine.editing import FlowDraft
from engine.model import Severity
from engine.scenarios import build_scenario, run_scenario
from webapp.services.accounts import Actor
from webapp.services.publishing import Problem, ProofView, get_draft, in_words, list_problems, voice_in
from webapp.services.releasing.allowing import find_kind_bar
from webapp.services.releasing.comparing import changes_between, day_in, find_behaviour, find_fault
from webapp.services.releasing.inside import Becomes, Standing, people_inside
from webapp.services.releasing.risk import (
    Risk,
    change_rate,
    complexity,
    count_starts,
    coverage,
    people_affected,
    way_back,
)
from webapp.services.releasing.sides import Side, children_of_side, list_sides
from webapp.services.releasing.solving import Found
from webapp.services.releasing.standard import Fit, find_fit

if TYPE_CHECKING:
    from engine.analysis import Change
    from engine.definition import Release
    from engine.scenarios import InWords
    from webapp.persistence import UnitOfWork

FIRST: Final = Fit(model=None, why="It is the first release.")
NOT_ASKED: Final = Found()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything that can be told of a draft before it is released. `base` is what the public meets now."""

    draft: Side
    base: Side | None
    fault: str
    """Why it cannot run at all; then nothing else is known."""
    changes: tuple[Change, ...] = ()
    fit: Fit = FIRST
    proof: Found = NOT_ASKED
    behaviour: Found | None = None
    """None where there is no release before."""
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """Without those that were waived."""
    waived: tuple[Mapping[str, str], ...] = ()
    """The warnings that a designer waived: what each says, why, and who did."""
    scenarios: Mapping[str, tuple[str, ...]] | None = None
    """By title what is wrong with each; None where none is kept."""
    inside: tuple[Standing, ...] = ()
    risk: Risk | None = None
    """None while the proof is on its way."""

    @property
    def is_unchanged(self) -> bool:
        """Whether the draft says what the public meets already: there is nothing to ask for."""
        return self.base is not None and self.base.fingerprint == self.draft.fingerprint

    @property
    def is_running(self) -> bool:
        """Whether something is still being found out."""
        if self.fault or self.is_unchanged:
            return False
        return self.proof.is_running or (self.behaviour is not None and self.behaviour.is_running)

    @property
    def is_same(self) -> bool:
        """Proved: it makes no difference to anybody."""
        found = self.behaviour.result if self.behaviour else None
        return bool(found and found["is_same_for_everybody"])

    @property
    def failed_scenarios(self) -> int:
        return sum(bool(wrong) for wrong in (self.scenarios or {}).values())

    def as_json(self) -> dict[str, Any]:
        """As a request keeps it."""
        found = self.behaviour.result if self.behaviour else None
        return {
            "changes": [
                {"subject": str(each.subject), "sentence": each.sentence, "flow": each.flow} for each in self.changes
            ],
            "behaviour": {key: found[key] for key in found if key != "changes"} if found else None,
            "behaviour_stopped": self.behaviour.stopped if self.behaviour else "",
            "proof": self.proof.result["summary"] if self.proof.result else "",
            "proof_stopped": self.proof.stopped,
            "errors": list(self.errors),
            "warnings": list(self.warnings),
            "waived": [dict(each) for each in self.waived],
            "scenarios": {title: list(wrong) for title, wrong in self.scenarios.items()} if self.scenarios else None,
            "inside": [{"text": each.text, "node": each.node, "people": each.people} for each in self.inside],
            "risk": self.risk.as_json() if self.risk else None,
        }


def gather(
    uow: UnitOfWork, slug: str, *, actor: Actor, moment: datetime, chosen: Mapping[str, str] | None = None
) -> Evidence | None:
    """What is known now; asks for the rest. None where there is no draft. `chosen` is what becomes of people inside."""
    sides = list_sides(uow, slug)
    if not sides or not sides[0].is_draft:
        return None
    draft = sides[0]
    base = next((side for side in sides if side.is_live), next(iter(sides[1:]), None))
    fault = find_fault(uow, draft)
    if fault:
        return Evidence(draft=draft, base=base, fault=fault)
    if base is not None and base.fingerprint == draft.fingerprint:
        return Evidence(draft=draft, base=base, fault="")
    problems = list_problems(uow, get_draft(uow, slug, actor=actor), today=day_in(draft, moment))
    behaviour = find_behaviour(uow, base, draft, actor=actor, moment=moment) if base else None
    changes = changes_between(uow, base, draft) if base else ()
    inside = people_inside(uow, slug, draft, chosen or {}) if base else ()
    scenarios = scenarios_of(uow, draft)
    found = Evidence(
        draft=draft,
        base=base,
        fault="",
        changes=changes,
        fit=_allowed(uow, find_fit(base, draft, changes, children_of_side(uow, draft)), moment) if base else FIRST,
        proof=_as_found(problems.proof),
        behaviour=behaviour,
        errors=_said(problems.open, Severity.ERROR, draft.document),
        warnings=_said(problems.open, Severity.WARNING, draft.document),
        waived=tuple(
            {"what": in_words(each.issue.what, draft.document), "why": each.waiver.reason, "by": each.waiver.by}
            for each in problems.waived
            if each.waiver
        ),
        scenarios=scenarios,
        inside=inside,
    )
    return found if found.is_running else _judged(uow, found, moment, chosen or {})


def _allowed(uow: UnitOfWork, fit: Fit, moment: datetime) -> Fit:
    """The kind it fits, unless nothing is released by that kind now."""
    bar = find_kind_bar(uow, fit.model, moment) if fit.model else ""
    return Fit(model=None, why=f"It would fit: {fit.why}. {bar}") if bar else fit


def scenarios_of(uow: UnitOfWork, draft: Side) -> Mapping[str, tuple[str, ...]] | None:
    """What is wrong with each scenario that is kept with the flow, played on the draft; None where none is."""
    kept = uow.scenarios.list_of(draft.slug)
    if not kept:
        return None
    release = build_release(draft.document, draft.translations, children_of_side(uow, draft))
    state = FlowDraft(document=draft.document, translations=draft.translations)
    voice = voice_in(uow, draft.slug, state, draft.fingerprint)
    return {str(each.document.get("title", each.name)): tuple(_played(release, each.document, voice)) for each in kept}


def _played(release: Release, document: Mapping[str, Any], voice: InWords) -> list[str]:
    try:
        return run_scenario(release, build_scenario(release, document), voice)
    except ValueError as error:  # it answers a question that the draft does not have
        return [str(error)]


def _judged(uow: UnitOfWork, found: Evidence, moment: datetime, chosen: Mapping[str, str]) -> Evidence:
    slug, is_first = found.draft.slug, found.base is None
    wrong = found.failed_scenarios
    risk = Risk(
        dimensions=(
            complexity(found.changes, is_first=is_first),
            people_affected(count_starts(uow, slug, moment), is_same=found.is_same),
            way_back(is_first=is_first, moves=Becomes.MOVE in chosen.values()),
            coverage(len(found.scenarios or {}) - wrong, wrong),
            change_rate(uow.flows.list_releases(slug), moment),
        )
    )
    return replace(found, risk=risk)


def _as_found(proof: ProofView | None) -> Found:
    if proof is None:
        return Found()
    return Found(stopped=proof.problem) if proof.problem else Found(result={"summary": proof.summary})


def _said(problems: tuple[Problem, ...], severity: Severity, document: Mapping[str, Any]) -> tuple[str, ...]:
    own = (each.issue for each in problems if each.issue.severity is severity)
    return tuple(in_words(issue.sentence, document) for issue in own)
