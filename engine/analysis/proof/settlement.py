"""Settles every claim about one flow.

Made-up people walk first: whatever they show needs no proof. The solver is asked for the rest, and each example it
gives is walked in the engine before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import z3

from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.proof.budget import Budget
from engine.analysis.proof.carrying import carry_over
from engine.analysis.proof.claims import claims_of
from engine.analysis.proof.crowd import Crowd
from engine.analysis.proof.encoding import Encoded, TooKnottedError, encode
from engine.analysis.proof.grounds import grounds_of
from engine.analysis.proof.meeting import MANY
from engine.analysis.proof.nearby import Nearby
from engine.analysis.proof.people import Person
from engine.analysis.proof.proving import STEPS, Prover
from engine.analysis.proof.seeing import Seeing
from engine.analysis.proof.steering import Steering
from engine.analysis.proof.verdicts import AHEAD, BAD, EXIT, NODE, PROMISE, STUCK, Claim, Proof, Verdict
from engine.analysis.proof.walkers import Shown
from engine.definition import Release

_LITTLE = 2
"""So few unseen exits on any one way are better looked for one by one."""
_TOGETHER = 64
"""How many faults the solver is asked about in one go."""
_ENDLESS = 1 << 30
BUDGET = "the proof took more steps than it may"


def prove(
    release: Release,
    *,
    today: date,
    people: int = MANY,
    steps: int = STEPS,
    first: Iterable[Person] | None = None,
    there: FlowGraph | None = None,
    budget: Budget | None = None,
    earlier: Proof | None = None,
) -> Proof:
    """Everything that can be proved of a release whose document passed its check.

    `first` walk before anybody else: those that an earlier proof found. `people` of those who are made up go on from
    each question. `there` is its graph, if somebody has it. What is not reached within the `budget` is not settled.
    `earlier` is a proof of the flow before an edit: what rests on the same formulas is not proved again. Where people
    walked `first`, those of the earlier proof whom the edit does not concern need not walk again.
    """
    there = there or build_graph(release.flow, release.typed)
    span = (today, today + AHEAD)
    try:
        encoded = encode(there, span, earlier=earlier.grounds.written if earlier and earlier.grounds else None)
    except TooKnottedError:
        what = "The circles of the flow lead into each other in more ways than can be looked at."
        return Proof(today=today, until=span[1], untold=what)
    settling = _Settling(release, encoded, span, steps, budget, earlier)
    settling.retrace(settling.carry(first, earlier))
    settling.explore(people)
    verdicts = settling.run()
    cut = budget.why if budget and budget.is_over else ""
    grounds = grounds_of(encoded, settling.claims, verdicts)
    return Proof(today=today, until=span[1], verdicts=verdicts, cut=cut, grounds=grounds)


class _Settling:
    """One proof on its way."""

    def __init__(
        self,
        release: Release,
        encoded: Encoded,
        span: tuple[date, date],
        steps: int,
        budget: Budget | None,
        earlier: Proof | None,
    ) -> None:
        self.release, self.encoded, self.span, self.budget = release, encoded, span, budget
        self.claims = claims_of(self.encoded)
        self.prover = Prover(self.encoded, steps=steps, budget=budget)
        self.seeing = Seeing(release, self.claims)
        order = tuple(self.encoded.names)
        self.crowd = Crowd(release, span, order, self.seeing, budget)
        self.steering = Steering(release, self.crowd.thinking, order, self.crowd.messages)
        self.nearby = Nearby(release, self.encoded.said)
        self.earlier = earlier.grounds if earlier else None
        self.grounds = grounds_of(encoded, self.claims, {})
        self.unlikely = {claim for claim, verdict in (earlier.verdicts if earlier else {}).items() if verdict.reasons}
        """What nobody did before an edit."""
        self.found: dict[Claim, Verdict] = {}
        self.lengths: dict[Claim, int] = {}
        """Of what somebody showed: how many questions that took."""
        self.ways_in: dict[str, list[Claim]] = {name: [] for name in self.encoded.names}
        for name in self.encoded.names:
            for exit in release.flow.nodes[name].exits():
                self.ways_in[exit.target].append(Claim(EXIT, name, exit.name))

    def carry(self, first: Iterable[Person] | None, earlier: Proof | None) -> Iterable[Person]:
        """Keeps what people of an earlier proof show still. Who is left to walk first."""
        carried = None
        if first is not None and earlier and earlier.today == self.span[0]:
            carried = carry_over(self.release, earlier, self.seeing)
        if carried is None:
            return first or ()
        self.found.update(carried.shown)
        self.lengths.update((claim, len(each.way.asked)) for claim, each in carried.shown.items() if each.way)
        return carried.others

    def retrace(self, people: Iterable[Person]) -> None:
        """Sees what these people show, who walked before."""
        self.met(self.crowd.retrace(people))

    def explore(self, people: int) -> None:
        """Sees what made-up people show, if there is enough that nobody has shown yet."""
        if people and self.steering.count_ahead(self.found.keys() | self.unlikely) > _LITTLE:
            self.met(self.crowd.explore(people))

    def met(self, shown: Mapping[Claim, Shown]) -> None:
        """Keeps what some of a crowd show."""
        verdicts: dict[Shown, Verdict] = {}
        for claim, each in shown.items():
            if each.length < self.lengths.get(claim, _ENDLESS):
                self.lengths[claim] = each.length
                if each not in verdicts:
                    verdicts[each] = Verdict(person=each.person(), way=each.way(self.release))
                self.found[claim] = verdicts[each]

    def run(self) -> dict[Claim, Verdict]:
        """Settles what is left, in the order of the walk: what may be, and then the faults that should not."""
        for claim in self.claims:
            if claim.kind not in BAD and claim not in self.found and not self.is_idle(claim):
                self.found[claim] = self.settle(claim)
        faults = [claim for claim in self.claims if claim.kind in BAD and not self.is_idle(claim)]
        for place in range(0, len(faults), _TOGETHER):
            self.settle_faults(faults[place : place + _TOGETHER])
        order = {name: place for place, name in enumerate(self.encoded.names)}
        stuck = sorted(
            (claim for claim in self.found if claim.kind == STUCK), key=lambda each: (order[each.node], each)
        )
        return {claim: self.found[claim] for claim in dict.fromkeys((*self.claims, *stuck)) if claim in self.found}

    def settle_faults(self, faults: list[Claim]) -> None:
        """Asks about several faults in one go, as long as somebody turns up who brings one about."""
        while left := [claim for claim in faults if claim not in self.found]:
            if self.is_over:
                break
            answer = self.prover.ask(z3.Or(*(self.claims[claim] for claim in left)), why=False)
            if answer.reasons is not None:
                self.found.update((claim, Verdict(reasons=())) for claim in left)
                return
            if answer.person is None or not self.saw(answer.person):
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

    def saw(self, person: Person) -> bool:
        """Keeps everything that somebody shows to be possible, and whether any of it is new."""
        known = len(self.lengths)
        self.retrace([person])
        return len(self.lengths) > known

    def can_be_nudged(self, claim: Claim) -> bool:
        """Whether somebody who comes to the node takes this exit once an answer or two is changed."""
        known = self.found.get(Claim(NODE, claim.node))
        person = self.steering.nudge(claim, known) if known and known.way else None
        if person is not None:
            self.saw(person)
        return claim in self.lengths

    def too_long(self) -> str:
        """Why the solver did not come to an end."""
        if self.budget and self.budget.is_over:
            return self.budget.why
        hard = " and ".join(sorted(self.encoded.plain.hard))
        return f"{BUDGET} ({hard} is hard to prove)" if hard else BUDGET

    def settle(self, claim: Claim) -> Verdict:
        """An example that the engine confirms, or the reasons why there is none."""
        if self.budget and self.budget.is_over:
            return Verdict(unsettled=self.budget.why)
        if claim.kind == NODE and claim.node != self.release.flow.start:
            shut = [self.why_shut(way) for way in self.ways_in[claim.node]]
            if None not in shut:
                return Verdict(reasons=tuple(dict.fromkeys(each for reasons in shut for each in reasons or ())))
        reasons = self.earlier.find(claim, self.grounds) if self.earlier else None
        if reasons is not None:
            return Verdict(reasons=reasons)
        if claim.kind == EXIT and claim not in self.unlikely and self.can_be_nudged(claim):
            return self.found[claim]
        why = claim.kind not in BAD
        near = self.nearby.find(claim.node) if why else None
        answer = self.prover.ask(self.claims[claim], why=why, near=near)
        if answer.reasons is not None:
            return Verdict(reasons=answer.reasons)
        if answer.person is None:
            return Verdict(unsettled=self.too_long())
        self.saw(answer.person)
        if claim in self.lengths:
            return self.found[claim]
        opaque = ", ".join(sorted(self.encoded.opaque)) or "nothing known"
        return Verdict(unsettled=f"it rests on what the proof does not look into: {opaque}")
