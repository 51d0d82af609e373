"""Promises: what the designers swear of every finished walk, turned into what would break it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property
from typing import Any

import z3

from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.people import Way
from engine.analysis.proof.terms import NO, YES, Term, both, either, negated
from engine.analysis.proof.written import Marks, marks_of_term
from engine.expressions import Scope, Typed, check, compile_expression
from engine.model.flow import Promise
from engine.model.values import Json
from engine.nodes import Flow


def breaking(encoded: Encoded, promise: Promise) -> Iterator[tuple[str, z3.BoolRef]]:
    """For each outcome: what holds of a walk that ends there and breaks the promise.

    A walk ends at an outcome when the person leaves it at that. What cannot be told at the end, of `when` or of
    `then`, counts as broken.
    """
    nodes = encoded.there.flow.nodes
    sworn = Sworn(encoded.there.flow, promise)
    reading = _Reading(encoded)
    for name in encoded.there.flow.nodes:
        if name not in encoded.there.reachable or not nodes[name].outcome:
            continue
        ended = [encoded.reached(name)]
        if name in encoded.articles:
            ended.append(z3.Not(encoded.unhelped(name)))
        if promise.within:
            ended.append(_visited(encoded, promise.within))
        kept = _kept(reading, name, sworn)
        if sworn.when is not None:
            when = reading.term(sworn.when, name)
            kept = either(when.is_false, both(when.is_true, kept))
        yield name, both(*ended, negated(kept))


class Sworn:
    """A promise whose conditions are read once."""

    def __init__(self, flow: Flow, promise: Promise) -> None:
        self.promise = promise
        self._scope = Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays)
        ((self.kind, self.wanted),) = promise.then.items()

    @cached_property
    def when(self) -> Typed | None:
        return None if self.promise.when is None else self._read(self.promise.when)

    @cached_property
    def condition(self) -> Typed:
        """What has to hold, for a promise that is a condition."""
        return self._read(self.wanted)

    def is_broken(self, outcome: str, known: Mapping[str, Any], passed: Container[str]) -> bool:
        """Whether a walk that ended there and passed these nodes breaks the promise, seen in the engine."""
        if self.promise.within and self.promise.within not in passed:
            return False
        if self.when is not None:
            when = self._holds_when(known)
            if when is not True:
                return when is None
        if self.kind == "outcome":
            return outcome not in self.wanted
        if self.kind == "passes":
            return not any(each in passed for each in self.wanted)
        if self.kind in ("visits", "never"):
            return (self.wanted in passed) is (self.kind == "never")
        return self._holds(known) is not True

    @cached_property
    def _holds_when(self) -> Callable[[Mapping[str, Any]], Any]:
        assert self.when is not None
        return compile_expression(self.when)

    @cached_property
    def _holds(self) -> Callable[[Mapping[str, Any]], Any]:
        return compile_expression(self.condition)

    @property
    def reads(self) -> frozenset[str]:
        """The facts that its conditions read."""
        conditions = [self.when, self.condition if self.kind == "condition" else None]
        return frozenset(name for each in conditions if each is not None for _, name in each.reads)

    def _read(self, source: Json) -> Typed:
        return check(source, self._scope)


def is_broken(flow: Flow, promise: Promise, way: Way) -> bool:
    """Whether this finished walk breaks the promise."""
    passed = {way.node, *(step.node for step in way.steps)}
    return Sworn(flow, promise).is_broken(way.node, way.known, passed)


class _Reading:
    """Reads the conditions of one promise where journeys end: where the same is known, they come to the same."""

    def __init__(self, encoded: Encoded) -> None:
        self.encoded = encoded
        self._known: dict[tuple[int, Marks], tuple[list[Term], Term]] = {}
        """By condition and what it reads; which is kept, so that it stays where it is."""

    def term(self, typed: Typed, node: str) -> Term:
        names = self.encoded.names[node]
        read = [names[key] for key in sorted(typed.reads) if key in names]
        key = (id(typed), tuple(marks_of_term(term) for term in read))
        if key not in self._known:
            self._known[key] = (read, self.encoded.term(typed, names))
        return self._known[key][1]


def _kept(reading: _Reading, outcome: str, sworn: Sworn) -> z3.BoolRef:
    encoded = reading.encoded
    if sworn.kind == "outcome":
        return YES if outcome in sworn.wanted else NO
    if sworn.kind == "passes":
        return YES if outcome in sworn.wanted else either(*(_visited(encoded, each) for each in sworn.wanted))
    if sworn.kind == "visits":
        return either(YES if sworn.wanted == outcome else NO, _visited(encoded, sworn.wanted))
    if sworn.kind == "never":
        return NO if sworn.wanted == outcome else negated(_visited(encoded, sworn.wanted))
    return reading.term(sworn.condition, outcome).is_true


def _visited(encoded: Encoded, node: str) -> z3.BoolRef:
    return encoded.reached(node) if node in encoded.there.reachable else NO
