"""Plans a decision tree over a table's grid: which input to look at next, until few rows are left to try in turn.

The plan is bounded by the comparisons it takes to write it; a leaf that would still be long is to be looked up by bits.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from engine.nodes import Axis, Grid

MOST_TESTS = 6000
"""Comparisons written for one table, about: splitting ends when the leaves together come to more."""
MOST_IN_A_LEAF = 240
"""Comparisons in one leaf. A longer one looks the answer up instead."""
DEEPEST = 60
FEW = 3
"""This many rows are tried one after the other instead of being split further."""
MOST_CUTS = 16
"""Places considered for a split of one input."""

Box = tuple[tuple[int, ...], ...]
"""For each axis, the regions that are still possible."""


@dataclass
class Branch:
    """One area of the table: rows that may fit there, lowest bit first. Split in two, or a leaf."""

    live: int
    box: Box
    depth: int = 0
    axis: int = -1
    """The input that is looked at; -1 in a leaf."""
    inside: frozenset[int] = frozenset()
    """The regions of that input that lead to `yes`."""
    yes: Branch | None = None
    no: Branch | None = None
    settled: int = 0
    """The rows that fit everywhere in this area."""
    tests: int = 0
    """Comparisons that it takes to try its rows one after the other."""

    @property
    def is_decided(self) -> bool:
        """Whether nothing is gained by looking at another input."""
        return self.live.bit_count() <= FEW or bool(self.settled & self.live & -self.live) or self.depth >= DEEPEST

    @property
    def is_looked_up(self) -> bool:
        """Whether a leaf is too long to be written out."""
        return self.tests > MOST_IN_A_LEAF


def plan_tree(grid: Grid) -> Branch:
    """The tree for the lowest row that fits."""
    root = _area(grid, (1 << grid.count) - 1, tuple(tuple(range(len(axis.regions))) for axis in grid.axes), 0)
    ticket = itertools.count()
    waiting = [(-root.live.bit_count(), next(ticket), root)]
    written = min(root.tests, MOST_IN_A_LEAF)
    while waiting and written < MOST_TESTS:
        _, _, branch = heapq.heappop(waiting)
        split = None if branch.is_decided else _best_split(grid, branch)
        if split is None:
            continue
        branch.axis, branch.inside = split
        branch.yes, branch.no = _halves(grid, branch)
        written += 1 - min(branch.tests, MOST_IN_A_LEAF)
        for half in (branch.yes, branch.no):
            written += min(half.tests, MOST_IN_A_LEAF)
            heapq.heappush(waiting, (-half.live.bit_count(), next(ticket), half))
    return root


def _area(grid: Grid, live: int, box: Box, depth: int) -> Branch:
    """An area without the rows that stand behind one that fits everywhere in it."""
    everywhere = [_all(axis, regions, live) for axis, regions in zip(grid.axes, box, strict=True)]
    settled = live
    for rows in everywhere:
        settled &= rows
    if settled:
        live &= ((settled & -settled) << 1) - 1
    tests = sum((live & ~rows).bit_count() for rows in everywhere)
    return Branch(live=live, box=box, depth=depth, settled=settled, tests=tests)


def _halves(grid: Grid, branch: Branch) -> tuple[Branch, Branch]:
    axis = grid.axes[branch.axis]
    regions = branch.box[branch.axis]
    parts = (
        tuple(region for region in regions if region in branch.inside),
        tuple(region for region in regions if region not in branch.inside),
    )
    boxes = [(*branch.box[: branch.axis], part, *branch.box[branch.axis + 1 :]) for part in parts]
    lives = [branch.live & _any(axis, part) for part in parts]
    yes, no = (_area(grid, live, box, branch.depth + 1) for live, box in zip(lives, boxes, strict=True))
    return yes, no


def _best_split(grid: Grid, branch: Branch) -> tuple[int, frozenset[int]] | None:
    """The input and the regions that leave the fewest rows on both sides; None when nothing can be split."""
    best: tuple[int, int, int, tuple[int, ...]] | None = None
    for place, axis in enumerate(grid.axes):
        for inside, left, right in _cuts(axis, branch.box[place], branch.live):
            found = (left + right, max(left, right), place, inside)
            if best is None or found[:2] < best[:2]:
                best = found
    return None if best is None else (best[2], frozenset(best[3]))


def _cuts(axis: Axis, regions: tuple[int, ...], live: int) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Ways to split one input: the regions on one side, and how many rows may fit on each."""
    if len(regions) < 2:
        return
    before = list(itertools.accumulate((axis.masks[region] & live for region in regions), int.__or__))
    after = list(itertools.accumulate((axis.masks[region] & live for region in reversed(regions)), int.__or__))[::-1]
    step = max(1, (len(regions) - 1) // MOST_CUTS)
    for cut in range(1, len(regions), step):
        yield regions[:cut], before[cut - 1].bit_count(), after[cut].bit_count()
    if not axis.is_ordered:
        for place, region in enumerate(regions):
            rest = (before[place - 1] if place else 0) | (after[place + 1] if place + 1 < len(regions) else 0)
            yield (region,), (axis.masks[region] & live).bit_count(), rest.bit_count()


def _all(axis: Axis, regions: tuple[int, ...], live: int) -> int:
    """The rows that fit in each of these regions."""
    for region in regions:
        live &= axis.masks[region]
    return live


def _any(axis: Axis, regions: tuple[int, ...]) -> int:
    rows = 0
    for region in regions:
        rows |= axis.masks[region]
    return rows
