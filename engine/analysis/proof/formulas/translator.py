"""Checked expressions as formulas: what `engine.expressions.interpreter` computes, said to the solver.

What has no exact formula here becomes a value nobody knows anything about, and is remembered as such: what is then
proved holds all the same, what cannot be proved is told as not settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

import z3

from engine.analysis.proof import days
from engine.analysis.proof.days import Day
from engine.analysis.proof.terms import NO, YES, Item, Items, Term, alike, both, either, negated
from engine.analysis.proof.ties import Ties
from engine.expressions.typed import Key, Typed
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type

Names = Mapping[Key, Term]
Rule = Callable[["Translator", Typed], Term | None]

RULES: dict[str, Rule] = {}
"""The formula of each operator; the modules beside this one file theirs."""


@dataclass
class Options:
    """A number for each option of any choice, the same wherever it stands."""

    numbers: dict[str, int] = field(default_factory=dict)
    needed: dict[str, int] = field(default_factory=dict)
    """Those that somebody asked for since this was last emptied, in that order."""

    def number(self, option: str) -> int:
        found = self.needed[option] = self.numbers.setdefault(option, len(self.numbers))
        return found

    def name(self, number: int) -> str:
        return next(option for option, known in self.numbers.items() if known == number)


class Translator:
    """Turns expressions into terms. `names` are the values at hand where the expression is read."""

    def __init__(self, options: Options, names: Names, ties: Ties, opaque: set[str]) -> None:
        self.options, self.names = options, names
        self.ties = ties
        """What ties new variables to others; always true, to be told to the solver."""
        self.opaque = opaque
        """Operators that were met and have no formula."""

    def term(self, node: Typed) -> Term:
        """The value of an expression."""
        rule = RULES.get(node.op)
        found = rule(self, node) if rule else None
        if found is None:
            self.opaque.add(node.op)
            return self.anything(node.type)
        return found

    def terms(self, nodes: Sequence[Typed]) -> list[Term]:
        return [self.term(node) for node in nodes]

    def within(self, names: Names) -> Translator:
        """The same with other names at hand."""
        return Translator(self.options, _Both(names, self.names), self.ties, self.opaque)

    def anything(self, type_: Type) -> Term:
        """A value of which only its kind is known, or perhaps none."""
        name = self.ties.new_name("any")
        return Term(self.fresh(type_, name), z3.Bool(f"{name}.known"))

    def nothing(self, type_: Type) -> Term:
        """No value, of that kind."""
        if type_.kind in CALENDAR:
            return Term(days.fixed(date.min), NO)
        if type_.kind is Kind.CHOICES:
            return Term(dict.fromkeys(type_.options, NO), NO)
        if type_.kind in (Kind.LIST, Kind.ARRAY):
            return Term(Items(()), NO)
        if type_.kind in _PLAIN:
            return Term(_PLAIN[type_.kind], NO)
        return Term(None, NO)

    def fresh(self, type_: Type, name: str) -> Any:
        """A new variable of that kind."""
        if type_.kind in CALENDAR:
            return days.variable(name, self.ties)
        if type_.kind is Kind.CHOICES:
            return {option: z3.Bool(f"{name}.{option}") for option in type_.options}
        if type_.kind in NUMERIC:
            return z3.Int(name) if type_.is_whole else z3.Real(name)
        make = {Kind.BOOLEAN: z3.Bool, Kind.TEXT: z3.String, Kind.CHOICE: z3.Int}.get(type_.kind)
        return make(name) if make else None

    def selection(self, term: Term, type_: Type) -> Term:
        """An option, or a list of options, as a selection; a selection with all the options of its type."""
        value, options = term.value, type_.options
        if isinstance(value, Mapping):
            return Term({option: value.get(option, NO) for option in options}, term.known)
        items = value.each if isinstance(value, Items) else (Item(YES, {"": term}),)
        among = {
            option: either(*(both(item.there, item.facts[""].value == self.options.number(option)) for item in items))
            for option in options
        }
        return Term(among, term.known)

    def constant(self, value: Any, type_: Type) -> Any:
        """A value that stands in the flow."""
        if type_.kind in CALENDAR:
            return days.fixed(value)
        if type_.kind is Kind.BOOLEAN:
            return z3.BoolVal(value)
        if type_.kind in NUMERIC:
            return number(value)
        if type_.kind is Kind.CHOICE:
            return z3.IntVal(self.options.number(value))
        if type_.kind is Kind.CHOICES:
            return {option: z3.BoolVal(option in value) for option in type_.options}
        return text(value) if type_.kind is Kind.TEXT else None


_PLAIN: Mapping[Kind, Any] = {
    Kind.BOOLEAN: NO,
    Kind.NUMBER: z3.IntVal(0),
    Kind.MONEY: z3.IntVal(0),
    Kind.CHOICE: z3.IntVal(0),
    Kind.TEXT: z3.StringVal(""),
}


class _Both(Mapping[Key, Term]):
    """Two sets of names; the first one hides what the second one has of the same name."""

    def __init__(self, near: Names, far: Names) -> None:
        self._near, self._far = near, far

    def __getitem__(self, key: Key) -> Term:
        found = self._near.get(key)
        return self._far[key] if found is None else found

    def __iter__(self) -> Iterator[Key]:
        yield from self._near
        yield from (key for key in self._far if key not in self._near)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def text(value: str) -> z3.SeqRef:
    """A text as it is written; the solver would take a backslash for the beginning of something else."""
    return z3.StringVal(value.replace("\\", "\\u{5c}"))


@lru_cache(maxsize=4096)
def number(value: Any) -> z3.ArithRef:
    """An exact number."""
    exact = Fraction(value)
    return z3.IntVal(exact.numerator) if exact.denominator == 1 else z3.Q(exact.numerator, exact.denominator)


def equal(left: Any, right: Any) -> z3.BoolRef:
    """Whether two values of one kind are the same."""
    if isinstance(left, Day):
        return left.number == right.number
    if isinstance(left, Mapping):
        options = dict.fromkeys((*left, *right))
        return both(*(equal(left.get(option, NO), right.get(option, NO)) for option in options))
    if z3.is_bool(left):
        return (
            either(both(left, right), both(negated(left), negated(right))) if _is_fixed(left, right) else left == right
        )
    if z3.is_arith(left):
        left, right = alike([left, right])
    return left == right


def _is_fixed(*conditions: z3.BoolRef) -> bool:
    return any(z3.is_true(each) or z3.is_false(each) for each in conditions)
