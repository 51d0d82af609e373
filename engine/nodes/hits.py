"""What comes out of a decision table once its rows are judged: hit policies, as DMN 1.x means them.

A row that cannot be decided matters only when counting it would change what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.model.values import Value

UNKNOWN = "unknown"
UNMATCHED = "unmatched"
TWO_FIT = "two-rows-fit"
ROWS_DIFFER = "rows-differ"

Cells: TypeAlias = tuple[Value | None, ...]
"""The values of one row, output by output."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What came out: the rows that count, by position, and a value for each output; or why nothing did."""

    rows: tuple[int, ...] = ()
    values: Cells = ()
    why: str = ""
    """unknown, unmatched, two-rows-fit or rows-differ; empty when something came out."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How the rows that fit become one result."""

    name: str
    gather: str = "list"
    """For `collect`: list, sum, min, max or count."""
    ranks: tuple[tuple[int, ...], ...] = ()
    """For `priority` and `output-order`: each row's place in the order of the output values; lower comes first."""
    width: int = 1
    """How many outputs there are."""

    @property
    def is_single(self) -> bool:
        """Whether one row alone gives the result."""
        return self.name in ("unique", "first", "any", "priority")

    @property
    def needs_a_row(self) -> bool:
        """Whether nothing comes out when no row fits; a list is then empty and a count 0."""
        return self.is_single or self.gather in ("sum", "min", "max")

    def settle(self, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
        """What comes out when exactly these rows fit, given in order."""
        if not rows and self.needs_a_row:
            return Drawn(why=UNMATCHED)
        return _SETTLE[self.name](self, rows, cells)


def draw(policy: Policy, verdicts: Sequence[bool | None], cells: Callable[[int], Cells]) -> Drawn:
    """What comes out of these verdicts: true, false, or None for a row that cannot be decided."""
    fits = [row for row, verdict in enumerate(verdicts) if verdict]
    drawn = policy.settle(fits, cells)
    doubtful = [row for row, verdict in enumerate(verdicts) if verdict is None]
    for row in doubtful:
        other = policy.settle(sorted([*fits, row]), cells)
        if (other.why, other.values) != (drawn.why, drawn.values):
            return Drawn(why=UNKNOWN)
    return drawn


def _first(policy: Policy, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
    return Drawn(rows=(rows[0],), values=cells(rows[0]))


def _unique(policy: Policy, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
    return _first(policy, rows, cells) if len(rows) == 1 else Drawn(why=TWO_FIT)


def _any(policy: Policy, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
    first, *others = map(cells, rows)
    if all(other == first for other in others):
        return _first(policy, rows, cells)
    return Drawn(why=ROWS_DIFFER if any(_differ(first, other) for other in others) else UNKNOWN)


def _differ(one: Cells, other: Cells) -> bool:
    return any(a != b for a, b in zip(one, other, strict=True) if a is not None and b is not None)


def _priority(policy: Policy, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
    return _first(policy, [min(rows, key=policy.ranks.__getitem__)], cells)


def _collect(policy: Policy, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
    if policy.gather == "count":
        return Drawn(rows=tuple(rows), values=(len(rows),))
    columns = list(zip(*map(cells, rows), strict=True)) or [()] * policy.width
    gather = _GATHER[policy.gather]
    return Drawn(rows=tuple(rows), values=tuple(gather(column) for column in columns))


def _output_order(policy: Policy, rows: Sequence[int], cells: Callable[[int], Cells]) -> Drawn:
    return _collect(policy, sorted(rows, key=policy.ranks.__getitem__), cells)


_SETTLE: Mapping[str, Callable[[Policy, Sequence[int], Callable[[int], Cells]], Drawn]] = {
    "unique": _unique,
    "first": _first,
    "any": _any,
    "priority": _priority,
    "collect": _collect,
    "rule-order": _collect,
    "output-order": _output_order,
}


def _known(gather: Callable[[Sequence[Any]], Any]) -> Callable[[Sequence[Any]], Any]:
    """The same, but unknown as soon as one of the values is."""
    return lambda column: None if any(value is None for value in column) else gather(column)


_GATHER: Mapping[str, Callable[[Sequence[Any]], Any]] = {
    "list": _known(tuple),
    "sum": _known(sum),
    "min": _known(min),
    "max": _known(max),
}
