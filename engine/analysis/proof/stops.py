"""Where a walk comes to a stop: at an outcome, where the flow cannot go on, or at an answer that is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import z3

from engine.analysis.proof.encoding import STUCK, Encoded
from engine.analysis.proof.people import Person, Way, follow
from engine.analysis.proof.terms import both, either, negated
from engine.definition import Release
from engine.expressions.types import CALENDAR, KIND_OF, NUMERIC
from engine.expressions.types import Kind as Type
from engine.nodes import Flow, Node, PageNode, QuestionNode
from engine.nodes.asking import Asking
from engine.questions import Context, fact_types

_LIMITED = NUMERIC | CALENDAR | {Type.CHOICE, Type.CHOICES}


class Kind(StrEnum):
    """The ways in which a walk stops."""

    OUTCOME = "outcome"
    STUCK = "stuck"
    REFUSED = "refused"
    WAITING = "waiting"
    """Not at all: an answer is missing. No walk of the proof ends like this."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Where a walk stops."""

    kind: Kind
    node: str


def stops_of(encoded: Encoded) -> Iterator[tuple[Stop, z3.BoolRef]]:
    """Every stop of a flow, and the condition on the answers under which a walk comes to it."""
    leaving: dict[str, list[z3.BoolRef]] = {}
    for (node, _), taken in encoded.taken.items():
        leaving.setdefault(node, []).append(taken)
    for name in encoded.reaches:
        here, reached = encoded.there.flow.nodes[name], encoded.reached(name)
        if (name, STUCK) in encoded.taken:
            yield Stop(kind=Kind.STUCK, node=name), encoded.taken[name, STUCK]
        if here.outcome:
            helped = [negated(encoded.unhelped(name))] if name in encoded.articles else []
            yield Stop(kind=Kind.OUTCOME, node=name), both(reached, *helped)
        if isinstance(here, QuestionNode | PageNode):
            yield Stop(kind=Kind.REFUSED, node=name), both(reached, negated(either(*leaving.get(name, ()))))


@dataclass(frozen=True, kw_only=True)
class Walked:
    """The way somebody took, and where it stopped."""

    person: Person
    """With the answers that they gave in the end, those that were refused included."""
    way: Way
    stop: Stop
    asked: tuple[str, ...]
    """The facts that the person was asked for, in order, those that were refused included."""


def walk_to_stop(release: Release, person: Person, unskipped: Mapping[str, Any] | None = None) -> Walked:
    """Walks in the engine. An answer that the flow does not offer is refused where it is asked for.

    Whoever skips a question that may not be skipped answers with what `unskipped` has; what else stands on its page
    is looked at with that answer, and may still be skipped.
    """
    flow, spare = release.flow, unskipped or {}
    answers = {name: value for name, value in person.answers.items() if name in flow.facts}
    must = {name for name, value in answers.items() if value is None} - _skippable(release)
    answers |= {name: spare.get(name) for name in must}
    while True:
        unfit = {name for name, value in answers.items() if not _fits(release, name, value, person.today)}
        given = {name: value for name, value in answers.items() if name not in unfit}
        way = follow(release, Person(answers=given, today=person.today, unhelped=person.unhelped))
        open_ = _asked_here(flow.nodes[way.node], way)
        stop = _stop(flow, way, is_refused=bool(unfit & set(open_)))
        left = (name for name in _unskippable(flow.nodes[way.node], open_) if name in given and given[name] is None)
        filled = {name: spare[name] for name in left if spare.get(name) is not None}
        if not filled:
            here = Person(answers=answers, today=person.today, unhelped=person.unhelped)
            return Walked(person=here, way=way, stop=stop, asked=_asked(way, open_))
        answers |= filled


def _skippable(release: Release) -> frozenset[str]:
    """The facts that some question lets people skip."""
    found = release.programs.get("skippable")
    if not isinstance(found, frozenset):
        asked = (each for node in release.flow.nodes.values() for each in _questions_of(node))
        found = release.programs["skippable"] = frozenset(each.fact for each in asked if each.optional)
    return found


def _stop(flow: Flow, way: Way, *, is_refused: bool) -> Stop:
    kind = Kind.WAITING
    if way.failed:
        kind = Kind.STUCK
    elif flow.nodes[way.node].outcome:
        kind = Kind.OUTCOME
    elif way.refused or is_refused:
        kind = Kind.REFUSED
    return Stop(kind=kind, node=way.node)


def _asked(way: Way, open_: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(fact for step in way.steps for fact in step.asked), *open_]))


def _asked_here(node: Node, way: Way) -> tuple[str, ...]:
    """What the node at which a walk stopped asks for."""
    done = {fact for step in way.steps for fact in step.sets}
    return tuple(asking.fact for asking in _questions_of(node) if asking.fact not in done)


def _unskippable(node: Node, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Of what a node asks for, what it lets nobody skip."""
    return tuple(asking.fact for asking in _questions_of(node) if asking.fact in asked and not asking.optional)


def _questions_of(node: Node) -> tuple[Asking, ...]:
    if isinstance(node, QuestionNode):
        return (node,)
    return node.questions if isinstance(node, PageNode) else ()


def _fits(release: Release, name: str, value: Any, today: date) -> bool:
    """Whether an answer is one that its question can have, whatever the other answers are.

    Of what is written freely no proof knows the form, so that any will do.
    """
    fact = release.flow.facts[name]
    if value is None or KIND_OF[fact.type] not in _LIMITED:
        return True
    context = Context(today=today, values={}, locale=release.flow.language)
    return fact_types[fact.type].check(fact, value, context) is None
