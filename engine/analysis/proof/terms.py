"""Values that may be unknown, as the solver sees them: what it is, and whether there is one.

Numbers are exact: whole ones and cents as integers, others as rationals. A choice is a number that stands for its
option, a date a `Day`, a selection one condition for each of its options.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import z3

YES = z3.BoolVal(True)
NO = z3.BoolVal(False)


@dataclass(frozen=True)
class Term:
    """A value of the flow. `value` says nothing where `known` is false."""

    value: Any
    known: z3.BoolRef = YES

    @property
    def is_true(self) -> z3.BoolRef:
        """Known, and yes."""
        return both(self.known, self.value)

    @property
    def is_false(self) -> z3.BoolRef:
        """Known, and no."""
        return both(self.known, negated(self.value))


def both(*conditions: z3.BoolRef) -> z3.BoolRef:
    """All of them, without those that always hold."""
    kept = [each for each in conditions if not z3.is_true(each)]
    if any(z3.is_false(each) for each in kept):
        return NO
    return kept[0] if len(kept) == 1 else z3.And(*kept) if kept else YES


def either(*conditions: z3.BoolRef) -> z3.BoolRef:
    """Any of them, without those that never hold."""
    kept = [each for each in conditions if not z3.is_false(each)]
    if any(z3.is_true(each) for each in kept):
        return YES
    return kept[0] if len(kept) == 1 else z3.Or(*kept) if kept else NO


def negated(condition: z3.BoolRef) -> z3.BoolRef:
    """The opposite."""
    if z3.is_true(condition):
        return NO
    return YES if z3.is_false(condition) else z3.Not(condition)


def chosen(condition: z3.BoolRef, then: Any, otherwise: Any) -> Any:
    """One value or the other, of any shape that terms have."""
    if then is otherwise or z3.is_true(condition):
        return then
    if z3.is_false(condition):
        return otherwise
    if isinstance(then, Mapping):
        return {name: chosen(condition, then[name], otherwise[name]) for name in then}
    if hasattr(then, "chosen"):
        return then.chosen(condition, otherwise)
    if z3.is_arith(then) and z3.is_arith(otherwise) and then.sort() != otherwise.sort():
        then, otherwise = as_real(then), as_real(otherwise)
    return z3.If(condition, then, otherwise)


def merged(condition: z3.BoolRef, then: Term, otherwise: Term) -> Term:
    """One term or the other."""
    if then is otherwise:
        return then
    return Term(chosen(condition, then.value, otherwise.value), chosen(condition, then.known, otherwise.known))


def as_real(number: z3.ArithRef) -> z3.ArithRef:
    return z3.ToReal(number) if z3.is_int(number) else number


def alike(numbers: Sequence[z3.ArithRef]) -> list[z3.ArithRef]:
    """Numbers brought to one sort: rationals as soon as one of them is."""
    if all(z3.is_int(number) for number in numbers):
        return list(numbers)
    return [as_real(number) for number in numbers]


def size_of(number: z3.ArithRef) -> z3.ArithRef:
    """The number without its sign."""
    return z3.If(number < 0, -number, number)
