"""The portable operators, by family. Importing this package files them all."""

from engine.expressions.portable.operators import (
    arithmetic,
    calendar,
    certificates,
    comparisons,
    data,
    lists,
    logic,
    rounding,
    text,
)

__all__ = ["arithmetic", "calendar", "certificates", "comparisons", "data", "lists", "logic", "rounding", "text"]
