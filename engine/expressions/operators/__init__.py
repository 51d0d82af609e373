"""The built-in operators, by family. Importing this package files them all."""

from engine.expressions.operators import arithmetic, comparisons, facts, logic, lookup, rounding
from engine.expressions.operators.registry import Operator, operators

__all__ = ["Operator", "arithmetic", "comparisons", "facts", "logic", "lookup", "operators", "rounding"]
