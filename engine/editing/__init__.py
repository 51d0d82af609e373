"""Changing a draft: the one set of operations that every surface of the editor sends. Pure: a draft in, a draft out.

Importing this package files the operations.
"""

from engine.editing import copying, extracting, facts, languages, nodes, parts, removing, wording
from engine.editing.amounts import AddEdition, AddTable, columns_of, read_amounts, write_amounts
from engine.editing.conditions import (
    GROUPS,
    UNITS,
    Comparison,
    ConditionError,
    Group,
    Kept,
    Line,
    LineFault,
    Names,
    Part,
    Takes,
    comparisons,
    find_option,
    line_from_words,
    others_for,
    read_condition,
    same,
    write_condition,
)
from engine.editing.copying import Paste, clip
from engine.editing.deltas import Change, compare, from_json, invert, redo, to_json
from engine.editing.dictionary import ChangeType, FactUse, uses_of_facts
from engine.editing.exits import exits_of, possible_exits, ways_in, ways_out
from engine.editing.holding import faults_made
from engine.editing.languages import AddLanguage, ConfirmTranslations, RemoveLanguage, TakeInTranslations
from engine.editing.names import fresh
from engine.editing.operations import Done, Edited, Operation, apply, operations, read_operation, write_operation
from engine.editing.parts import ConflictError, SetValue, Translate
from engine.editing.po import read_po, write_po
from engine.editing.pointers import find_value, name_of, split
from engine.editing.properties import Kind, Property, entries_at, properties_at
from engine.editing.sheet import FlowDraft, Sheet
from engine.editing.spelling import as_typed, read_typed
from engine.editing.steptable import COLUMNS, RowProblem, StepTableError, read_step_table, write_step_table
from engine.editing.tables import (
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
from engine.editing.together import Together
from engine.editing.units import (
    Incoming,
    Taking,
    Unit,
    UnitFile,
    compare_units,
    forms_for,
    state_of,
    units_of,
)
from engine.editing.units import (
    what_is_wrong as translation_fault,
)
from engine.editing.usages import usages
from engine.editing.usages import usages as find_usages
from engine.editing.wording import ReplaceWords, Rewording, each_text, find_words
from engine.editing.writing_json import WriteJson, line_of, lines_of
from engine.editing.xliff import read_xliff, write_xliff

__all__ = [
    "COLUMNS",
    "GROUPS",
    "UNITS",
    "AddEdition",
    "AddLanguage",
    "AddTable",
    "CellFault",
    "Change",
    "ChangeType",
    "Comparison",
    "ConditionError",
    "ConfirmTranslations",
    "ConflictError",
    "Done",
    "Edited",
    "FactUse",
    "FlowDraft",
    "Grid",
    "GridError",
    "GridRow",
    "Group",
    "Incoming",
    "Input",
    "Kept",
    "Kind",
    "Line",
    "LineFault",
    "Names",
    "Operation",
    "Part",
    "Paste",
    "Property",
    "RemoveLanguage",
    "ReplaceWords",
    "Rewording",
    "RowProblem",
    "SetValue",
    "Sheet",
    "StepTableError",
    "TakeInTranslations",
    "Takes",
    "Taking",
    "Together",
    "Translate",
    "Unit",
    "UnitFile",
    "WriteJson",
    "apply",
    "as_typed",
    "clip",
    "columns_of",
    "compare",
    "compare_units",
    "comparisons",
    "copying",
    "each_text",
    "entries_at",
    "exits_of",
    "extracting",
    "facts",
    "faults_made",
    "find_option",
    "find_usages",
    "find_value",
    "find_words",
    "forms_for",
    "fresh",
    "from_json",
    "input_column",
    "invert",
    "languages",
    "line_from_words",
    "line_of",
    "lines_of",
    "name_of",
    "nodes",
    "operations",
    "others_for",
    "parts",
    "possible_exits",
    "properties_at",
    "read_amounts",
    "read_condition",
    "read_grid",
    "read_operation",
    "read_pasted",
    "read_po",
    "read_step_table",
    "read_typed",
    "read_xliff",
    "redo",
    "removing",
    "same",
    "split",
    "state_of",
    "to_json",
    "translation_fault",
    "units_of",
    "usages",
    "uses_of_facts",
    "ways_in",
    "ways_out",
    "wording",
    "write_amounts",
    "write_condition",
    "write_grid",
    "write_operation",
    "write_po",
    "write_step_table",
    "write_xliff",
]
