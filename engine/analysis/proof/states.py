"""What is known of the facts at each place of a flow, worked out for those that somebody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import z3

from engine.analysis.proof.terms import NO, YES, Term, either, merged
from engine.analysis.proof.ways import Place, Ways
from engine.expressions.typed import TODAY, Key


@dataclass(frozen=True)
class Filled:
    """A fact as a way through the flow left it."""

    term: Term
    filled: z3.BoolRef
    """Whether this walk has filled it, be it with nothing."""


class States:
    """Facts along the ways: what the last place on the walk that filled a fact made of it."""

    def __init__(self, ways: Ways, nothing: Callable[[str], Term]) -> None:
        self._ways, self._nothing = ways, nothing
        self.reached: dict[Place, z3.BoolRef] = {}
        """Whether a walk comes to each place, and for the first time to its node; of those written so far."""
        self._fills: dict[str, list[tuple[Place, Term]]] = {}
        self._found: dict[tuple[str, bool, tuple[Place, ...]], Filled] = {}

    def fill(self, place: Place, fact: str, term: Term) -> None:
        """Says what a place makes of a fact. Places have to come in the order of their ways."""
        self._fills.setdefault(fact, []).append((place, term))

    def at(self, place: Place, fact: str) -> Filled:
        """The fact as it is when a walk comes to the place, whatever way led there."""
        before: list[tuple[Place, Term]] = []
        for earlier, term in reversed(self._fills.get(fact, ())):
            if self._ways.may_come_before(earlier, place):
                before.append((earlier, term))
                if self._ways.comes_before(earlier, place):  # what was there before it does not matter any more
                    return self._last_of(fact, before, is_certain=True)
        return self._last_of(fact, before, is_certain=False)

    def merged(self, places: tuple[Place, ...], fact: str) -> Term:
        """The same for a node that stands at several places."""
        found = self.at(places[0], fact).term
        for place in places[1:]:
            found = merged(self.reached[place], self.at(place, fact).term, found)
        return found

    def _last_of(self, fact: str, before: list[tuple[Place, Term]], *, is_certain: bool) -> Filled:
        key = (fact, is_certain, tuple(place for place, _ in before))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._work_out(fact, before, is_certain=is_certain)
        return found

    def _work_out(self, fact: str, before: list[tuple[Place, Term]], *, is_certain: bool) -> Filled:
        later = before[:-1] if is_certain else before
        found = Filled(before[-1][1], YES) if is_certain else Filled(self._nothing(fact), NO)
        for place, made in reversed(later):
            reached = self.reached[place]
            found = Filled(merged(reached, made, found.term), either(found.filled, reached))
        return found


class Names(Mapping[Key, Term]):
    """The facts by name where an expression is read, and `today`."""

    def __init__(
        self,
        read: Callable[[str], Term],
        facts: Mapping[str, object],
        today: Term,
        own: Mapping[Key, Term] | None = None,
    ) -> None:
        self._read, self._facts, self._today = read, facts, today
        self._own = own or {}

    def __getitem__(self, key: Key) -> Term:
        if key in self._own:
            return self._own[key]
        if key == (0, TODAY):
            return self._today
        if key[0] or key[1] not in self._facts:
            raise KeyError(key)
        return self._read(key[1])

    def __iter__(self) -> Iterator[Key]:
        yield (0, TODAY)
        yield from ((0, fact) for fact in self._facts)
        yield from (key for key in self._own if key[0] or key[1] not in self._facts)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def supposing(self, terms: Mapping[Key, Term]) -> Names:
        """The same where these are known."""
        return Names(self._read, self._facts, self._today, {**self._own, **terms})
