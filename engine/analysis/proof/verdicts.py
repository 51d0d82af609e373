"""Everything that is proved about one flow: each exit, each node that could hold somebody up, each promise.

`prove` first lets made-up people walk: whatever way they take needs no proof. The solver is asked for the rest,
and each example it gives is walked in the engine before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import networkx as nx
import z3

from engine.analysis.certainty import conditions, find_certainty
from engine.analysis.graph import FlowGraph, build_graph
from engine.analysis.proof.encoding import STUCK, Encoded, encode
from engine.analysis.proof.people import Person, Way, follow, random_people
from engine.analysis.proof.promises import breaking, is_broken
from engine.analysis.proof.proving import STEPS, Prover
from engine.definition import Release
from engine.expressions import can_be_unknown
from engine.model.flow import Promise
from engine.nodes import Node

PEOPLE = 300
AHEAD = timedelta(days=365)
"""Journeys that begin within a year from the day of the proof: tables by date change in between."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether something can be. Exactly one of `way`, `reasons` and `unsettled` is there."""

    person: Person | None = None
    way: Way | None = None
    """How the person got there, walked in the engine."""
    reasons: tuple[str, ...] | None = None
    """Pointers to what together makes it impossible."""
    unsettled: str = ""
    """Why neither is certain."""

    @property
    def is_possible(self) -> bool:
        return self.way is not None

    @property
    def is_impossible(self) -> bool:
        return self.reasons is not None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What is proved of a flow, for journeys that begin from `today` on within a year."""

    today: date
    exits: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    """By node and exit."""
    nodes: Mapping[str, Verdict] = field(default_factory=dict)
    """Whether anybody comes to the node."""
    stuck: Mapping[str, Verdict] = field(default_factory=dict)
    """Nodes that may be left by no way: possible is bad."""
    promises: Mapping[str, Verdict] = field(default_factory=dict)
    """By promise, whether it can be broken: impossible is good."""
    untold: str = ""
    """Why nothing is proved at all; empty when it is."""


def prove(release: Release, *, today: date, people: int = PEOPLE, steps: int = STEPS) -> Proof:
    """Everything that can be proved of a release whose document passed its check."""
    there = build_graph(release.flow)
    if not nx.is_directed_acyclic_graph(there.graph.subgraph(there.reachable)):
        return Proof(today=today, untold="The flow leads round in a circle, and circles are not proved yet.")
    span = (today, today + AHEAD)
    return _Proving(release, there, Prover(encode(there, span), steps=steps)).run(span, people)


class _Proving:
    """One proof on its way."""

    def __init__(self, release: Release, there: FlowGraph, prover: Prover) -> None:
        self.release, self.there, self.prover = release, there, prover
        self.encoded: Encoded = prover.encoded
        self.exits: dict[tuple[str, str], Verdict] = {}
        self.nodes: dict[str, Verdict] = {}
        self.stuck: dict[str, Verdict] = {}

    def run(self, span: tuple[date, date], people: int) -> Proof:
        for person in random_people(self.release, span, people):
            self.saw(person, follow(self.release, person))
        for node in self.there.flow.nodes.values():
            if node.id in self.there.reachable:
                self.settle(node)
        promises = {promise.id: self.break_promise(promise) for promise in self.there.flow.promises}
        ordered = {key: self.exits[key] for key in self.encoded.taken if key in self.exits}
        return Proof(today=span[0], exits=ordered, nodes=self.nodes, stuck=self.stuck, promises=promises)

    def saw(self, person: Person, way: Way) -> None:
        """Everything that this walk shows to be possible."""
        seen = Verdict(person=person, way=way)
        for key in way.exits:
            self.exits.setdefault(key, seen)
            self.nodes.setdefault(key[0], seen)
        self.nodes.setdefault(way.node, seen)
        if way.failed:
            self.stuck.setdefault(way.node, seen)

    def settle(self, node: Node) -> None:
        """Asks for whatever of this node nobody has shown yet."""
        name = node.id
        if name not in self.nodes:
            self.nodes[name] = self.find([self.encoded.reached(name)], lambda way: name in _places(way))
        if self.nodes[name].is_impossible:
            return
        for exit in node.exits():
            key = (name, exit.name)
            if key not in self.exits:
                self.exits[key] = self.find([self.encoded.taken[key]], partial(_leaves_by, key))
        if name not in self.stuck and self.may_be_stuck(node):
            way_out = self.encoded.taken[name, STUCK]
            self.stuck[name] = self.find([way_out], lambda way: bool(way.failed) and way.node == name)

    def may_be_stuck(self, node: Node) -> bool:
        """Whether a rule of the node may be undecided, as far as the graph alone can tell."""
        if (node.id, STUCK) not in self.encoded.taken:
            return False
        reading = find_certainty(self.there).reading
        rules = [each.pointer for each in conditions(node)]
        if not any(exit.name == "otherwise" for exit in node.exits()):
            return bool(rules)
        return any(can_be_unknown(self.there.typed[each], reading[each]) for each in rules if each in reading)

    def find(self, wanted: Iterable[z3.BoolRef], shows: Callable[[Way], bool]) -> Verdict:
        """An example that the engine confirms, or the reasons why there is none."""
        answer = self.prover.ask(*wanted)
        if answer.reasons is not None:
            return Verdict(reasons=answer.reasons)
        if answer.person is None:
            return Verdict(unsettled="the proof took more steps than it may")
        way = follow(self.release, answer.person)
        self.saw(answer.person, way)
        if shows(way):
            return Verdict(person=answer.person, way=way)
        opaque = ", ".join(sorted(self.encoded.opaque)) or "nothing known"
        return Verdict(unsettled=f"it rests on what the proof does not look into: {opaque}")

    def break_promise(self, promise: Promise) -> Verdict:
        """Somebody for whom the promise is broken, or the proof that there is nobody."""
        flow = self.there.flow
        unsettled = Verdict(reasons=())
        reasons: set[str] = set()
        for wanted in breaking(self.encoded, promise):
            found = self.find(wanted, lambda way: bool(flow.nodes[way.node].outcome) and is_broken(flow, promise, way))
            if found.is_possible:
                return found
            if found.reasons is None:
                unsettled = found
            reasons.update(found.reasons or ())
        return Verdict(reasons=tuple(sorted(reasons))) if unsettled.reasons is not None else unsettled


def _leaves_by(key: tuple[str, str], way: Way) -> bool:
    return key in way.exits


def _places(way: Way) -> set[str]:
    return {way.node, *(step.node for step in way.steps)}
