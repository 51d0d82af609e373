"""Fits a checked expression to its use: a condition, or a fact that it fills."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from engine.errors import ExpressionError
from engine.expressions.adapting import MismatchError, adapt, in_words
from engine.expressions.intervals import Interval
from engine.expressions.typed import GUARD, Typed, applied
from engine.expressions.types import KIND_OF, NUMERIC, Kind, Type, fact_type
from engine.model.flow import Fact
from engine.model.values import Value

_PLACES = {"integer": 0, "year": 0, "money": 0, "decimal": 15}


def fit(node: Typed, expect: str | Fact | None) -> Typed:
    """The expression as what is expected of it, or ExpressionError."""
    if expect is None:
        return _settled(node)
    if isinstance(expect, Fact):
        return _fit_fact(node, expect)
    if expect == "boolean" and node.type.kind is Kind.BOOLEAN:
        return _settled(node)
    fitted = _adapted(node, Type(KIND_OF[expect]), expect)
    _check_places(fitted, _PLACES.get(expect))
    return _settled(fitted)


def fitted(fact: Fact, value: Value | None) -> Value | None:
    """A value put together for `fact`, in the form it takes: options in their order. None outside its domain."""
    wanted = fact_type(fact)
    if value is None:
        return None
    if isinstance(value, tuple) and wanted.kind is Kind.CHOICES:
        return tuple(option for option in wanted.options if option in value)
    if isinstance(value, tuple) and wanted.kind is Kind.LIST:
        return value if fact.domain.get("minimum", 0) <= len(value) <= fact.domain["maximum"] else None
    if isinstance(value, int | Fraction) and wanted.kind in NUMERIC:
        return value if value in wanted.bounds else None
    return value


def _fit_fact(node: Typed, fact: Fact) -> Typed:
    wanted = fact_type(fact)
    fitted = _settled(_adapted(node, wanted, f"“{fact.id}”"))
    if wanted.kind in NUMERIC:
        _check_places(fitted, wanted.places)
    if wanted.kind is Kind.CHOICE and not set(fitted.type.options) <= set(wanted.options):
        missing = next(option for option in fitted.type.options if option not in wanted.options)
        raise ExpressionError(f"“{missing}” can come out here, but is not an option of “{fact.id}”.", node.pointer)
    if wanted.kind in NUMERIC | {Kind.TEXT} and not _lies_within(fitted, wanted.bounds):
        return applied(GUARD, fitted.type, (fitted,), data=wanted.bounds, pointer=node.pointer)
    return fitted


def _adapted(node: Typed, wanted: Type, use: str) -> Typed:
    try:
        return adapt(node, wanted)
    except MismatchError:
        pass
    if use == "boolean":
        raise ExpressionError(
            f"A condition must be yes or no, but {in_words(node)}. Compare it with something.", node.pointer
        )
    raise ExpressionError(f"This must be {wanted.words} for {use}, but {in_words(node)}.", node.pointer)


def _check_places(node: Typed, most: int | None) -> None:
    if most is None or (node.type.places is not None and node.type.places <= most):
        return
    if node.type.kind is Kind.MONEY:
        message = 'This amount can have fractions of a cent. Round it: {"round": [ … , 2]}.'
    else:
        message = f'This number can have more than {most} decimal places. Round it: {{"round": [ … , {most}]}}.'
    raise ExpressionError(message, node.pointer)


def _lies_within(node: Typed, bounds: Interval) -> bool:
    return node.type.bounds.within(bounds)


def _settled(node: Typed) -> Typed:
    if not node.type.flexible:
        return node
    return replace(node, type=node.type.settled())
