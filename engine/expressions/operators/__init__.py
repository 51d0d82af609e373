"""The built-in operators, by family. Importing this package files them all."""

from engine.expressions.operators import (
    arithmetic,
    calendar,
    comparisons,
    facts,
    lists,
    logic,
    lookup,
    reduce,
    rounding,
    text,
    workdays,
)
from engine.expressions.operators.registry import Operator, operators

__all__ = [
    "Operator",
    "arithmetic",
    "calendar",
    "comparisons",
    "facts",
    "lists",
    "logic",
    "lookup",
    "operators",
    "reduce",
    "rounding",
    "text",
    "workdays",
]
