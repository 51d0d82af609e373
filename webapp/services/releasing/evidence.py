"""What speaks for a change and what against it: the check, the proof, the scenarios, the difference, the risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from engine.scenarios import ProofWorker, request_for
from webapp.services.accounts import Actor
from webapp.services.releasing.comparing import changes_between, find_behaviour, find_fault
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
from webapp.services.releasing.solving import PROOF, SECONDS, Found, Work, find_or_begin
from webapp.services.releasing.standard import Fit, find_fit

if TYPE_CHECKING:
    from engine.analysis import Change
    from webapp.persistence import UnitOfWork

_UNTRANSLATED: Final = "untranslated"
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
    scenarios: Mapping[str, tuple[str, ...]] | None = None
    """By title what is wrong with each; None where none is kept."""
    inside: tuple[Standing, ...] = ()
    risk: Risk | None = None
    """None while the proof is on its way."""

    @property
    def is_running(self) -> bool:
        """Whether something is still being found out."""
        return not self.fault and (self.proof.is_running or (self.behaviour is not None and self.behaviour.is_running))

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
    proof = find_or_begin(uow, PROOF, draft.fingerprint, lambda: _proving(uow, draft, moment), now=moment)
    behaviour = find_behaviour(uow, base, draft, actor=actor, moment=moment) if base else None
    changes = changes_between(uow, base, draft) if base else ()
    issues = proof.result["issues"] if proof.result else ()
    inside = people_inside(uow, slug, draft, chosen or {}) if base else ()
    scenarios = scenarios_of(uow, slug, actor)
    found = Evidence(
        draft=draft,
        base=base,
        fault="",
        changes=changes,
        fit=find_fit(base, draft, changes, children_of_side(uow, draft)) if base else FIRST,
        proof=proof,
        behaviour=behaviour,
        errors=_said(issues, "error"),
        warnings=_said(issues, "warning"),
        scenarios=scenarios,
        inside=inside,
    )
    return found if found.is_running else _judged(uow, found, moment, chosen or {})


def scenarios_of(uow: UnitOfWork, slug: str, actor: Actor) -> Mapping[str, tuple[str, ...]] | None:
    """What is wrong with each scenario that is kept with the flow; None where none is."""
    return None


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


def _proving(uow: UnitOfWork, draft: Side, moment: datetime) -> Work:
    today = moment.astimezone(ZoneInfo(draft.document["time_zone"])).date()
    request = request_for(draft.document, children_of_side(uow, draft), today)

    def work(worker: ProofWorker) -> Mapping[str, Any]:
        found = worker.analyse(request, seconds=SECONDS)
        return {"summary": found["summary"], "untold": found["untold"], "issues": found["issues"]}

    return work


def _said(issues: Any, severity: str) -> tuple[str, ...]:
    own = (each for each in issues if each["severity"] == severity and each["rule"] != _UNTRANSLATED)
    return tuple(f"{each['what']} {each['fix']}".strip() for each in own)
