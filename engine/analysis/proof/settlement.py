"""Settles every claim about one flow.

Made-up people walk first: whatever they show needs no proof. The solver is asked for the rest, and each example it
gives is walked in the engine before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import networkx as nx

from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.proof.claims import Seeing, claims_of
from engine.analysis.proof.encoding import encode
from engine.analysis.proof.people import Person, Way, follow, random_people
from engine.analysis.proof.proving import STEPS, Prover
from engine.analysis.proof.verdicts import AHEAD, BAD, NODE, PEOPLE, PROMISE, STUCK, Claim, Proof, Verdict
from engine.definition import Release
from engine.expressions.types import CALENDAR, NUMERIC, Kind, fact_type
from engine.model.values import Value
from engine.questions import Context, fact_types

_BOUNDED = NUMERIC | CALENDAR | {Kind.CHOICE, Kind.CHOICES}
BUDGET = "the proof took more steps than it may"


def prove(
    release: Release,
    *,
    today: date,
    people: int = PEOPLE,
    steps: int = STEPS,
    first: Iterable[Person] = (),
) -> Proof:
    """Everything that can be proved of a release whose document passed its check.

    `first` walk before anybody else: those that an earlier proof found.
    """
    there = build_graph(release.flow)
    span = (today, today + AHEAD)
    if not nx.is_directed_acyclic_graph(there.graph.subgraph(there.reachable)):
        what = "The flow leads round in a circle, and circles are not proved yet."
        return Proof(today=today, until=span[1], untold=what)
    settling = _Settling(release, there, span, steps)
    for person in (*first, *random_people(release, span, people)):
        settling.saw(person, follow(release, person))
    return Proof(today=today, until=span[1], verdicts=settling.run())


class _Settling:
    """One proof on its way."""

    def __init__(self, release: Release, there: FlowGraph, span: tuple[date, date], steps: int) -> None:
        self.release = release
        self.encoded = encode(there, span)
        self.claims = claims_of(self.encoded)
        self.prover = Prover(self.encoded, steps=steps)
        self.seeing = Seeing(release, self.claims)
        self.found: dict[Claim, Verdict] = {}

    def run(self) -> dict[Claim, Verdict]:
        for claim in self.claims:
            if claim not in self.found and not self.is_idle(claim):
                self.found[claim] = self.settle(claim)
        order = {name: place for place, name in enumerate(self.encoded.names)}
        met = sorted((claim for claim in self.found if claim.kind == STUCK), key=lambda each: (order[each.node], each))
        return {claim: self.found[claim] for claim in dict.fromkeys((*self.claims, *met)) if claim in self.found}

    def is_idle(self, claim: Claim) -> bool:
        """Whether nobody comes to its node, so that nothing more is to be said of it."""
        return claim.kind != NODE and self.found[Claim(NODE, claim.node)].is_impossible and claim.kind != PROMISE

    def saw(self, person: Person, way: Way) -> set[Claim]:
        """Keeps everything that this walk shows to be possible; of two walks, the one with fewer questions."""
        if not self.can_be_given(person, way):
            return set()
        seen = Verdict(person=person, way=way)
        shown = set(self.seeing.shown_by(way))
        for claim in shown:
            before = self.found.get(claim)
            if before is None or before.way is None or len(way.asked) < len(before.way.asked):
                self.found[claim] = seen
        return shown

    def can_be_given(self, person: Person, way: Way) -> bool:
        """Whether each answer on the way lies in the domain that it is asked for; patterns of texts aside."""
        known: dict[str, Value | None] = {"today": person.today}
        for step in way.steps:
            for fact in step.asked:
                if not self.is_in_domain(fact, person, known):
                    return False
            known.update((fact, way.known.get(fact)) for fact in step.sets)
        return True

    def is_in_domain(self, name: str, person: Person, known: Mapping[str, Value | None]) -> bool:
        fact, value = self.release.flow.facts[name], person.answers.get(name)
        if value is None or fact_type(fact).kind not in _BOUNDED:
            return True
        context = Context(today=person.today, values=known, locale=self.release.flow.language)
        return fact_types[fact.type].check(fact, value, context) is None

    def settle(self, claim: Claim) -> Verdict:
        """An example that the engine confirms, or the reasons why there is none."""
        answer = self.prover.ask(self.claims[claim], why=claim.kind not in BAD)
        if answer.reasons is not None:
            return Verdict(reasons=answer.reasons)
        if answer.person is None:
            return Verdict(unsettled=BUDGET)
        way = follow(self.release, answer.person)
        if claim in self.saw(answer.person, way):
            return Verdict(person=answer.person, way=way)
        opaque = ", ".join(sorted(self.encoded.opaque)) or "nothing known"
        return Verdict(unsettled=f"it rests on what the proof does not look into: {opaque}")
