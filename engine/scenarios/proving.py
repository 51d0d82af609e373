"""Proves a flow: JSON in, JSON out, so that it can be done in a process of its own.

Importing this loads the solver; `engine.scenarios.workers` does that elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, TypeAlias

from engine.analysis import FlowGraph, build_graph
from engine.analysis.proof import Budget, Person, Proof, Verdict, Way, issues_of, prove
from engine.analysis.proof.idle import idle_issues
from engine.analysis.proof.places import pointer_of
from engine.analysis.proof.replacing import remaining_guesses
from engine.analysis.proof.verdicts import BAD, EXIT, NODE, PASSED, ROW, Claim
from engine.analysis.proof.wording import Told
from engine.definition import HANDED, Child, Parts, Release, build_release, in_order, is_own, stand_alone
from engine.model.issue import Issue
from engine.model.values import Json
from engine.questions import fact_types, placeholders_in
from engine.scenarios.scenario import read_value

Clock: TypeAlias = Callable[[], float]
"""Seconds since some moment."""
_MOST_KEPT = 4
_PARTS = Parts()
_KEPT: dict[tuple[str, date, tuple[tuple[str, str], ...]], Proof] = {}
"""The last proofs, by the logic of their flows: a change of words alone needs no new one."""


def analyse(request: Mapping[str, Json], clock: Clock | None = None) -> dict[str, Json]:
    """The proof of a flow as JSON: issues, what is covered and how, the walks, and one line that sums it up.

    Only with a `clock` can it be kept to the seconds that the request gives it.
    """
    children = {name: Child(document=document) for name, document in request["children"].items()}
    release = stand_alone(build_release(request["document"], {}, children, parts=_PARTS))
    today = date.fromisoformat(request["today"])
    there = build_graph(release.flow, release.typed)
    key = (release.logic, today, _spoken_of(release))
    proof = _KEPT.pop(key, None)
    if proof is None:
        before = request.get("before")
        first = _people(release, before) if before else None
        earlier = next((each for each in reversed(_KEPT.values()) if each.today == today), None)
        proof = prove(release, today=today, first=first, there=there, budget=budget_of(request, clock), earlier=earlier)
    if not proof.cut:
        _KEPT.update({each: replace(known, grounds=None) for each, known in _KEPT.items()})  # formulas take room
        _KEPT[key] = proof
    while len(_KEPT) > _MOST_KEPT:
        del _KEPT[next(iter(_KEPT))]
    return _result(release, there, proof)


def budget_of(request: Mapping[str, Json], clock: Clock | None) -> Budget | None:
    """What a request may take as a whole, if somebody can tell the time."""
    seconds = request.get("seconds")
    return Budget(float(seconds), clock) if seconds is not None and clock else None


def _spoken_of(release: Release) -> tuple[tuple[str, str], ...]:
    """The facts that texts speak of, and where: what of the texts has a part in a proof."""
    return tuple(
        (pointer, fact) for pointer, text in release.flow.texts.items() for fact in sorted(placeholders_in(text))
    )


def _people(release: Release, before: Mapping[str, Json]) -> Iterator[Person]:
    """Those who walked in an earlier proof, as far as what they answered can still be an answer."""
    for walk in before.get("walks", ()):
        answers = {}
        for fact, data in walk["person"].items():
            try:
                answers[fact] = read_value(release.flow.facts, fact, data)
            except ValueError:
                continue
        yield Person(answers=answers, today=date.fromisoformat(walk["today"]), unhelped=frozenset(walk["did_not_help"]))


def _result(release: Release, there: FlowGraph, proof: Proof) -> dict[str, Json]:
    telling = _Telling(release)
    found = [*issues_of(release, proof), *idle_issues(release, there, proof)]
    guessed = remaining_guesses(release, there, proof)
    issues = in_order(map(_before_the_start, (*guessed, *found)))
    own = ((claim, verdict) for claim, verdict in proof.verdicts.items() if claim.node != HANDED)
    coverage = [telling.entry(claim, verdict) for claim, verdict in own]
    return {
        "today": proof.today.isoformat(),
        "until": proof.until.isoformat(),
        "untold": proof.untold,
        "summary": summary(proof),
        "issues": [asdict(issue) for issue in issues],
        "coverage": coverage,
        "walks": telling.walks,
    }


def _before_the_start(issue: Issue) -> Issue:
    """What is said of the page that asks for a flow's inputs, said of the inputs."""
    page = f"/nodes/{HANDED}"
    if issue.pointer != page and not issue.pointer.startswith(f"{page}/"):
        return issue
    what = issue.what.replace(f"node “{HANDED}”", "what the flow is handed")
    return replace(issue, pointer="/inputs", what=what)


class _Telling:
    """Writes verdicts down, each walk once."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.told = Told(release)
        self.walks: list[dict[str, Json]] = []
        self._numbers: dict[int, int] = {}
        self._answers: dict[tuple[str, str], dict[str, Json]] = {}

    def entry(self, claim: Claim, verdict: Verdict) -> dict[str, Json]:
        """One line of the table of what is covered."""
        row: dict[str, Json] = {
            "kind": claim.kind,
            "pointer": pointer_of(self.release, claim),
            "node": claim.node,
            "name": claim.name,
            "is_fault": claim.kind in BAD,
        }
        if verdict.person is not None and verdict.way is not None:
            return {**row, "can": True, "walk": self.number(verdict, verdict.person, verdict.way)}
        if verdict.reasons is not None:
            words = self.told.reasons(verdict.reasons)
            pairs = zip(verdict.reasons, words, strict=True)
            return {**row, "can": False, "because": [{"pointer": each, "says": said} for each, said in pairs]}
        return {**row, "can": None, "unsettled": verdict.unsettled}

    def number(self, verdict: Verdict, person: Person, way: Way) -> int:
        """The place of a walk in the list."""
        if id(way) not in self._numbers:
            self._numbers[id(way)] = len(self.walks)
            self.walks.append(self.walk(verdict, person, way))
        return self._numbers[id(way)]

    def walk(self, verdict: Verdict, person: Person, way: Way) -> dict[str, Json]:
        answers = [self.answer(fact, person.answers[fact]) for fact in self.told.asked(verdict)]
        return {
            "today": person.today.isoformat(),
            "answers": answers,
            "did_not_help": sorted(person.unhelped),
            "path": [[step.node, step.exit] for step in way.steps if step.node != HANDED],
            "end": way.node,
            "failed": way.failed,
            "person": {each["fact"]: each["value"] for each in answers},
        }

    def answer(self, fact: str, value: Any) -> dict[str, Json]:
        """One answer; many people give the same, which is put into words once."""
        key = (fact, repr(value))
        if key not in self._answers:
            self._answers[key] = {
                "fact": fact,
                "label": self.told.label(fact),
                "says": self.told.answer(fact, value),
                "value": _json(self.release.flow.facts[fact], value),
                "is_handed": fact in self.release.flow.inputs,
            }
        return self._answers[key]


def _json(fact: Any, value: Any) -> Json:
    return None if value is None else fact_types[fact.type].to_json(fact, value)


def summary(proof: Proof) -> str:
    """What was proved, in numbers."""
    if proof.untold:
        return f"Not proved. {proof.untold}"
    counts = (_found(proof, each, noun) for each, noun in ((NODE, "nodes"), (EXIT, "exits"), (ROW, "rows")))
    both_ways = _both_ways(proof)
    promises = proof.promises.values()
    unbroken = _part(_count(each.is_impossible for each in promises), len(promises))
    kept = f"{unbroken} promises kept" if promises else ""
    stuck = _count(each.is_possible for each in proof.stuck.values())
    held = f"people get stuck at {stuck} node{'s' if stuck > 1 else ''}" if stuck else "nobody gets stuck"
    if not stuck and any(each.unsettled for each in proof.stuck.values()):
        held = "not settled whether anybody gets stuck"
    open_ = _count(bool(each.unsettled) for each in proof.verdicts.values())
    unsettled = f"{open_} not settled" if open_ else ""
    parts = ", ".join(part for part in (*counts, both_ways, kept, held, unsettled) if part)
    return f"Proved for a year from {proof.today.isoformat()}: {parts}."


def _found(proof: Proof, kind: str, noun: str) -> str:
    """How many of these somebody meets."""
    own = [verdict for claim, verdict in proof.verdicts.items() if claim.kind == kind and is_own(claim.node)]
    return f"{_part(_count(each.is_possible for each in own), len(own))} {noun} met" if own else ""


def _part(count: int, whole: int) -> str:
    return f"all {whole}" if count == whole else f"{count} of {whole}"


def _both_ways(proof: Proof) -> str:
    """How many rules hold for somebody, and do not for somebody else."""
    passed = {
        claim: verdict for claim, verdict in proof.verdicts.items() if claim.kind == PASSED and is_own(claim.node)
    }
    both = _count(
        verdict.is_possible and proof.verdicts[Claim(EXIT, claim.node, claim.name)].is_possible
        for claim, verdict in passed.items()
    )
    return f"{_part(both, len(passed))} rules both ways" if passed else ""


def _count(truths: Iterable[bool]) -> int:
    return sum(truths)
