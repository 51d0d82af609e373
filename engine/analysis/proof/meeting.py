"""Of many people who come to a node, those who go on: who differ in what matters later."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, islice
from typing import Any

from engine.analysis.proof.walkers import Walker
from engine.definition import Release
from engine.nodes import Node, PageNode, QuestionNode

MANY = 8
"""How many go on from a question."""
_IN_SILENCE = 4
"""How many times as many pass a node that asks nothing."""
_LOOKED_AT = 64
"""Of how many they are chosen."""
_FACTS = 20
"""In how many facts they should differ: those that are read next."""
_PAIRS = 4
"""In how many of these they should differ two by two."""

Near = Mapping[str, tuple[list[Any], list[date]]]
"""By fact, the numbers and dates that conditions compare it with."""


class Meeting:
    """Chooses for one flow. `order` are its nodes, each after those that lead to it."""

    def __init__(self, release: Release, order: Sequence[str], near: Near) -> None:
        self._near = near
        self._asking = {name for name in order if isinstance(release.flow.nodes[name], QuestionNode | PageNode)}
        self._later = _read_later(release, order)

    def choose(self, walkers: Sequence[Walker], most: int = MANY) -> list[Walker]:
        """Who goes on."""
        most *= 1 if walkers[0].node in self._asking else _IN_SILENCE
        if len(walkers) <= most:
            return list(walkers)
        facts = self._later[walkers[0].node]
        marks = [set(self._marks(walker, facts)) for walker in walkers[:_LOOKED_AT]]
        left = list(range(len(marks)))
        covered: set[Hashable] = set()
        going = []
        for _ in range(most):
            best = max(left, key=lambda each: (len(marks[each] - covered), -walkers[each].length, -each))
            left.remove(best)
            going.append(best)
            covered |= marks[best]
        return [walkers[each] for each in going]

    def _marks(self, walker: Walker, facts: Sequence[str]) -> Iterator[Hashable]:
        """What tells somebody from the others: the exit they came by, and what they answered."""
        if walker.link is not None:
            yield walker.link.step.node, walker.link.step.exit
        known = walker.known
        own = [(fact, self._mark(fact, known[fact])) for fact in facts if fact in known]
        yield from own
        yield from combinations(own[:_PAIRS], 2)

    def _mark(self, fact: str, value: Any) -> Hashable:
        """An answer, as far as conditions tell it from others."""
        if isinstance(value, tuple) and not all(isinstance(each, str) for each in value):
            return len(value)
        numbers, dates = self._near.get(fact, ((), ()))
        places: Sequence[Any] = dates if isinstance(value, date) else numbers
        if places and isinstance(value, int | Fraction | date) and not isinstance(value, bool):
            return bisect_left(places, value), bisect_right(places, value)
        return value if isinstance(value, Hashable) else None


def _read_later(release: Release, order: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """By node: the facts that are read there or later, those first that are read next."""
    found: dict[str, tuple[str, ...]] = {}
    next_: dict[str, None] = {}
    for name in reversed(order):
        for fact in _read_at(release, release.flow.nodes[name]):
            next_.pop(fact, None)
            next_[fact] = None
        found[name] = tuple(islice(reversed(next_), _FACTS))
    return found


def _read_at(release: Release, node: Node) -> list[str]:
    """The facts that the node's conditions and calculations read."""
    typed = (release.typed.get(each.pointer) for each in node.expressions())
    return sorted({fact for each in typed if each is not None for level, fact in each.reads if level == 0})
