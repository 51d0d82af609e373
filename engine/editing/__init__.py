"""Changing a draft: the one set of operations that every surface of the editor sends. Pure: a draft in, a draft out.

Importing this package files the operations.
"""

from engine.editing import copying, extracting, facts, nodes, parts, wording
from engine.editing.deltas import Change, compare, from_json, invert, redo, to_json
from engine.editing.exits import ways_in, ways_out
from engine.editing.operations import Done, Edited, Operation, apply, operations, read_operation, write_operation
from engine.editing.parts import ConflictError, SetValue
from engine.editing.sheet import FlowDraft
from engine.editing.together import Together
from engine.editing.usages import usages

__all__ = [
    "Change",
    "ConflictError",
    "Done",
    "Edited",
    "FlowDraft",
    "Operation",
    "SetValue",
    "Together",
    "apply",
    "compare",
    "copying",
    "extracting",
    "facts",
    "from_json",
    "invert",
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
