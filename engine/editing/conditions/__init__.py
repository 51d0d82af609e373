"""Conditions as designers write them: lines of fact, comparison and value, in groups; read from JSON, written as JSON.

What the lines cannot hold stays as it is, said in a sentence: nothing is lost by opening a rule.
"""

from engine.editing.conditions.names import Names
from engine.editing.conditions.offering import Comparison, Takes, amounts_for, comparisons, others_for
from engine.editing.conditions.reading import read_condition, same
from engine.editing.conditions.tree import GROUPS, UNITS, Group, Kept, Line, Part
from engine.editing.conditions.typing_in import find_option, line_from_words
from engine.editing.conditions.writing import ConditionError, LineFault, write_condition

__all__ = [
    "GROUPS",
    "UNITS",
    "Comparison",
    "ConditionError",
    "Group",
    "Kept",
    "Line",
    "LineFault",
    "Names",
    "Part",
    "Takes",
    "amounts_for",
    "comparisons",
    "find_option",
    "line_from_words",
    "others_for",
    "read_condition",
    "same",
    "write_condition",
]
