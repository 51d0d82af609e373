"""The cells of a decision table's row in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.analysis.diff.speaking import written
from engine.model.values import Json

_TEMPLATES = {
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
    "!=": "not {}",
    "==": "{}",
    "in": "one of {}",
    "not-in": "none of {}",
}


def tell_cells(cells: Sequence[Json]) -> str:
    """Every cell of a row, in order."""
    return "[" + " | ".join(tell_cell(each) for each in cells) + "]"


def tell_cell(cell: Json) -> str:
    """What a column has to be."""
    if cell is None:
        return "anything"
    if not isinstance(cell, Mapping):
        return written(cell)
    ((name, operand),) = cell.items()
    if name == "between":
        return f"{written(operand[0])} to {written(operand[1])}"
    if name == "not":
        return f"not {tell_cell(operand)}"
    if name == "any-of":
        return " or ".join(tell_cell(each) for each in operand)
    return _TEMPLATES[name].format(written(operand)) if name in _TEMPLATES else written(cell)
