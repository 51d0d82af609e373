"""The ways through a flow, as a graph in which no way comes round to where it has been.

The engine stops a journey that comes to a node a second time. So a walk passes each node once at most, and a flow
with circles is the same as one without: where an exit certainly leads back to a node of the walk, the walk ends;
where it may come to a node for the first time, the nodes of the knot stand there once more, as the next round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import networkx as nx

from engine.analysis.graph import FlowGraph

MOST_PLACES = 10_000
"""Beyond so many, a flow's circles are too many to be told apart."""


class TooKnottedError(Exception):
    """The circles of a flow lead into each other in more ways than can be looked at."""


class Place(NamedTuple):
    """A node, on the way to which a walk has begun so many rounds of its knot."""

    node: str
    round: int = 0

    def __str__(self) -> str:
        return f"{self.node} in round {self.round}" if self.round else self.node


@dataclass(frozen=True)
class Step:
    """Where one exit of a node leads; `target` is None where the walk has certainly been."""

    exit: str
    node: str
    target: Place | None


class Ways:
    """Every place that a walk may come to, each after those that lead to it."""

    def __init__(self, start: str, steps: Mapping[Place, tuple[Step, ...]]) -> None:
        self.steps = steps
        self.first = Place(start)
        self.order = _in_order(self.first, steps)
        self.number = {place: number for number, place in enumerate(self.order)}
        self._before: list[int] = []
        self._always: list[int] = []
        self._measure()

    @cached_property
    def rounds(self) -> Mapping[str, tuple[Place, ...]]:
        """The places of each node, the first round first."""
        found: dict[str, list[Place]] = {}
        for place in self.order:
            found.setdefault(place.node, []).append(place)
        return {node: tuple(sorted(places, key=lambda place: place.round)) for node, places in found.items()}

    def may_come_before(self, earlier: Place, later: Place) -> bool:
        """Whether some way to `later` leads through `earlier`."""
        return bool(self._before[self.number[later]] >> self.number[earlier] & 1)

    def comes_before(self, earlier: Place, later: Place) -> bool:
        """Whether every way to `later` leads through `earlier`."""
        return bool(self._always[self.number[later]] >> self.number[earlier] & 1)

    def _measure(self) -> None:
        """What lies on some way to each place, and what on every one; places as bits."""
        size = len(self.order)
        self._before, self._always = [0] * size, [-1] * size
        self._always[0] = 0
        for number, place in enumerate(self.order):
            bit = 1 << number
            for step in self.steps[place]:
                if step.target is not None:
                    target = self.number[step.target]
                    self._before[target] |= self._before[number] | bit
                    self._always[target] &= self._always[number] | bit


def find_ways(there: FlowGraph) -> Ways:
    """The ways through a flow. Raises TooKnottedError."""
    exits = {name: there.flow.nodes[name].exits() for name in there.reachable}
    retreats = set(_retreats(there.flow.start, {name: [each.target for each in exits[name]] for name in exits}))
    knots = _Knots(there, retreats) if retreats else None
    steps: dict[Place, tuple[Step, ...]] = {}
    waiting = [Place(there.flow.start)]
    while waiting:
        place = waiting.pop()
        if place in steps:
            continue
        if len(steps) == MOST_PLACES:
            raise TooKnottedError
        steps[place] = tuple(
            Step(each.name, each.target, knots.follow(place, each.target) if knots else Place(each.target))
            for each in exits[place.node]
        )
        waiting += [step.target for step in steps[place] if step.target is not None]
    return Ways(there.flow.start, steps)


class _Knots:
    """The nodes that lead to one another, and where a walk among them begins another round.

    A round begins where an exit retreats to a node by which the walk need not have come. Each round begins at another
    such node, or the walk has come to one a second time; so there are no more rounds than such nodes.
    """

    def __init__(self, there: FlowGraph, retreats: set[tuple[str, str]]) -> None:
        self._retreats = retreats
        part = there.graph.subgraph(there.reachable)
        self._knot = {
            node: number for number, knot in enumerate(nx.strongly_connected_components(part)) for node in knot
        }
        self._above = dict(nx.immediate_dominators(part, there.flow.start))
        self._start = there.flow.start
        entries: dict[int, set[str]] = {}
        for node, target in retreats:
            if not self._always_passed(target, node):
                entries.setdefault(self._knot[target], set()).add(target)
        self._most = {knot: len(targets) for knot, targets in entries.items()}

    def follow(self, place: Place, target: str) -> Place | None:
        if self._knot[target] != self._knot[place.node]:
            return Place(target)
        if (place.node, target) not in self._retreats:
            return Place(target, place.round)
        if self._always_passed(target, place.node) or place.round == self._most[self._knot[target]]:
            return None
        return Place(target, place.round + 1)

    def _always_passed(self, node: str, on_the_way_to: str) -> bool:
        here = on_the_way_to
        while here != node:
            if here == self._start:
                return False
            here = self._above[here]
        return True


def _retreats(start: str, targets: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The edges without which there is no circle: those that lead back along the way they are found on."""
    open_, done = {start}, set()
    trail: list[tuple[str, Iterator[str]]] = [(start, iter(targets[start]))]
    while trail:
        node, rest = trail[-1]
        target = next(rest, None)
        if target is None:
            trail.pop()
            open_.remove(node)
            done.add(node)
        elif target in open_:
            yield node, target
        elif target not in done:
            open_.add(target)
            trail.append((target, iter(targets[target])))


def _in_order(first: Place, steps: Mapping[Place, tuple[Step, ...]]) -> tuple[Place, ...]:
    """Every place after all that lead to it."""
    found: list[Place] = []
    seen = {first}
    trail = [(first, iter(steps[first]))]
    while trail:
        place, rest = trail[-1]
        step = next(rest, None)
        if step is None:
            trail.pop()
            found.append(place)
        elif step.target is not None and step.target not in seen:
            seen.add(step.target)
            trail.append((step.target, iter(steps[step.target])))
    return tuple(reversed(found))
