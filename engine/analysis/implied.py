"""What a condition tells about answers: which facts must have a value if it came out true, or false."""

from __future__ import annotations

from typing import TypeAlias

from engine.model.values import Json

Known: TypeAlias = frozenset[str]

_COMPARISONS = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "min", "max", "round", "floor", "ceil"})
_ORDER_OF_DAYS = frozenset({"before", "after", "not-before", "not-after"})
_SPANS = frozenset({"days_between", "weeks_between", "months_between", "years_between", "age", "weekday", "year_of"})
_STRICT = _COMPARISONS | _ARITHMETIC | _ORDER_OF_DAYS | _SPANS
"""Operators that have a value only if all their operands have one."""


def known_when(condition: Json, holds: bool) -> Known:
    """Facts that certainly have a value if `condition` came out as `holds`. May leave some out."""
    if not isinstance(condition, dict) or len(condition) != 1:
        return frozenset()
    ((operator, operands),) = condition.items()
    parts = operands if isinstance(operands, list) else [operands]
    if operator == "answered":
        return _names(parts) if holds else frozenset()
    if operator == "!":
        return known_when(parts[0], not holds)
    if operator == "!!":
        return known_when(parts[0], holds)
    if operator in ("and", "or"):
        each = [known_when(part, holds) for part in parts]
        return frozenset().union(*each) if (operator == "and") is holds else _shared(each)
    return _needed(condition)


def _needed(operand: Json) -> Known:
    """Facts without which `operand` has no value."""
    if isinstance(operand, list):
        return frozenset().union(*(_needed(item) for item in operand))
    if not isinstance(operand, dict) or len(operand) != 1:
        return frozenset()
    ((operator, operands),) = operand.items()
    if operator == "var":
        return _names([operands])
    return _needed(operands) if operator in _STRICT else frozenset()


def _names(parts: list[Json]) -> Known:
    return frozenset(part for part in parts if isinstance(part, str) and part)


def _shared(each: list[Known]) -> Known:
    return frozenset.intersection(*each) if each else frozenset()
