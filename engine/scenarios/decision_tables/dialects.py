"""The two languages in which other tools write their cells: that of JDM (GoRules Zen), and FEEL of DMN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """What one language calls things. Functions by their name there: their name here, and how many arguments."""

    infix: Mapping[str, tuple[int, str]]
    """Signs between two expressions: how tightly they bind, and their name here."""
    functions: Mapping[str, tuple[str, int]]
    subject: str
    """How a cell speaks of its column."""
    any_cell: frozenset[str]
    """What a cell holds that fits everything."""
    has_reversed_ends: bool = False
    """Whether `]1..5[` leaves the ends out. In JDM it means what lies outside, and is refused."""
    joins_tests: bool = False
    """Whether the tests of a cell may be joined by `and` and `or`."""


CONDITION, EITHER, BOTH, COMPARE, ADD, MULTIPLY, POWER, TIGHT = range(1, 9)
_ARITHMETIC = {"+": (ADD, "+"), "-": (ADD, "-"), "*": (MULTIPLY, "*"), "/": (MULTIPLY, "/")}
_ORDER = {name: (COMPARE, name) for name in ("<", "<=", ">", ">=", "!=")}
_LOGIC = {"or": (EITHER, "or"), "and": (BOTH, "and"), "in": (COMPARE, "in")}

JDM = Dialect(
    infix={
        **_ARITHMETIC,
        **_ORDER,
        **_LOGIC,
        "==": (COMPARE, "=="),
        "%": (MULTIPLY, "%"),
        "^": (POWER, "^"),
        "??": (TIGHT, "??"),
        "?": (CONDITION, "if"),
    },
    functions={
        "contains": ("contains", 2),
        "len": ("len", 1),
        "min": ("min", 1),
        "max": ("max", 1),
        "sum": ("sum", 1),
        "round": ("round", 2),
        "floor": ("floor", 1),
        "ceil": ("ceil", 1),
        "abs": ("abs", 1),
        "not": ("not", 1),
        "some": ("some", 2),
        "all": ("all", 2),
        "none": ("none", 2),
        "count": ("count", 2),
        "filter": ("filter", 2),
        "values": ("values", 1),
        "date": ("date", 1),
        "d": ("date", 1),
    },
    subject="$",
    any_cell=frozenset({""}),
    joins_tests=True,
)
FEEL = Dialect(
    infix={
        **_ARITHMETIC,
        **_ORDER,
        **_LOGIC,
        "=": (COMPARE, "=="),
        "between": (COMPARE, "between"),
        "**": (POWER, "^"),
    },
    functions={
        "list contains": ("contains", 2),
        "count": ("len", 1),
        "min": ("min", 99),
        "max": ("max", 99),
        "sum": ("sum", 99),
        "floor": ("floor", 1),
        "ceiling": ("ceil", 1),
        "abs": ("abs", 1),
        "not": ("not", 99),
        "date": ("date", 1),
        "round half up": ("round", 2),
    },
    subject="?",
    any_cell=frozenset({"", "-"}),
    has_reversed_ends=True,
)
