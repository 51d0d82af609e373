"""A flow as a table of steps, one row for each way on: what many designers keep in a spreadsheet."""

from engine.editing.steptable.columns import COLUMNS, RowProblem, StepTableError
from engine.editing.steptable.reading import read_step_table
from engine.editing.steptable.writing import write_step_table

__all__ = ["COLUMNS", "RowProblem", "StepTableError", "read_step_table", "write_step_table"]
