"""What one place of a flow came to as formulas, and all that this was made from, so that after an edit it can be kept.

A place writes the same again as long as its node and expressions are the same, the same is known of each fact when a
walk comes there, and it comes there under the same condition. Formulas are compared by their place in the solver's
memory, where equal ones stand once; what is kept here stays there. What took new names is always written anew, because
names are given in the order of the flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import z3

from engine.analysis.proof.days import Day
from engine.analysis.proof.givens import Given
from engine.analysis.proof.states import Filled
from engine.analysis.proof.terms import Item, Items, Term
from engine.analysis.proof.ties import TiedDay, Ties
from engine.expressions.typed import Typed
from engine.model.flow import Fact
from engine.nodes import Node

Key = tuple[str, str]
Marks = tuple[Any, ...]
"""Where the formulas of something stand in the solver's memory."""


@dataclass
class Written:
    """What a place adds to the formulas of its flow, each kind in the order in which it was written."""

    basis: Basis
    fills: list[tuple[str, Term]] = field(default_factory=list)
    """By fact."""
    asks: list[tuple[str, z3.BoolRef, bool]] = field(default_factory=list)
    """A fact, when it is asked for, and whether the question may be skipped."""
    givens: dict[str, Given] = field(default_factory=dict)
    """Answers that nobody was asked for at an earlier place."""
    said: list[tuple[str, z3.BoolRef]] = field(default_factory=list)
    conditions: list[tuple[str, Term]] = field(default_factory=list)
    twice: list[tuple[Key, z3.BoolRef]] = field(default_factory=list)
    results: list[tuple[Key, z3.BoolRef]] = field(default_factory=list)
    rows: list[tuple[Key, z3.BoolRef]] = field(default_factory=list)
    opaque: set[str] = field(default_factory=set)
    hard: set[str] = field(default_factory=set)
    ties: tuple[z3.BoolRef, ...] = ()
    taken: dict[str, z3.BoolRef] = field(default_factory=dict)
    """By exit: when a walk comes here and leaves that way."""
    stuck: dict[str, z3.BoolRef] = field(default_factory=dict)
    """By the reason: when it comes here and cannot go on."""
    has_days: bool = False
    """Whether what it fills or asks for are days, or have days in them: these remember the ties of their flow."""

    def among(self, ties: Ties) -> Written:
        """The same in a flow with other ties."""
        if not self.has_days:
            return self
        givens = {fact: replace(each, value=among(each.value, ties)) for fact, each in self.givens.items()}
        fills = [(fact, Term(among(term.value, ties), term.known)) for fact, term in self.fills]
        return replace(self, givens=givens, fills=fills)


@dataclass
class Basis:
    """What was looked at when a place was written."""

    node: Node
    reached: z3.BoolRef
    today: Term
    states: dict[str, Filled] = field(default_factory=dict)
    """By fact: what is known of it when a walk comes there."""
    typed: dict[str, Typed | None] = field(default_factory=dict)
    """By pointer."""
    facts: dict[str, Fact] = field(default_factory=dict)
    asked: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    """By fact: whether somebody was asked for it at an earlier place, and whether anything reads the answer."""
    options: dict[str, int] = field(default_factory=dict)
    """The numbers of options, in the order in which they were needed."""
    days: dict[int, TiedDay] = field(default_factory=dict)
    """Those whose parts were looked at, by the marks of their numbers."""
    marks: Marks = ()
    """Of `reached`, `today` and the `states`, as they were when the place was written."""
    is_kept: bool = False

    def seal(self, *, is_kept: bool) -> None:
        """Nothing more is looked at."""
        self.is_kept = is_kept
        self.marks = marks_of(self.reached, self.today, self.states) if is_kept else ()


def marks_of(reached: z3.BoolRef, today: Term, states: Mapping[str, Filled]) -> Marks:
    """Where all that a place reads stands in the solver's memory."""
    facts = ((fact, _mark(each.filled), *marks_of_term(each.term)) for fact, each in states.items())
    return (_mark(reached), *marks_of_term(today), *facts)


def same_day(one: TiedDay, other: TiedDay | None) -> bool:
    """Whether the same parts are tied to the same day."""
    return other is not None and all(
        _mark(mine) == _mark(theirs) for mine, theirs in zip(one.parts, other.parts, strict=True)
    )


def has_days(value: Any) -> bool:
    """Whether a day has a part in a value."""
    if isinstance(value, Items):
        return any(has_days(term.value) for item in value.each for term in item.facts.values())
    return isinstance(value, Day)


def among(value: Any, ties: Ties) -> Any:
    """The same value for a flow with other ties."""
    if isinstance(value, Day):
        return value.among(ties)
    if isinstance(value, Items):
        return Items(tuple(Item(each.there, _members_among(each.facts, ties)) for each in value.each))
    return value


def _members_among(facts: Mapping[str, Term], ties: Ties) -> dict[str, Term]:
    return {name: Term(among(term.value, ties), term.known) for name, term in facts.items()}


def marks_of_term(term: Term) -> Marks:
    """Where its formulas stand."""
    return (_value(term.value), _mark(term.known))


def _value(value: Any) -> Any:
    if isinstance(value, z3.ExprRef):
        return _mark(value)
    if isinstance(value, Day):
        return (_mark(value.number), *(_mark(each) for each in value.own_parts or ()))
    if isinstance(value, Mapping):
        return tuple((name, _value(each)) for name, each in value.items())
    if isinstance(value, Items):
        return tuple((_mark(item.there), _members(item.facts)) for item in value.each)
    return value


def _members(facts: Mapping[str, Term]) -> Marks:
    return tuple((name, *marks_of_term(term)) for name, term in facts.items())


def _mark(formula: z3.ExprRef) -> int:
    place: int = formula.ast.value
    return place
