"""Changing a draft: the one set of operations that every surface of the editor sends. Pure: a draft in, a draft out.

Importing this package files the operations.
"""

from engine.editing import copying, extracting, facts, languages, nodes, parts, wording
from engine.editing.conditions import build_condition, comparisons
from engine.editing.deltas import Change, compare, from_json, invert, redo, to_json
from engine.editing.exits import exits_of, ways_in, ways_out
from engine.editing.operations import Done, Edited, Operation, apply, operations, read_operation, write_operation
from engine.editing.parts import ConflictError, SetValue
from engine.editing.pointers import find_value
from engine.editing.sheet import FlowDraft, Sheet
from engine.editing.together import Together
from engine.editing.usages import usages
from engine.editing.wording import ReplaceWords, Rewording, each_text, find_words

__all__ = [
    "Change",
    "ConflictError",
    "Done",
    "Edited",
    "FlowDraft",
    "Operation",
    "ReplaceWords",
    "Rewording",
    "SetValue",
    "Sheet",
    "Together",
    "apply",
    "build_condition",
    "compare",
    "comparisons",
    "copying",
    "each_text",
    "exits_of",
    "extracting",
    "facts",
    "find_value",
    "find_words",
    "from_json",
    "invert",
    "languages",
    "nodes",
    "operations",
    "parts",
    "read_operation",
    "redo",
    "to_json",
    "usages",
    "ways_in",
    "ways_out",
    "wording",
    "write_operation",
]
