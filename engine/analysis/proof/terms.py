"""Values that may be unknown, as the solver sees them: what it is, and whether there is one.

Numbers are exact: whole ones and cents as integers, others as rationals. A choice is a number that stands for its
option, a date a `Day`, a selection one condition for each of its options, a list its `Items`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import z3

YES = z3.BoolVal(True)
NO = z3.BoolVal(False)


_CONDITIONS = z3.BoolSort()
_YES_AT, _NO_AT = YES.ast.value, NO.ast.value


def is_yes(condition: z3.BoolRef) -> bool:
    """Whether this is the constant that always holds: equal formulas stand at one place in the solver's memory."""
    return bool(condition.ast.value == _YES_AT)


def is_no(condition: z3.BoolRef) -> bool:
    """Whether this is the constant that never holds."""
    return bool(condition.ast.value == _NO_AT)


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


@dataclass(frozen=True)
class Item:
    """What may be in a list: whether it is there, and its facts by name; of a plain value by the empty name."""

    there: z3.BoolRef
    facts: Mapping[str, Term]


@dataclass(frozen=True)
class Items:
    """A list: whatever of `each` is there, in this order."""

    each: tuple[Item, ...]

    @property
    def count(self) -> z3.ArithRef:
        return count(item.there for item in self.each)

    def chosen(self, condition: z3.BoolRef, otherwise: Items) -> Items:
        """This list or the other."""
        pairs = zip_longest(self.each, otherwise.each)
        return Items(tuple(_either_item(condition, one, other) for one, other in pairs))


def _either_item(condition: z3.BoolRef, one: Item | None, other: Item | None) -> Item:
    if one and other:
        facts = {name: merged(condition, one.facts[name], other.facts[name]) for name in one.facts}
        return Item(chosen(condition, one.there, other.there), facts)
    if one:
        return Item(both(condition, one.there), one.facts)
    assert other, "the longer list has an item here"
    return Item(both(negated(condition), other.there), other.facts)


def both(*conditions: z3.BoolRef) -> z3.BoolRef:
    """All of them, without those that always hold."""
    kept = []
    for each in conditions:
        if is_no(each):
            return NO
        if not is_yes(each):
            kept.append(each)
    return kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_and, kept) if kept else YES


def either(*conditions: z3.BoolRef) -> z3.BoolRef:
    """Any of them, without those that never hold."""
    kept = []
    for each in conditions:
        if is_yes(each):
            return YES
        if not is_no(each):
            kept.append(each)
    return kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_or, kept) if kept else NO


def _joined(join: Callable[..., Any], conditions: Sequence[z3.BoolRef]) -> z3.BoolRef:
    """What `z3.And` and `z3.Or` make, without looking through arguments that are known to be conditions."""
    context = conditions[0].ctx
    parts = (z3.Ast * len(conditions))(*(each.as_ast() for each in conditions))
    return z3.BoolRef(join(context.ref(), len(conditions), parts), context)


def negated(condition: z3.BoolRef) -> z3.BoolRef:
    """The opposite."""
    if is_yes(condition):
        return NO
    if is_no(condition):
        return YES
    if _is_negation(condition):
        return condition.arg(0)
    context = condition.ctx
    return z3.BoolRef(z3.Z3_mk_not(context.ref(), condition.as_ast()), context)


def _is_negation(condition: z3.BoolRef) -> bool:
    """What `z3.is_not` says, without making an object of what the condition is made by."""
    context, formula = condition.ctx.ref(), condition.as_ast()
    if z3.Z3_get_ast_kind(context, formula) != z3.Z3_APP_AST:
        return False
    return bool(z3.Z3_get_decl_kind(context, z3.Z3_get_app_decl(context, formula)) == z3.Z3_OP_NOT)


def variable(name: str) -> z3.BoolRef:
    """What `z3.Bool` makes, without asking for its sort each time."""
    context = _CONDITIONS.ctx
    symbol = z3.Z3_mk_string_symbol(context.ref(), name)
    return z3.BoolRef(z3.Z3_mk_const(context.ref(), symbol, _CONDITIONS.ast), context)


def alike_always(variable: z3.BoolRef, formula: z3.BoolRef) -> z3.BoolRef:
    """That a variable is true exactly when a formula is; what `==` makes of two conditions."""
    context = variable.ctx
    return z3.BoolRef(z3.Z3_mk_eq(context.ref(), variable.as_ast(), formula.as_ast()), context)


def count(conditions: Any) -> z3.ArithRef:
    """How many of them hold."""
    kept = [z3.If(each, 1, 0) for each in conditions if not is_no(each)]
    return z3.Sum(kept) if kept else z3.IntVal(0)


def chosen(condition: z3.BoolRef, then: Any, otherwise: Any) -> Any:
    """One value or the other, of any shape that terms have."""
    if then is otherwise or is_yes(condition):
        return then
    if is_no(condition):
        return otherwise
    if then is None or otherwise is None:  # a kind of which nobody can ask more than whether it is there
        return None
    if isinstance(then, Mapping):
        names = dict.fromkeys((*then, *otherwise))
        return {name: chosen(condition, then.get(name, NO), otherwise.get(name, NO)) for name in names}
    if hasattr(then, "chosen"):
        return then.chosen(condition, otherwise)
    if then.eq(otherwise):
        return then
    if z3.is_bool(then):
        return _chosen_condition(condition, then, otherwise)
    if z3.is_arith(then) and z3.is_arith(otherwise) and then.sort() != otherwise.sort():
        then, otherwise = as_real(then), as_real(otherwise)
    return z3.If(condition, then, otherwise)


def _chosen_condition(condition: z3.BoolRef, then: z3.BoolRef, otherwise: z3.BoolRef) -> z3.BoolRef:
    if is_yes(then) or is_no(otherwise):
        return either(condition, otherwise) if is_yes(then) else both(condition, then)
    if is_no(then):
        return both(negated(condition), otherwise)
    return either(negated(condition), then) if is_yes(otherwise) else z3.If(condition, then, otherwise)


def merged(condition: z3.BoolRef, then: Term, otherwise: Term) -> Term:
    """One term or the other. Where only one of them has a value, that is the value."""
    if then is otherwise:
        return then
    known = chosen(condition, then.known, otherwise.known)
    if is_no(then.known) or is_no(otherwise.known):
        return Term(otherwise.value if is_no(then.known) else then.value, known)
    return Term(chosen(condition, then.value, otherwise.value), known)


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
