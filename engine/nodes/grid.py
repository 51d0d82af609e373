"""A decision table as areas: each input's values fall into regions, in which every row either fits or does not.

That is what code for a table, and proofs about it, are made of. A table whose cells read other facts has no grid.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from engine.expressions import Typed, constant_of, evaluate
from engine.expressions.types import CALENDAR, NUMERIC, Kind, Type
from engine.nodes.table import TableNode

_TESTS = frozenset({"and", "or", "!", "==", "===", "!=", "!==", "<", "<=", ">", ">=", "in"})
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Region:
    """Values of one input that every cell treats alike. `sample` is one of them."""

    sample: Any
    is_point: bool = True
    """False for all values between two points, beyond the last, or different from every point."""


@dataclass(frozen=True)
class Axis:
    """One input: its regions in order, and for each the rows that fit there, as bits."""

    name: str
    type: Type
    regions: tuple[Region, ...]
    masks: tuple[int, ...]
    is_ordered: bool
    is_discrete: bool

    @property
    def everything(self) -> int:
        """The rows that fit everywhere on this axis."""
        rows = self.masks[0]
        for mask in self.masks[1:]:
            rows &= mask
        return rows


@dataclass(frozen=True)
class Grid:
    """All inputs of a table; row n is bit n."""

    axes: tuple[Axis, ...]
    count: int


def build_grid(node: TableNode, typed: Mapping[str, Typed]) -> Grid | None:
    """The areas of a table; None when a cell compares with anything but written values."""
    rows = [typed[node.pointer("rows", row.id, "when")].args for row in node.rows]
    axes: list[Axis] = []
    for place, column in enumerate(node.columns):
        kind = typed[node.pointer("inputs", column.id, "value")].type
        axis = _axis(column.name, kind, [cells[place] for cells in rows])
        if axis is None:
            return None
        axes.append(axis)
    return Grid(axes=tuple(axes), count=len(rows))


def _axis(name: str, kind: Type, cells: Sequence[Typed]) -> Axis | None:
    if not all(_is_written(cell, name) for cell in cells):
        return None
    points = [_points(cell) for cell in cells]
    if kind.kind in NUMERIC | CALENDAR:
        return _ordered(name, kind, cells, points)
    if kind.kind in (Kind.BOOLEAN, Kind.CHOICE, Kind.TEXT):
        return _unordered(name, kind, cells, points)
    return None


def _is_written(cell: Typed, name: str) -> bool:
    """Whether a cell compares the input itself with written values, and reads nothing else."""
    if not cell.reads or cell.op == "var":
        return cell.op != "var" or cell.data == (0, name)
    return cell.op in _TESTS and all(_is_written(arg, name) for arg in cell.args)


def _points(cell: Typed) -> set[Any]:
    """The written values of a cell."""
    if not cell.reads:
        value = constant_of(cell)
        return set(value) if isinstance(value, tuple) else {value}
    return set().union(*(_points(arg) for arg in cell.args))


# --- numbers, amounts, dates ---


def _ordered(name: str, kind: Type, cells: Sequence[Typed], points: Sequence[set[Any]]) -> Axis:
    # A cell that always holds is written as true: that is no point of the axis.
    own = [sorted(each for each in some if not isinstance(each, bool)) for some in points]
    cuts = sorted(set().union(*own))
    step = _STEPS.get(kind.kind) if kind.kind in CALENDAR or kind.is_whole else None
    regions = list(_line(cuts, step, kind))
    starts = [region.sample for region in regions]
    masks = [0] * len(regions)
    for row, (cell, its) in enumerate(zip(cells, own, strict=True)):
        bit = 1 << row
        for region in _line(its, step, kind):
            if evaluate(cell, {name: region.sample}):
                low, high = _span(region, its, starts, regions)
                for index in range(low, high):
                    masks[index] |= bit
    return Axis(name, kind, tuple(regions), tuple(masks), is_ordered=True, is_discrete=step is not None)


def _line(points: Sequence[Any], step: Callable[[Any, int], Any] | None, kind: Type) -> Iterator[Region]:
    """The points and what lies before, between and after them."""
    if not points:
        yield Region(date(2000, 1, 1) if kind.kind in CALENDAR else 0, is_point=False)
        return
    move = step or _move_number
    yield Region(move(points[0], -1), is_point=False)
    for before, after in zip(points, [*points[1:], None], strict=True):
        yield Region(before)
        if after is None:
            yield Region(move(before, 1), is_point=False)
        elif step is None:
            yield Region(Fraction(before + after) / 2, is_point=False)
        elif step(before, 1) < after:
            yield Region(step(before, 1), is_point=False)


def _span(region: Region, its: Sequence[Any], starts: Sequence[Any], regions: Sequence[Region]) -> tuple[int, int]:
    """Which regions of the whole axis one region of a cell takes up."""
    if region.is_point:
        index = bisect_left(starts, region.sample)
        return index, index + 1
    place = bisect_left(its, region.sample)
    low = bisect_left(starts, its[place - 1]) + 1 if place else 0
    high = bisect_left(starts, its[place]) if place < len(its) else len(regions)
    return low, high


def _move_number(value: Any, steps: int) -> Any:
    return value + steps


def _move_date(value: date, steps: int) -> date:
    edge = date.min if steps < 0 else date.max
    return value if value == edge else value + steps * _DAY


def _move_month(value: date, steps: int) -> date:
    months = min(max(value.year * 12 + value.month - 1 + steps, 12), 9999 * 12 + 11)
    return date(months // 12, months % 12 + 1, 1)


_STEPS: Mapping[Kind, Callable[[Any, int], Any]] = {
    Kind.NUMBER: _move_number,
    Kind.MONEY: _move_number,
    Kind.DATE: _move_date,
    Kind.MONTH: _move_month,
}


# --- yes or no, options, texts ---


def _unordered(name: str, kind: Type, cells: Sequence[Typed], points: Sequence[set[Any]]) -> Axis:
    written = dict.fromkeys(each for some in points for each in sorted(some, key=str) if isinstance(each, str))
    if kind.kind is Kind.BOOLEAN:
        regions = [Region(True), Region(False)]
    else:
        regions = [Region(value) for value in dict.fromkeys((*kind.options, *written))]
    if kind.kind is Kind.TEXT:
        regions.append(Region("\0", is_point=False))
    masks = [
        sum(1 << row for row, cell in enumerate(cells) if evaluate(cell, {name: region.sample})) for region in regions
    ]
    return Axis(name, kind, tuple(regions), tuple(masks), is_ordered=False, is_discrete=True)
