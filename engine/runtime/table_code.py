"""Writes the Python code of a table's tree, through `ast`: comparisons of its inputs that end in ready-made values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from engine.nodes import Axis, Grid
from engine.runtime.pieces import name
from engine.runtime.table_tree import Branch


class TreeWriter:
    """Writes one tree. `give` says what a row gives, None for no row; `look_up` what a leaf does that is too large."""

    def __init__(
        self,
        grid: Grid,
        variables: Sequence[str],
        give: Callable[[int | None], ast.stmt],
        look_up: Callable[[], ast.stmt],
        constant: Callable[[Any], ast.expr],
    ) -> None:
        self._grid = grid
        self._variables = variables
        self._give = give
        self._look_up = look_up
        self._constant = constant

    def write(self, branch: Branch) -> list[ast.stmt]:
        """The statements for one area; they always return."""
        if branch.yes is not None and branch.no is not None:
            test = self._test(branch.axis, branch.box[branch.axis], branch.inside)
            return [ast.If(test=test, body=self.write(branch.yes), orelse=[]), *self.write(branch.no)]
        return list(self._leaf(branch))

    def _leaf(self, branch: Branch) -> Iterator[ast.stmt]:
        if branch.is_looked_up:
            yield self._look_up()
            return
        for row in _bits(branch.live):
            if branch.settled >> row & 1:
                yield self._give(row)
                return
            yield ast.If(test=self._fits(row, branch), body=[self._give(row)], orelse=[])
        yield self._give(None)

    def _fits(self, row: int, branch: Branch) -> ast.expr:
        """Whether a row fits, as far as this area leaves it open."""
        tests: list[ast.expr] = []
        for place, axis in enumerate(self._grid.axes):
            regions = branch.box[place]
            inside = frozenset(region for region in regions if axis.masks[region] >> row & 1)
            if len(inside) < len(regions):
                tests.append(self._test(place, regions, inside))
        return tests[0] if len(tests) == 1 else ast.BoolOp(op=ast.And(), values=tests)

    def _test(self, place: int, regions: tuple[int, ...], inside: frozenset[int]) -> ast.expr:
        """Whether an input that lies in `regions` lies in those `inside`."""
        axis, variable = self._grid.axes[place], self._variables[place]
        if axis.is_ordered:
            runs = [self._between(axis, variable, regions, run) for run in _runs(regions, inside)]
            return runs[0] if len(runs) == 1 else ast.BoolOp(op=ast.Or(), values=runs)
        outside = [region for region in regions if region not in inside]
        is_open = any(not axis.regions[region].is_point for region in inside)
        if is_open or (len(outside) < len(inside) and all(axis.regions[region].is_point for region in outside)):
            return self._among(axis, variable, outside, is_in=False)
        return self._among(axis, variable, sorted(inside), is_in=True)

    def _among(self, axis: Axis, variable: str, regions: Sequence[int], *, is_in: bool) -> ast.expr:
        values = [axis.regions[region].sample for region in regions]
        if len(values) == 1 and isinstance(values[0], bool):
            return name(variable) if values[0] is is_in else ast.UnaryOp(op=ast.Not(), operand=name(variable))
        if len(values) == 1:
            operator: ast.cmpop = ast.Eq() if is_in else ast.NotEq()
            return ast.Compare(left=name(variable), ops=[operator], comparators=[self._constant(values[0])])
        operator = ast.In() if is_in else ast.NotIn()
        return ast.Compare(left=name(variable), ops=[operator], comparators=[self._constant(frozenset(values))])

    def _between(self, axis: Axis, variable: str, regions: tuple[int, ...], run: tuple[int, int]) -> ast.expr:
        """Whether an ordered input lies in a run of regions; ends that are certain are not tested."""
        low, high = run
        tests: list[ast.expr] = []
        if low != regions[0]:
            point = axis.regions[low if axis.regions[low].is_point else low - 1]
            at: ast.cmpop = ast.GtE() if axis.regions[low].is_point else ast.Gt()
            tests.append(ast.Compare(left=name(variable), ops=[at], comparators=[self._constant(point.sample)]))
        if high != regions[-1]:
            point = axis.regions[high if axis.regions[high].is_point else high + 1]
            at = ast.LtE() if axis.regions[high].is_point else ast.Lt()
            tests.append(ast.Compare(left=name(variable), ops=[at], comparators=[self._constant(point.sample)]))
        return tests[0] if len(tests) == 1 else ast.BoolOp(op=ast.And(), values=tests)


def _bits(rows: int) -> Iterator[int]:
    while rows:
        lowest = rows & -rows
        yield lowest.bit_length() - 1
        rows ^= lowest


def _runs(regions: tuple[int, ...], inside: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The runs of neighbouring regions that are inside, each by its first and last."""
    for is_inside, run in groupby(regions, key=inside.__contains__):
        if is_inside:
            members = list(run)
            yield members[0], members[-1]
