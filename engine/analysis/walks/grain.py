"""How fine the values of a number are: between two of them lies at least this much, and always a multiple of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from engine.expressions import Typed, constant_of
from engine.expressions.typed import GUARD
from engine.expressions.types import NUMERIC, Kind, Type

Filled: TypeAlias = Mapping[str, Typed]
"""What calculates a fact, by fact, where one expression alone does."""
_FINEST = 6
_DEEPEST = 6


def finest(type_: Type) -> Fraction:
    """The smallest step of a kind: a cent, a day, a whole number, a decimal place."""
    if type_.kind is Kind.MONEY or type_.kind not in NUMERIC or type_.places is None:
        return Fraction(1)
    return Fraction(1, 10 ** min(type_.places, _FINEST))


def grain(typed: Typed, filled: Filled, depth: int = 0) -> Fraction | None:
    """The step of an expression's values; 0 for one that is always nothing, None where it has none that is known."""
    if not typed.reads:
        value = constant_of(typed)
        return abs(Fraction(value)) if isinstance(value, int | Fraction) else None
    rule = _RULES.get(typed.op)
    return rule(typed, filled, depth) if rule and depth < _DEEPEST else None


def _shared(*steps: Fraction | None) -> Fraction | None:
    """The greatest step of which all are multiples."""
    found = Fraction(0)
    for step in steps:
        if step is None:
            return None
        over = found.denominator * step.denominator
        found = Fraction(gcd(found.numerator * step.denominator, step.numerator * found.denominator), over)
    return found


def _variable(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    level, name = typed.data
    if level:
        return None
    return grain(filled[name], filled, depth + 1) if name in filled else finest(typed.type)


def _looked_up(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    add = typed.data.beyond[:1] if typed.data.beyond else ()
    return _shared(*(Fraction(each) for each in (*typed.data.results, *add) if isinstance(each, int | Fraction)))


def _linear(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    return _shared(*(grain(arg, filled, depth) for arg in typed.args))


def _branches(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    results = [*typed.args[1:-1:2], typed.args[-1]]
    return _shared(*(grain(arg, filled, depth) for arg in results))


def _times(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    found = Fraction(1)
    for arg in typed.args:
        step = grain(arg, filled, depth)
        if step is None:
            return None
        found *= step
    return found


def _over(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    step, by = grain(typed.args[0], filled, depth), typed.args[1]
    divisor = None if by.reads else grain(by, filled, depth)
    return step / divisor if step is not None and divisor else None


def _rounded(typed: Typed, filled: Filled, depth: int) -> Fraction | None:
    _, digits = typed.data
    return Fraction(10) ** -int(digits)


_Rule: TypeAlias = Callable[[Typed, Filled, int], Fraction | None]
_RULES: Mapping[str, _Rule] = {
    "var": _variable,
    "lookup": _looked_up,
    "if": _branches,
    "*": _times,
    "/": _over,
    **dict.fromkeys(("+", "-", "min", "max", GUARD), _linear),
    **dict.fromkeys(("round", "floor", "ceil"), _rounded),
}
