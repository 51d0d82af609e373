"""Decision tables with rows that never decide, rows that contradict each other, and answers that no row fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from engine.analysis.coverage import Cover, Place, TooMuchError, is_certain
from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.expressions.types import Kind
from engine.model.issue import Issue, Severity
from engine.nodes import TableNode, build_grid

MOST_TOLD = 5
"""Pairs of rows told of one table."""
_JUDGED = ("unique", "any")


@checks.register("table-rows")
def find_table_faults(there: FlowGraph) -> Iterator[Issue]:
    """What can be said of each table whose cells are written values; and plainly when nothing can be said."""
    for node in there.flow.nodes.values():
        if not isinstance(node, TableNode) or node.id not in there.reachable:
            continue
        grid = build_grid(node, there.typed)
        if grid is None:
            yield from _untold(node, "its cells compare with other facts or calculations")
            continue
        judge = _Judge(node, Cover(grid))
        try:
            yield from judge.never_fit()
            yield from judge.overlap()
            yield from judge.gap()
        except TooMuchError:
            yield from _untold(node, "it has too many areas to look at")


def _untold(node: TableNode, why: str) -> Iterator[Issue]:
    """A note where the answer would matter."""
    if node.policy.name in _JUDGED or (node.policy.needs_a_row and not node.unmatched):
        yield Issue(
            rule="table-not-judged",
            severity=Severity.NOTE,
            pointer=node.pointer("rows"),
            what=f"Whether the rows of node “{node.id}” leave answers out or overlap cannot be told: {why}.",
            fix="" if node.unmatched else "Give it “unmatched”, so that nobody is stuck.",
        )


class _Judge:
    """Questions about the rows of one table, answered as issues."""

    def __init__(self, node: TableNode, cover: Cover) -> None:
        self._node = node
        self._cover = cover
        self._is_certain = is_certain(cover.grid, [column.is_fact for column in node.columns])

    def never_fit(self) -> Iterator[Issue]:
        """Rows that no answer fits, and rows behind others that fit all the same answers."""
        tried = 0
        for row in self._order():
            regions = self._cover.regions_of(row)
            name = self._node.rows[row].id
            if not all(regions):
                yield self._issue(
                    "never-fits", row, f"Row “{name}” of node “{self._node.id}” never fits: no answer does."
                )
                continue
            if self._node.policy.name in ("first", "priority") and self._cover.find_gap(tried, regions) is None:
                what = f"Row “{name}” of node “{self._node.id}” never decides: rows before it fit whatever it fits."
                yield self._issue("never-fits", row, what)
            tried |= 1 << row

    def _order(self) -> list[int]:
        rows = range(len(self._node.rows))
        by_rank = self._node.policy.name == "priority"
        return sorted(rows, key=self._node.policy.ranks.__getitem__) if by_rank else list(rows)

    def overlap(self) -> Iterator[Issue]:
        """Rows that can both fit where only one may, or where all have to give the same."""
        if self._node.policy.name in _JUDGED:
            yield from (self._overlapping(row, other) for row, other in islice(self._pairs(), MOST_TOLD))

    def _pairs(self) -> Iterator[tuple[int, int]]:
        rows = self._node.rows
        for row in range(len(rows)):
            if not all(self._cover.regions_of(row)):
                continue
            others = self._cover.overlapping(row) >> row + 1
            for other in range(row + 1, len(rows)):
                may_agree = self._node.policy.name == "any" and rows[row].then == rows[other].then
                if others >> (other - row - 1) & 1 and not may_agree:
                    yield row, other

    def _overlapping(self, row: int, other: int) -> Issue:
        first, second = self._node.rows[row].id, self._node.rows[other].id
        wrong = (
            "but the hit policy “unique” allows only one"
            if self._node.policy.name == "unique"
            else "and give different outputs, but with the hit policy “any” all have to give the same"
        )
        when = self._said(self._cover.shared(row, other))
        return self._issue(
            "rows-overlap",
            other,
            f"Rows “{first}” and “{second}” of node “{self._node.id}” {self._can()} both fit{when}, {wrong}.",
            "Let them exclude each other, or choose another hit policy.",
        )

    def gap(self) -> Iterator[Issue]:
        """An answer that no row fits, where the table has no way out for it."""
        if self._node.unmatched or not self._node.policy.needs_a_row:
            return
        place = self._cover.find_gap((1 << len(self._node.rows)) - 1)
        if place is None:
            return
        what = f"No row of node “{self._node.id}” fits{self._said(place)}, and there is no “unmatched”."
        fix = "Add a row, or “unmatched”: the node that follows then."
        pointer = self._node.pointer("rows")
        yield Issue(rule="no-row-fits", severity=self._severity, pointer=pointer, what=what, fix=fix)

    def _issue(self, rule: str, row: int, what: str, fix: str = "") -> Issue:
        pointer = self._node.pointer("rows", self._node.rows[row].id)
        severity = Severity.WARNING if rule == "never-fits" else self._severity
        return Issue(rule=rule, severity=severity, pointer=pointer, what=what, fix=fix)

    @property
    def _severity(self) -> Severity:
        """A note where the area may be impossible for reasons that are not looked at."""
        return Severity.WARNING if self._is_certain else Severity.NOTE

    def _can(self) -> str:
        return "can" if self._is_certain else "may"

    def _said(self, place: Place) -> str:
        """A place in words, without the inputs that make no difference."""
        axes = self._cover.grid.axes
        parts = [
            f"“{column.id}” is {_value(value, axis.type.kind)}"
            for column, axis, value in zip(self._node.columns, axes, place, strict=True)
            if len(axis.regions) > 1
        ]
        return f" when {' and '.join(parts)}" if parts else ""


def _value(value: object, kind: Kind) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if kind is Kind.MONEY and isinstance(value, int):
        return f"{value / 100:,.2f}"
    return "anything else" if value == "\0" else f"{value}"
