"""Where a walk comes to a stop: at an outcome, where the flow cannot go on, or at an answer that is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from engine.questions import Context, fact_types

_LIMITED = NUMERIC | CALENDAR | {Type.CHOICE, Type.CHOICES}


class Kind(StrEnum):
    """The ways in which a walk stops."""

    OUTCOME = "outcome"
    STUCK = "stuck"
    REFUSED = "refused"


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
        if here.outcome:
            helped = [negated(encoded.unhelped(name))] if name in encoded.articles else []
            yield Stop(kind=Kind.OUTCOME, node=name), both(reached, *helped)
            continue
        if (name, STUCK) in encoded.taken:
            yield Stop(kind=Kind.STUCK, node=name), encoded.taken[name, STUCK]
        if isinstance(here, QuestionNode | PageNode):
            yield Stop(kind=Kind.REFUSED, node=name), both(reached, negated(either(*leaving.get(name, ()))))


@dataclass(frozen=True, kw_only=True)
class Walked:
    """The way somebody took, and where it stopped."""

    person: Person
    """With just the answers that the engine was given."""
    way: Way
    stop: Stop
    asked: tuple[str, ...]
    """The facts that the person was asked for, in order, those that were refused included."""


def walk_to_stop(release: Release, person: Person, unskipped: Mapping[str, Any] | None = None) -> Walked | None:
    """Walks in the engine. An answer that the flow does not offer is refused where it is asked for.

    Whoever skips a question that may not be skipped answers with what `unskipped` has; None where it has nothing.
    """
    flow = release.flow
    answers = {name: value for name, value in person.answers.items() if name in flow.facts}
    unfit = {name for name, value in answers.items() if value is not None and not _fits(release, name, person)}
    given = {name: value for name, value in answers.items() if name not in unfit}
    for _ in range(len(given) + 1):
        here = Person(answers=given, today=person.today, unhelped=person.unhelped)
        way = follow(release, here)
        node = flow.nodes[way.node]
        open_ = _asked_here(node, way)
        if way.failed or node.outcome or way.refused or unfit & set(open_):
            return Walked(
                person=_as_given(person, here, unfit), way=way, stop=_stop(flow, way), asked=_asked(way, open_)
            )
        skipped = [name for name in open_ if given.get(name) is None]
        filled = {name: (unskipped or {}).get(name) for name in skipped}
        if not skipped or any(value is None for value in filled.values()):
            return None
        given = {**given, **filled}
    return None


def _as_given(person: Person, here: Person, unfit: set[str]) -> Person:
    """The answers that were given, those that were refused included."""
    refused = {name: person.answers[name] for name in unfit}
    return Person(answers={**here.answers, **refused}, today=here.today, unhelped=here.unhelped)


def _stop(flow: Flow, way: Way) -> Stop:
    kind = Kind.STUCK if way.failed else Kind.OUTCOME if flow.nodes[way.node].outcome else Kind.REFUSED
    return Stop(kind=kind, node=way.node)


def _asked(way: Way, open_: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(fact for step in way.steps for fact in step.asked), *open_]))


def _asked_here(node: Node, way: Way) -> tuple[str, ...]:
    """What the node at which a walk stopped asks for."""
    if isinstance(node, QuestionNode):
        asked: tuple[str, ...] = (node.fact,)
    elif isinstance(node, PageNode):
        asked = tuple(question.fact for question in node.questions)
    else:
        return ()
    done = {fact for step in way.steps for fact in step.sets}
    return tuple(fact for fact in asked if fact not in done)


def _fits(release: Release, name: str, person: Person) -> bool:
    """Whether an answer is one that its question can have, whatever the other answers are.

    Of what is written freely no proof knows the form, so that any will do.
    """
    fact = release.flow.facts[name]
    if KIND_OF[fact.type] not in _LIMITED:
        return True
    context = Context(today=person.today, values={}, locale=release.flow.language)
    return fact_types[fact.type].check(fact, person.answers[name], context) is None
