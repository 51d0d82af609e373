"""Promises: what the designers swear of every finished walk, turned into what would break it."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from engine.analysis.proof.encoding import Encoded
from engine.analysis.proof.people import Way
from engine.analysis.proof.terms import NO, YES, Term, both, either, negated
from engine.expressions import Scope, Typed, check, evaluate
from engine.model.flow import Promise
from engine.model.values import Json
from engine.nodes import Flow


def breaking(encoded: Encoded, promise: Promise) -> Iterator[list[z3.BoolRef]]:
    """For each outcome: what holds of a walk that ends there and breaks the promise.

    A walk ends at an outcome when the person leaves it at that. What cannot be told at the end, of `when` or of
    `then`, counts as broken.
    """
    nodes = encoded.there.flow.nodes
    for name in encoded.there.flow.nodes:
        if name not in encoded.there.reachable or not nodes[name].outcome:
            continue
        ended = [encoded.reached(name)]
        if name in encoded.articles:
            ended.append(z3.Not(encoded.unhelped(name)))
        kept = _kept(encoded, name, promise)
        if promise.when is not None:
            when = _term(encoded, name, promise.when)
            kept = either(when.is_false, both(when.is_true, kept))
        yield [*ended, negated(kept)]


def is_broken(flow: Flow, promise: Promise, way: Way) -> bool:
    """Whether this finished walk breaks the promise, seen in the engine."""
    if promise.when is not None:
        when = evaluate(_typed(flow, promise.when), way.known)
        if when is not True:
            return when is None
    ((kind, wanted),) = promise.then.items()
    visited = {way.node, *(step.node for step in way.steps)}
    if kind == "outcome":
        return way.node not in wanted
    if kind in ("visits", "never"):
        return (wanted in visited) is (kind == "never")
    return evaluate(_typed(flow, wanted), way.known) is not True


def _kept(encoded: Encoded, outcome: str, promise: Promise) -> z3.BoolRef:
    ((kind, wanted),) = promise.then.items()
    if kind == "outcome":
        return YES if outcome in wanted else NO
    if kind == "visits":
        return either(YES if wanted == outcome else NO, _visited(encoded, wanted))
    if kind == "never":
        return NO if wanted == outcome else negated(_visited(encoded, wanted))
    return _term(encoded, outcome, wanted).is_true


def _visited(encoded: Encoded, node: str) -> z3.BoolRef:
    return encoded.reached(node) if node in encoded.there.reachable else NO


def _term(encoded: Encoded, node: str, source: Json) -> Term:
    return encoded.translator(encoded.names[node]).term(_typed(encoded.there.flow, source))


def _typed(flow: Flow, source: Json) -> Typed:
    return check(source, Scope(facts=flow.facts, tables=flow.tables, holidays=flow.holidays))
