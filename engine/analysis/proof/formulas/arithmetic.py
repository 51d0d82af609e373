"""Exact arithmetic, rounding, and looking up in tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import z3

from engine.analysis.proof.days import Day
from engine.analysis.proof.formulas.translator import RULES, Rule, Translator, equal, number
from engine.analysis.proof.terms import NO, YES, Term, alike, as_real, both, chosen, either, negated, size_of
from engine.expressions.typed import Typed


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


RULES.update(
    {
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
    }
)
