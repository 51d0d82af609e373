"""The numbers and dates that conditions compare with, and how far from them an answer lies, in smallest steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from engine.analysis.walks.grain import finest, grain
from engine.expressions import Typed, evaluate
from engine.expressions.typed import ARRAY, GUARD
from engine.expressions.types import CALENDAR, NUMERIC, Kind
from engine.model.values import Values

SIDES = (-1, 0, 1)
MOST_ROWS = 60
"""Rows of one table of amounts that are looked at one by one."""
_DEEPEST = 4
_ORDER = frozenset({"<", "<=", ">", ">=", "before", "after", "not-before", "not-after"})
_EQUALITY = frozenset({"==", "===", "!=", "!=="})


@dataclass(frozen=True, eq=False, kw_only=True)
class Lookup:
    """A place where an amount is looked up in a table of the flow."""

    node: Typed

    @property
    def table(self) -> Any:
        return self.node.data

    @property
    def key(self) -> Typed:
        return self.node.args[0]

    @property
    def rows(self) -> range:
        """Its rows by position; one more for what lies beyond the last, where the table goes on."""
        return range(len(self.table.keys) + bool(self.table.beyond))

    def row(self, known: Values) -> int | None:
        """The row that these answers use, if any."""
        key, keys = evaluate(self.key, known), self.table.keys
        if key is None or self.table.find(key) is None:
            return None
        if self.table.beyond and key > keys[-1]:
            return len(keys)
        return max(place for place, at in enumerate(keys) if at <= key) if self.table.is_band else keys.index(key)


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """Two sides that a condition compares. The side that is written, or looked up, is on the right."""

    left: Typed
    right: Typed
    step: Fraction
    """The smallest step between two values of the left side: a cent, a whole number, what it is rounded to."""
    source: Lookup | None = None
    """Where the right side comes from, if it is looked up: each row is then a boundary of its own."""

    @property
    def rows(self) -> tuple[int | None, ...]:
        return tuple(self.source.rows) if self.source else (None,)

    def side(self, known: Values) -> int | None:
        """Just under, exactly or just over: -1, 0 or 1; None when they are over a step apart, or unknown."""
        left, right = evaluate(self.left, known), evaluate(self.right, known)
        if left is None or right is None:
            return None
        steps = _apart(left, right, self.left.type.kind) / self.step
        return (steps > 0) - (steps < 0) if abs(steps) <= 1 else None


def _apart(left: Any, right: Any, kind: Kind) -> Fraction:
    if kind is Kind.MONTH:
        return Fraction((left.year - right.year) * 12 + left.month - right.month)
    if isinstance(left, date):
        return Fraction((left - right).days)
    return Fraction(left) - Fraction(right)


def find_comparisons(typed: Typed, filled: Mapping[str, Typed]) -> list[Comparison]:
    """Every comparison of numbers or dates in an expression. `filled` is what calculates a fact, by fact."""
    found = []
    for left, right in _pairs(typed):
        if left.type.kind not in NUMERIC | CALENDAR or not (left.reads or right.reads):
            continue
        if _within_list(left) or _within_list(right):
            continue
        swapped = not left.reads or (_source(right, filled) is None and _source(left, filled) is not None)
        one, other = (right, left) if swapped else (left, right)
        step = grain(one, filled) if one.type.kind in NUMERIC else None
        found.append(Comparison(left=one, right=other, step=step or finest(one.type), source=_source(other, filled)))
    return found


def find_lookups(typed: Typed) -> list[Lookup]:
    """Every look-up in an expression whose table is short enough to look at row by row."""
    own = [Lookup(node=typed)] if typed.op == "lookup" and not _within_list(typed) else []
    inner = [each for arg in typed.args for each in find_lookups(arg)]
    return [each for each in (*own, *inner) if len(each.rows) <= MOST_ROWS]


def _pairs(typed: Typed) -> Iterator[tuple[Typed, Typed]]:
    if typed.op in _ORDER or typed.op in _EQUALITY:
        yield from pairwise(typed.args)
    elif typed.op == "in" and typed.args[1].op == ARRAY:
        yield from ((typed.args[0], item) for item in typed.args[1].args)
    for arg in typed.args:
        yield from _pairs(arg)


def _within_list(typed: Typed) -> bool:
    """Whether it speaks of a member of a list, of which there may be several at once."""
    return any(depth for depth, _ in typed.reads)


def _source(typed: Typed, filled: Mapping[str, Typed], depth: int = 0) -> Lookup | None:
    """The look-up that gives this very value, directly or as a calculated fact."""
    if typed.op == GUARD:
        return _source(typed.args[0], filled, depth)
    if typed.op == "lookup" and not _within_list(typed):
        found = Lookup(node=typed)
        return found if len(found.rows) <= MOST_ROWS and found.key.reads else None
    if typed.op == "var" and typed.data[0] == 0 and typed.data[1] in filled and depth < _DEEPEST:
        return _source(filled[typed.data[1]], filled, depth + 1)
    return None
