"""Settles every claim about one flow.

Made-up people walk first: whatever they show needs no proof. The solver is asked for the rest, and each example it
gives is walked in the engine before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import z3

from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.proof.budget import Budget
from engine.analysis.proof.claims import Seeing, claims_of
from engine.analysis.proof.encoding import Encoded, TooKnottedError, encode
from engine.analysis.proof.people import Person, Way, follow
from engine.analysis.proof.proving import STEPS, Prover
from engine.analysis.proof.steering import Steering, is_in_domain
from engine.analysis.proof.verdicts import AHEAD, BAD, EXIT, NODE, PEOPLE, PROMISE, STUCK, Claim, Proof, Verdict
from engine.definition import Release

_IDLE = 20
"""After so many people in a row who showed nothing new, the solver is quicker."""
_TOGETHER = 64
"""How many faults the solver is asked about in one go."""
_ENDLESS = 1 << 30
BUDGET = "the proof took more steps than it may"


def prove(
    release: Release,
    *,
    today: date,
    people: int = PEOPLE,
    steps: int = STEPS,
    first: Iterable[Person] = (),
    there: FlowGraph | None = None,
    budget: Budget | None = None,
) -> Proof:
    """Everything that can be proved of a release whose document passed its check.

    `first` walk before anybody else: those that an earlier proof found. `there` is its graph, if somebody has it.
    What is not reached within the `budget` is not settled.
    """
    there = there or build_graph(release.flow, release.typed)
    span = (today, today + AHEAD)
    try:
        encoded = encode(there, span)
    except TooKnottedError:
        what = "The circles of the flow lead into each other in more ways than can be looked at."
        return Proof(today=today, until=span[1], untold=what)
    settling = _Settling(release, encoded, span, steps, budget)
    for person in first:
        settling.saw(person, follow(release, person))
    settling.let_walk(people)
    verdicts = settling.run()
    return Proof(today=today, until=span[1], verdicts=verdicts, cut=budget.why if budget and budget.is_over else "")


class _Settling:
    """One proof on its way."""

    def __init__(
        self, release: Release, encoded: Encoded, span: tuple[date, date], steps: int, budget: Budget | None
    ) -> None:
        self.release, self.encoded, self.span, self.budget = release, encoded, span, budget
        self.claims = claims_of(self.encoded)
        self.prover = Prover(self.encoded, steps=steps, budget=budget)
        self.steering = Steering(release, span, tuple(self.encoded.names))
        self.seeing = Seeing(release, self.claims)
        self.found: dict[Claim, Verdict] = {}
        self.lengths: dict[Claim, int] = {}
        """Of what somebody showed: how many questions that took."""
        self.ways_in: dict[str, list[Claim]] = {name: [] for name in self.encoded.names}
        for name in self.encoded.names:
            for exit in release.flow.nodes[name].exits():
                self.ways_in[exit.target].append(Claim(EXIT, name, exit.name))

    def let_walk(self, most: int) -> None:
        """Sees what people show, until those who come show nothing new."""
        idle = 0
        for _ in range(most):
            person = self.steering.person(self.found)
            if person is None or self.is_over:
                return
            idle = 0 if self.saw(person, follow(self.release, person)) else idle + 1
            if idle == _IDLE:
                return

    def run(self) -> dict[Claim, Verdict]:
        """Settles what is left, in the order of the walk: what may be, and then the faults that should not."""
        for claim in self.claims:
            if claim.kind not in BAD and claim not in self.found and not self.is_idle(claim):
                self.found[claim] = self.settle(claim)
        faults = [claim for claim in self.claims if claim.kind in BAD and not self.is_idle(claim)]
        for place in range(0, len(faults), _TOGETHER):
            self.settle_faults(faults[place : place + _TOGETHER])
        order = {name: place for place, name in enumerate(self.encoded.names)}
        met = sorted((claim for claim in self.found if claim.kind == STUCK), key=lambda each: (order[each.node], each))
        return {claim: self.found[claim] for claim in dict.fromkeys((*self.claims, *met)) if claim in self.found}

    def settle_faults(self, faults: list[Claim]) -> None:
        """Asks about several faults in one go, as long as somebody turns up who brings one about."""
        while left := [claim for claim in faults if claim not in self.found]:
            if self.is_over:
                break
            answer = self.prover.ask(z3.Or(*(self.claims[claim] for claim in left)), why=False)
            if answer.reasons is not None:
                self.found.update((claim, Verdict(reasons=())) for claim in left)
                return
            if answer.person is None or not self.saw(answer.person, follow(self.release, answer.person)):
                break
        for claim in faults:
            if claim not in self.found:
                self.found[claim] = self.settle(claim)

    @property
    def is_over(self) -> bool:
        return self.budget is not None and self.budget.is_over

    def is_idle(self, claim: Claim) -> bool:
        """Whether nobody comes to its node, so that nothing more is to be said of it."""
        if claim.kind == NODE or not self.found[Claim(NODE, claim.node)].is_impossible:
            return False
        if claim.kind == PROMISE:
            self.found[claim] = Verdict(reasons=())
        return True

    def why_shut(self, way: Claim) -> tuple[str, ...] | None:
        """Why nobody leaves by an exit; None when somebody may."""
        found = self.found.get(way) or self.found.get(Claim(NODE, way.node))
        return found.reasons if found else None

    def saw(self, person: Person, way: Way) -> bool:
        """Keeps everything that this walk shows to be possible, and whether any of it is new.

        Of two walks the one with fewer questions is kept.
        """
        way = self.as_far_as_given(person, way)
        seen, length = Verdict(person=person, way=way), len(way.asked)
        known = len(self.lengths)
        for claim in self.seeing.shown_by(way):
            if length < self.lengths.get(claim, _ENDLESS):
                self.lengths[claim] = length
                self.found[claim] = seen
        return len(self.lengths) > known

    def as_far_as_given(self, person: Person, way: Way) -> Way:
        """The walk up to the first answer outside the domain that it is asked for; patterns of texts aside."""
        facts, types, answers = self.release.flow.facts, self.steering.types, person.answers
        known: dict[str, Any] = {"today": person.today}
        for place, step in enumerate(way.steps):
            if not all(
                is_in_domain(self.release, facts[fact], types[fact], answers.get(fact), known) for fact in step.asked
            ):
                return Way(steps=way.steps[:place], node=step.node, failed="", refused=True, known=known)
            known.update(way.filled_by(place))
        return way

    def can_be_nudged(self, claim: Claim) -> bool:
        """Whether somebody who comes to the node takes this exit once an answer or two is changed."""
        known = self.found.get(Claim(NODE, claim.node))
        person = self.steering.nudge(claim, known) if known and known.way else None
        if person is not None:
            self.saw(person, follow(self.release, person))
        return claim in self.lengths

    def settle(self, claim: Claim) -> Verdict:
        """An example that the engine confirms, or the reasons why there is none."""
        if self.budget and self.budget.is_over:
            return Verdict(unsettled=self.budget.why)
        if claim.kind == NODE and claim.node != self.release.flow.start:
            shut = [self.why_shut(way) for way in self.ways_in[claim.node]]
            if None not in shut:
                return Verdict(reasons=tuple(dict.fromkeys(each for reasons in shut for each in reasons or ())))
        if claim.kind == EXIT and self.can_be_nudged(claim):
            return self.found[claim]
        answer = self.prover.ask(self.claims[claim], why=claim.kind not in BAD)
        if answer.reasons is not None:
            return Verdict(reasons=answer.reasons)
        if answer.person is None:
            return Verdict(unsettled=self.budget.why if self.budget and self.budget.is_over else BUDGET)
        way = follow(self.release, answer.person)
        self.saw(answer.person, way)
        if claim in self.lengths:
            return self.found[claim]
        opaque = ", ".join(sorted(self.encoded.opaque)) or "nothing known"
        return Verdict(unsettled=f"it rests on what the proof does not look into: {opaque}")
