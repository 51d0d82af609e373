"""Decision tables as designers fill them in: a grid of cells, each in a few signs instead of JSON."""

from engine.editing.tables.cells import Column, column_of, read_given, read_test, show_given, show_test
from engine.editing.tables.grid import (
    CellFault,
    Grid,
    GridError,
    GridRow,
    Input,
    input_column,
    read_grid,
    read_pasted,
    write_grid,
)

__all__ = [
    "CellFault",
    "Column",
    "Grid",
    "GridError",
    "GridRow",
    "Input",
    "column_of",
    "input_column",
    "read_given",
    "read_grid",
    "read_pasted",
    "read_test",
    "show_given",
    "show_test",
    "write_grid",
]
