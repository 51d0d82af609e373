"""Checked expressions as formulas: what `engine.expressions.interpreter` computes, said to the solver.

What has no exact formula here becomes a value nobody knows anything about, and is remembered as such: what is then
proved holds all the same, what cannot be proved is told as not settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

import z3

from engine.analysis.proof import days
from engine.analysis.proof.days import Day
from engine.analysis.proof.terms import NO, YES, Term, alike, as_real, both, chosen, either, merged, negated, size_of
from engine.expressions.dates import DAYS_OF, LONGEST, MONTHS_OF
from engine.expressions.typed import ARRAY, GUARD, LITERAL, Key, Typed
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type

Names = Mapping[Key, Term]
Rule = Callable[["Translator", Typed], Term | None]


@dataclass
class Options:
    """A number for each option of any choice, the same wherever it stands."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, option: str) -> int:
        return self.numbers.setdefault(option, len(self.numbers))

    def name(self, number: int) -> str:
        return next(option for option, known in self.numbers.items() if known == number)


class Translator:
    """Turns expressions into terms. `names` are the values at hand where the expression is read."""

    def __init__(self, options: Options, names: Names, ties: list[z3.BoolRef], opaque: set[str]) -> None:
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
        return Translator(self.options, {**self.names, **names}, self.ties, self.opaque)

    def anything(self, type_: Type) -> Term:
        """A value of which only its kind is known, or perhaps none."""
        name = z3.FreshConst(z3.BoolSort(), "any").decl().name()
        return Term(self.fresh(type_, name), z3.Bool(f"{name}.known"))

    def fresh(self, type_: Type, name: str) -> Any:
        """A new variable of that kind."""
        if type_.kind in CALENDAR:
            return days.variable(name, self.ties)
        if type_.kind is Kind.CHOICES:
            return {option: z3.Bool(f"{name}.{option}") for option in type_.options}
        if type_.kind in NUMERIC:
            return z3.Int(name) if type_.is_whole else z3.Real(name)
        return {Kind.BOOLEAN: z3.Bool, Kind.TEXT: z3.String}.get(type_.kind, z3.Int)(name)

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
        return z3.StringVal(value) if type_.kind is Kind.TEXT else None


def number(value: Any) -> z3.ArithRef:
    """An exact number."""
    exact = Fraction(value)
    return z3.IntVal(exact.numerator) if exact.denominator == 1 else z3.Q(exact.numerator, exact.denominator)


def equal(left: Any, right: Any) -> z3.BoolRef:
    """Whether two values of one kind are the same."""
    if isinstance(left, Day):
        return left.number == right.number
    if z3.is_arith(left):
        left, right = alike([left, right])
    return left == right


def _literal(here: Translator, node: Typed) -> Term | None:
    value = here.constant(node.data, node.type)
    return None if value is None else Term(value)


def _guard(here: Translator, node: Typed) -> Term | None:
    (inner,) = here.terms(node.args)
    size = z3.Length(inner.value) if node.type.kind is Kind.TEXT else inner.value
    if not z3.is_arith(size):
        return None
    low, high = node.data.low, node.data.high
    ends = [size >= number(low)] if low is not None else []
    ends += [size <= number(high)] if high is not None else []
    return Term(inner.value, both(inner.known, *ends))


def _variable(here: Translator, node: Typed) -> Term | None:
    return here.names.get(node.data)


def _answered(here: Translator, node: Typed) -> Term | None:
    found = here.names.get(node.data)
    return Term(found.known) if found else None


def _and(here: Translator, node: Typed) -> Term:
    terms = here.terms(node.args)
    refused = either(*(each.is_false for each in terms))
    return Term(both(*(each.value for each in terms)), either(refused, both(*(each.known for each in terms))))


def _or(here: Translator, node: Typed) -> Term:
    terms = here.terms(node.args)
    granted = either(*(each.is_true for each in terms))
    return Term(granted, either(granted, both(*(each.known for each in terms))))


def _three_valued_and(terms: Sequence[Term]) -> Term:
    refused = either(*(each.is_false for each in terms))
    return Term(negated(refused), either(refused, both(*(each.known for each in terms))))


def _not(here: Translator, node: Typed) -> Term:
    (inner,) = here.terms(node.args)
    return Term(negated(inner.value), inner.known)


def _if(here: Translator, node: Typed) -> Term:
    *pairs, otherwise = node.args
    found = here.term(otherwise)
    for condition, result in reversed(list(zip(pairs[::2], pairs[1::2], strict=True))):
        holds = here.term(condition)
        taken = merged(holds.value, here.term(result), found)
        found = Term(taken.value, both(holds.known, taken.known))
    return found


def _comparison(compare: Callable[[Any, Any], z3.BoolRef]) -> Rule:
    def rule(here: Translator, node: Typed) -> Term | None:
        terms = here.terms(node.args)
        values = [each.value.number if isinstance(each.value, Day) else each.value for each in terms]
        if not all(z3.is_arith(value) for value in values):
            return None
        links = [
            Term(compare(*alike([left, right])), both(terms[place].known, terms[place + 1].known))
            for place, (left, right) in enumerate(pairwise(values))
        ]
        return links[0] if len(links) == 1 else _three_valued_and(links)

    return rule


def _equality(is_same: bool) -> Rule:
    def rule(here: Translator, node: Typed) -> Term | None:
        left, right = here.terms(node.args)
        same = equal(left.value, right.value)
        return Term(same if is_same else negated(same), both(left.known, right.known))

    return rule


def _in(here: Translator, node: Typed) -> Term | None:
    needle, hay = here.term(node.args[0]), node.args[1]
    if hay.type.kind is Kind.ARRAY:
        if hay.op != ARRAY:
            return None
        items = here.terms(hay.args)
        found = either(*(equal(needle.value, item.value) for item in items))
        return Term(found, both(needle.known, *(item.known for item in items)))
    there = here.term(hay)
    known = both(needle.known, there.known)
    if isinstance(there.value, Mapping):
        among = (both(needle.value == here.options.number(each), on) for each, on in there.value.items())
        return Term(either(*among), known)
    return Term(z3.Contains(there.value, needle.value), known) if hay.type.kind is Kind.TEXT else None


def _strict(make: Callable[..., Any]) -> Rule:
    """An operator on numbers that is unknown whenever an argument is."""

    def rule(here: Translator, node: Typed) -> Term | None:
        terms = here.terms(node.args)
        if not all(z3.is_arith(each.value) for each in terms):
            return None
        return Term(make(*alike([each.value for each in terms])), both(*(each.known for each in terms)))

    return rule


def _minus(*values: z3.ArithRef) -> z3.ArithRef:
    return -values[0] if len(values) == 1 else values[0] - values[1]


def _product(*values: z3.ArithRef) -> z3.ArithRef:
    found = values[0]
    for value in values[1:]:
        found = found * value
    return found


def _extreme(is_better: Callable[[Any, Any], z3.BoolRef]) -> Rule:
    """The least or the greatest, of numbers or of dates."""

    def rule(here: Translator, node: Typed) -> Term:
        terms = here.terms(node.args)
        found = terms[0].value
        for each in terms[1:]:
            left, right = (
                alike([each.value.number, found.number]) if isinstance(found, Day) else alike([each.value, found])
            )
            found = chosen(is_better(left, right), each.value, found)
        return Term(found, both(*(each.known for each in terms)))

    return rule


def _divide(here: Translator, node: Typed) -> Term:
    dividend, divisor = here.terms(node.args)
    value = as_real(dividend.value) / as_real(divisor.value)
    return Term(value, both(dividend.known, divisor.known, divisor.value != 0))


def _remainder(here: Translator, node: Typed) -> Term | None:
    dividend, divisor = here.terms(node.args)
    if not (z3.is_int(dividend.value) and z3.is_int(divisor.value)):
        return None
    left = size_of(dividend.value) % size_of(divisor.value)
    value = z3.If(dividend.value < 0, -left, left)
    return Term(value, both(dividend.known, divisor.known, divisor.value != 0))


_HALF = z3.Q(1, 2)
_UP: Mapping[str, Callable[[Any, Any, Any], z3.BoolRef]] = {
    "half-up": lambda low, left, negative: left >= _HALF,
    "half-down": lambda low, left, negative: left > _HALF,
    "half-even": lambda low, left, negative: either(left > _HALF, both(left == _HALF, low % 2 == 1)),
    "up": lambda low, left, negative: left > 0,
    "down": lambda low, left, negative: NO,
    "floor": lambda low, left, negative: both(left > 0, negative),
    "ceil": lambda low, left, negative: both(left > 0, negated(negative)),
}
"""Whether the size of a number is rounded up, from its whole steps and what is left of one."""


def _round(here: Translator, node: Typed) -> Term:
    (inner,) = here.terms(node.args)
    mode, digits = node.data
    negative = inner.value < 0
    steps = as_real(size_of(inner.value)) * z3.Q(10**digits, 1) if digits >= 0 else _tenths(inner.value, -digits)
    low = z3.ToInt(steps)
    whole = low + z3.If(_UP[mode](low, steps - z3.ToReal(low), negative), 1, 0)
    signed = z3.If(negative, -whole, whole)
    value = signed * 10**-digits if digits <= 0 else z3.ToReal(signed) / 10**digits
    return Term(value, inner.known)


def _tenths(value: z3.ArithRef, zeros: int) -> z3.ArithRef:
    return as_real(size_of(value)) / 10**zeros


def _look_up(here: Translator, node: Typed) -> Term | None:
    (key,) = here.terms(node.args)
    table, results = node.data, node.type
    rows = [
        (here.constant(at, node.args[0].type), result) for at, result in zip(table.keys, table.results, strict=True)
    ]
    value = here.constant(table.results[0], results)
    if value is None:
        return None
    key_value = key.value.number if isinstance(key.value, Day) else key.value
    plain = [(at.number if isinstance(at, Day) else at, here.constant(result, results)) for at, result in rows]
    if table.is_band:
        for at, result in plain[1:]:
            value = chosen(_at_least(key_value, at), result, value)
        known = _at_least(key_value, plain[0][0])
    else:
        for at, result in plain[1:]:
            value = chosen(equal(key_value, at), result, value)
        known = either(*(equal(key_value, at) for at, _ in plain))
    if table.beyond:
        value, known = _going_on(key_value, table, value, known)
    return Term(value, both(key.known, known))


def _at_least(key: z3.ArithRef, row: z3.ArithRef) -> z3.BoolRef:
    left, right = alike([key, row])
    return left >= right


def _going_on(key: Any, table: Any, value: Any, known: z3.BoolRef) -> tuple[Any, z3.BoolRef]:
    """Past the last row: so much more for every full step."""
    add, per = table.beyond
    left, last, step = alike([key, number(table.keys[-1]), number(per)])
    past = left > last
    steps = (left - last) / step if z3.is_int(left) else z3.ToInt((left - last) / step)
    whole = YES if table.is_band else (left - last == (steps * step if z3.is_int(left) else z3.ToReal(steps) * step))
    base, more = alike([number(table.results[-1]), number(add)])
    far = base + more * (steps if z3.is_int(base) else z3.ToReal(steps))
    return chosen(past, far, value), z3.If(past, whole, known)


def _days(make: Callable[[Day, Day], z3.ArithRef]) -> Rule:
    def rule(here: Translator, node: Typed) -> Term:
        start, end = here.terms(node.args)
        return Term(make(start.value, end.value), both(start.known, end.known))

    return rule


def _of_day(make: Callable[[Typed, Day], z3.ArithRef]) -> Rule:
    def rule(here: Translator, node: Typed) -> Term:
        (day,) = here.terms(node.args)
        return Term(make(node, day.value), day.known)

    return rule


def _plus_time(here: Translator, node: Typed) -> Term:
    day, count = here.terms(node.args)
    known = both(day.known, count.known)
    if node.data in DAYS_OF:
        steps = count.value * DAYS_OF[node.data]
        return Term(days.later(day.value, steps, here.ties), both(known, _not_too_far(steps, LONGEST["day"])))
    months = count.value * MONTHS_OF[node.data]
    return Term(days.months_later(day.value, months, here.ties), both(known, _not_too_far(months, LONGEST["month"])))


def _not_too_far(steps: z3.ArithRef, most: int) -> z3.BoolRef:
    return both(steps >= -most, steps <= most)


def _workdays_between(here: Translator, node: Typed) -> Term | None:
    start, end = here.terms(node.args[:2])
    holidays = [day.toordinal() for day in node.data or ()]

    def up_to(day: Day) -> z3.ArithRef:
        off = z3.Sum([z3.If(day.number >= holiday, 1, 0) for holiday in holidays]) if holidays else z3.IntVal(0)
        return days.weekdays_up_to(day.number) - off

    # Counted from either side the difference has the sign that the order gives it.
    return Term(up_to(end.value) - up_to(start.value), both(start.known, end.known))


def _items(here: Translator, node: Typed) -> list[tuple[z3.BoolRef, Term]] | None:
    """What a list operator goes over: each item with whether it is there. None where that is not known here."""
    if node.op == ARRAY:
        return [(YES, item) for item in here.terms(node.args)]
    if node.op == "missing":
        return [(negated(here.names[key].known), Term(z3.StringVal(key[1]))) for key in node.data if key in here.names]
    if node.type.kind is Kind.CHOICES:
        there = here.term(node)
        if isinstance(there.value, Mapping):
            return [(on, Term(z3.IntVal(here.options.number(each)))) for each, on in there.value.items()]
    return None


def _list_known(here: Translator, node: Typed) -> z3.BoolRef:
    if node.op == "missing":
        return YES
    return both(*(item.known for item in here.terms(node.args))) if node.op == ARRAY else here.term(node).known


def _each(here: Translator, node: Typed) -> list[tuple[z3.BoolRef, Term]] | None:
    """The second argument of a list operator for each item, with whether the item is there."""
    items = _items(here, node.args[0])
    if items is None:
        return None
    frame = (node.data, "")
    return [(there, here.within({frame: item}).term(node.args[1])) for there, item in items]


def _some(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    granted = either(*(both(there, found.is_true) for there, found in each))
    decided = both(*(either(negated(there), found.known) for there, found in each))
    return Term(granted, both(_list_known(here, node.args[0]), either(granted, decided)))


def _all(here: Translator, node: Typed) -> Term | None:
    each = _each(here, node)
    if each is None:
        return None
    refused = either(*(both(there, found.is_false) for there, found in each))
    decided = both(*(either(negated(there), found.known) for there, found in each))
    anything = either(*(there for there, _ in each))
    value = both(negated(refused), anything)
    return Term(value, both(_list_known(here, node.args[0]), either(refused, decided)))


def _none(here: Translator, node: Typed) -> Term | None:
    found = _some(here, node)
    return found and Term(negated(found.value), found.known)


def _count(here: Translator, node: Typed) -> Term | None:
    items = _items(here, node.args[0])
    if items is None:
        return None
    known = _list_known(here, node.args[0])
    if len(node.args) == 1:
        return Term(z3.Sum([z3.If(there, 1, 0) for there, _ in items]), known)
    each = _each(here, node) or []
    decided = both(*(either(negated(there), found.known) for there, found in each))
    return Term(z3.Sum([z3.If(both(there, found.value), 1, 0) for there, found in each]), both(known, decided))


def _sum_of(here: Translator, node: Typed) -> Term | None:
    if len(node.args) > 1 or node.args[0].op != ARRAY:
        return None
    items = here.terms(node.args[0].args)
    return Term(z3.Sum(alike([item.value for item in items])), both(*(item.known for item in items)))


def _cat(here: Translator, node: Typed) -> Term | None:
    if any(arg.type.kind is not Kind.TEXT for arg in node.args):
        return None
    terms = here.terms(node.args)
    value = terms[0].value if len(terms) == 1 else z3.Concat(*(each.value for each in terms))
    return Term(value, both(*(each.known for each in terms)))


RULES: Mapping[str, Rule] = {
    LITERAL: _literal,
    GUARD: _guard,
    "var": _variable,
    "answered": _answered,
    "and": _and,
    "or": _or,
    "!": _not,
    "if": _if,
    "==": _equality(True),
    "===": _equality(True),
    "!=": _equality(False),
    "!==": _equality(False),
    "<": _comparison(lambda left, right: left < right),
    "<=": _comparison(lambda left, right: left <= right),
    ">": _comparison(lambda left, right: left > right),
    ">=": _comparison(lambda left, right: left >= right),
    "before": _comparison(lambda left, right: left < right),
    "after": _comparison(lambda left, right: left > right),
    "not-before": _comparison(lambda left, right: left >= right),
    "not-after": _comparison(lambda left, right: left <= right),
    "in": _in,
    "+": _strict(lambda *values: z3.Sum(values)),
    "-": _strict(_minus),
    "*": _strict(_product),
    "min": _extreme(lambda left, right: left < right),
    "max": _extreme(lambda left, right: left > right),
    "/": _divide,
    "%": _remainder,
    "round": _round,
    "floor": _round,
    "ceil": _round,
    "lookup": _look_up,
    "plusTime": _plus_time,
    "days_between": _days(lambda start, end: end.number - start.number),
    "weeks_between": _days(days.weeks_between),
    "months_between": _days(days.months_between),
    "years_between": _days(days.years_between),
    "age": _days(days.years_between),
    "weekday": _of_day(lambda node, day: (day.number - 1) % 7 + 1),
    "year_of": _of_day(lambda node, day: days.year_of(day, *node.data)),
    "workdays_between": _workdays_between,
    "some": _some,
    "all": _all,
    "none": _none,
    "count": _count,
    "sum": _sum_of,
    "cat": _cat,
}
