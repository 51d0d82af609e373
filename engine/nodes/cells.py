"""Cells of a decision table, written out as conditions.

A cell says what its column has to be: `3`, `{"<": 100}`, `{"between": [1, 4]}`. Everything that is known about
conditions (types, three values, code) then holds for cells too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.model.values import Json


def build_condition(cells: Sequence[Json], columns: Sequence[Json]) -> Json:
    """The condition of a row: each of its cells holds for its column, in order. A cell of null always holds."""
    return {"and": [_condition(cell, column) for cell, column in zip(cells, columns, strict=False)] or [True]}


def _condition(cell: Json, column: Json) -> Json:
    if cell is None:
        return True
    if not isinstance(cell, Mapping):
        return {"==": [column, cell]}
    ((name, operand),) = cell.items()
    if name == "between":
        return {"<=": [operand[0], column, operand[1]]}
    if name == "not":
        return {"!": _condition(operand, column)}
    if name == "any-of":
        return {"or": [_condition(each, column) for each in operand]}
    return {name: [column, operand]}
