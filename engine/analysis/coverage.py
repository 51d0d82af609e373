"""Which answers the rows of a decision table leave out, cover twice or never let a row decide.

Exact where cells are written values. An input that is worked out, or stands in two columns, can make an area
impossible that looks possible here; dates have limits that are not looked at: what is found there is only possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.expressions.types import CALENDAR, NUMERIC
from engine.nodes import Axis, Grid

MOST_STEPS = 20_000
"""Areas looked at for one question; beyond them nothing is said."""

Place = tuple[Any, ...]
"""One sample answer for each input."""


class TooMuchError(Exception):
    """Finding out would take too long."""


@dataclass
class Cover:
    """Questions about one grid."""

    grid: Grid
    steps: int = field(default=0, init=False)

    @cached_property
    def possible(self) -> tuple[tuple[int, ...], ...]:
        """For each axis, the regions in which some answer of the fact's domain lies."""
        return tuple(
            tuple(index for index in range(len(axis.regions)) if _holds_an_answer(axis, index))
            for axis in self.grid.axes
        )

    def regions_of(self, row: int) -> tuple[tuple[int, ...], ...]:
        """For each axis, the possible regions where a row fits."""
        return tuple(
            tuple(region for region in regions if axis.masks[region] >> row & 1)
            for axis, regions in zip(self.grid.axes, self.possible, strict=True)
        )

    def find_gap(self, rows: int, within: Sequence[Sequence[int]] | None = None) -> Place | None:
        """An answer that none of these rows fits, if there is one. Raises TooMuchError."""
        self.steps = 0
        inside = self.possible if within is None else within
        left = [0] * len(inside)
        fits = (1 << self.grid.count) - 1
        for index in reversed(range(len(inside))):
            fits &= _everywhere(self.grid.axes[index], inside[index])
            left[index] = fits
        place = self._gap(0, rows, inside, left, set())
        return None if place is None else self._sample(place)

    def _gap(
        self, index: int, rows: int, inside: Sequence[Sequence[int]], left: Sequence[int], seen: set[tuple[int, int]]
    ) -> tuple[int, ...] | None:
        if not rows:
            return tuple(regions[0] for regions in inside[index:])
        if index == len(inside) or rows & left[index] or (index, rows) in seen:
            return None
        seen.add((index, rows))
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchError
        for region in inside[index]:
            behind = self._gap(index + 1, rows & self.grid.axes[index].masks[region], inside, left, seen)
            if behind is not None:
                return (region, *behind)
        return None

    def overlapping(self, row: int) -> int:
        """The rows that can fit together with this one, as bits."""
        together = (1 << self.grid.count) - 1
        for axis, regions in zip(self.grid.axes, self.regions_of(row), strict=True):
            fits = 0
            for region in regions:
                fits |= axis.masks[region]
            together &= fits
        return together & ~(1 << row)

    def shared(self, row: int, other: int) -> Place:
        """An answer that both rows fit."""
        both = zip(self.regions_of(row), self.regions_of(other), strict=True)
        return self._sample(tuple(next(region for region in one if region in two) for one, two in both))

    def _sample(self, place: Sequence[int]) -> Place:
        return tuple(_sample(axis, region) for axis, region in zip(self.grid.axes, place, strict=True))


def _everywhere(axis: Axis, regions: Sequence[int]) -> int:
    rows = -1
    for region in regions:
        rows &= axis.masks[region]
    return rows


def _sample(axis: Axis, index: int) -> Any:
    """A value of the region that lies in the fact's domain."""
    region, bounds = axis.regions[index], axis.type.bounds
    if axis.type.kind in NUMERIC and not region.is_point:
        if bounds.low is not None and region.sample < bounds.low:
            return bounds.low
        if bounds.high is not None and region.sample > bounds.high:
            return bounds.high
    return region.sample


def _holds_an_answer(axis: Axis, index: int) -> bool:
    if axis.type.kind not in NUMERIC:
        return True
    region, bounds = axis.regions[index], axis.type.bounds
    if region.is_point:
        return region.sample in bounds
    after = axis.regions[index + 1].sample if index + 1 < len(axis.regions) else None
    before = axis.regions[index - 1].sample if index else None
    low = before is None or bounds.high is None or before < bounds.high
    high = after is None or bounds.low is None or bounds.low < after
    return low and high


def is_certain(grid: Grid, facts: Sequence[bool]) -> bool:
    """Whether every area of the grid can be met. `facts` tells which inputs are facts and not worked out."""
    names = [axis.name for axis in grid.axes]
    return all(facts) and len(set(names)) == len(names) and not any(axis.type.kind in CALENDAR for axis in grid.axes)
