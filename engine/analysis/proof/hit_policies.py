"""Hit policies as formulas: what comes out of a decision table whose rows are judged (`engine.nodes.hits`).

A row that cannot be decided matters only where counting it would change what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from engine.analysis.proof.formulas import equal
from engine.analysis.proof.terms import NO, YES, Item, Items, Term, alike, both, chosen, count, either, merged, negated
from engine.nodes import UNKNOWN, UNMATCHED
from engine.nodes.hits import ROWS_DIFFER, TWO_FIT, Policy

Cells = Mapping[str, Term]
"""What a row gives to each output."""


@dataclass(frozen=True)
class Judged:
    """The rows of a table with the verdict on each, and what they give."""

    policy: Policy
    verdicts: Sequence[Term]
    cells: Sequence[Cells]
    nothing: Cells
    """Each output without a value."""

    @property
    def fits(self) -> list[z3.BoolRef]:
        return [verdict.is_true for verdict in self.verdicts]

    @property
    def doubts(self) -> list[z3.BoolRef]:
        """Whether each row cannot be decided."""
        return [negated(verdict.known) for verdict in self.verdicts]

    def drawn(self, deciding: Sequence[z3.BoolRef]) -> Cells:
        """What the row gives that decides."""
        found = self.nothing
        for decides, cells in zip(deciding, self.cells, strict=True):
            found = {fact: merged(decides, cells[fact], found[fact]) for fact in found}
        return found


@dataclass(frozen=True)
class Drawn:
    """What comes out: the rows that count, and a value for each output; or why nothing does."""

    rows: Sequence[z3.BoolRef]
    values: Cells
    why: Mapping[str, z3.BoolRef]

    @property
    def came_out(self) -> z3.BoolRef:
        return negated(either(*self.why.values()))


def draw(judged: Judged) -> Drawn:
    """What comes out of these verdicts."""
    return _DRAW[judged.policy.name](judged)


def _first(judged: Judged) -> Drawn:
    return _by_order(judged, range(len(judged.verdicts)))


def _priority(judged: Judged) -> Drawn:
    """The row that comes first by its rank, then by its place."""
    return _by_order(judged, sorted(range(len(judged.verdicts)), key=judged.policy.ranks.__getitem__))


def _by_order(judged: Judged, order: Sequence[int]) -> Drawn:
    """The first row in that order. One before it that may fit does not matter if it gives the same."""
    fits, doubts = judged.fits, judged.doubts
    deciding, ahead = [NO] * len(fits), [NO] * len(fits)
    none_yet = YES
    for row in order:
        deciding[row], ahead[row] = both(none_yet, fits[row]), none_yet
        none_yet = both(none_yet, negated(fits[row]))
    values = judged.drawn(deciding)
    unsure = either(
        *(
            both(doubts[row], ahead[row], either(none_yet, negated(_same(cells, values))))
            for row, cells in enumerate(judged.cells)
            if not z3.is_false(doubts[row])
        )
    )
    why = {UNMATCHED: both(none_yet, negated(either(*doubts))), UNKNOWN: unsure}
    return Drawn(deciding, values, why)


def _unique(judged: Judged) -> Drawn:
    """One row alone. A second one that may fit makes it unknown."""
    fits = judged.fits
    one, two = NO, NO
    for fit in fits:
        one, two = either(one, fit), either(two, both(one, fit))
    doubtful = either(*judged.doubts)
    why = {
        TWO_FIT: two,
        UNKNOWN: both(doubtful, negated(two)),
        UNMATCHED: both(negated(doubtful), negated(one)),
    }
    return Drawn(fits, judged.drawn(fits), why)


def _any(judged: Judged) -> Drawn:
    """What all rows that fit agree on."""
    fits, doubts = judged.fits, judged.doubts
    deciding, ahead, none_yet = [], [], YES
    for fit in fits:
        deciding.append(both(none_yet, fit))
        ahead.append(none_yet)
        none_yet = both(none_yet, negated(fit))
    values = judged.drawn(deciding)
    agrees = [_same(cells, values) for cells in judged.cells]
    agreed = both(*(either(negated(fit), same) for fit, same in zip(fits, agrees, strict=True)))
    undisturbed = both(*(either(negated(doubt), same) for doubt, same in zip(doubts, agrees, strict=True)))
    against = either(*(both(fit, _differ(cells, values)) for fit, cells in zip(fits, judged.cells, strict=True)))
    # A row that may fit, would come first and gives nothing would leave the others nothing to differ from.
    muddled = either(*(both(doubts[row], ahead[row], _is_mute(judged, row)) for row in range(len(fits))))
    anything, differ = negated(none_yet), both(against, negated(muddled))
    why = {
        UNMATCHED: both(none_yet, negated(either(*doubts))),
        ROWS_DIFFER: both(anything, negated(agreed), differ),
        UNKNOWN: either(
            both(none_yet, either(*doubts)),
            both(anything, agreed, negated(undisturbed)),
            both(anything, negated(agreed), negated(differ)),
        ),
    }
    return Drawn(deciding, values, why)


def _is_mute(judged: Judged, row: int) -> z3.BoolRef:
    """Whether what the row gives differs from no row that fits, because it gives too little."""
    mine = judged.cells[row]
    if all(z3.is_true(term.known) for term in mine.values()):
        return NO  # two rows that differ do not both give the same as this one
    pairs = zip(judged.fits, judged.cells, strict=True)
    return both(*(either(negated(fit), negated(_differ(mine, cells))) for fit, cells in pairs))


def _collect(judged: Judged) -> Drawn:
    return _gathered(judged, range(len(judged.verdicts)))


def _output_order(judged: Judged) -> Drawn:
    return _gathered(judged, sorted(range(len(judged.verdicts)), key=judged.policy.ranks.__getitem__))


def _gathered(judged: Judged, order: Sequence[int]) -> Drawn:
    """All rows that fit, put together. One that may fit does not matter if the whole stays as it is."""
    policy, fits, doubts = judged.policy, judged.fits, judged.doubts
    anything, doubtful = either(*fits), either(*doubts)
    if policy.gather == "count":
        values = {fact: Term(count(fits)) for fact in judged.nothing}
        return Drawn(fits, values, {UNKNOWN: doubtful})
    values, moved = {}, []
    for fact, nothing in judged.nothing.items():
        column = [(fits[row], judged.cells[row][fact]) for row in order]
        given = both(*(either(negated(fit), cell.known) for fit, cell in column))
        values[fact] = Term(_GATHER[policy.gather](column, nothing), given)
        moved += [
            both(doubts[row], given, negated(_leaves(policy.gather, judged.cells[row][fact], values[fact])))
            for row in order
            if not z3.is_false(doubts[row])
        ]
    unsure = either(*moved)
    if not policy.needs_a_row:
        return Drawn(fits, values, {UNKNOWN: unsure})
    why = {
        UNMATCHED: both(negated(anything), negated(doubtful)),
        UNKNOWN: either(both(negated(anything), doubtful), both(anything, unsure)),
    }
    return Drawn(fits, values, why)


def _leaves(gather: str, cell: Term, whole: Term) -> z3.BoolRef:
    """Whether a whole that is known stays as it is when the cell joins it."""
    if gather == "list":
        return NO
    left, right = alike([cell.value, z3.IntVal(0) if gather == "sum" else whole.value])
    return both(cell.known, {"sum": left == right, "min": left >= right, "max": left <= right}[gather])


Column = Sequence[tuple[z3.BoolRef, Term]]


def _sum(column: Column, nothing: Term) -> Any:
    numbers = alike([cell.value for _, cell in column])
    return z3.Sum([z3.If(fit, number, 0) for (fit, _), number in zip(column, numbers, strict=True)])


def _extreme(is_better: Callable[[Any, Any], z3.BoolRef]) -> Callable[[Column, Term], Any]:
    def gather(column: Column, nothing: Term) -> Any:
        found, anything = nothing.value, NO
        for fit, cell in column:
            left, right = alike([cell.value, found])
            found = chosen(both(fit, either(negated(anything), is_better(left, right))), cell.value, found)
            anything = either(anything, fit)
        return found

    return gather


def _list(column: Column, nothing: Term) -> Any:
    """The options that are given; or the members, in order."""
    if not isinstance(nothing.value, Items):
        return {option: either(*(both(fit, cell.value[option]) for fit, cell in column)) for option in nothing.value}
    return Items(tuple(Item(fit, cell.value.each[0].facts) for fit, cell in column))


_GATHER: Mapping[str, Callable[[Column, Term], Any]] = {
    "sum": _sum,
    "min": _extreme(lambda left, right: left < right),
    "max": _extreme(lambda left, right: left > right),
    "list": _list,
}
_DRAW: Mapping[str, Callable[[Judged], Drawn]] = {
    "unique": _unique,
    "first": _first,
    "any": _any,
    "priority": _priority,
    "collect": _collect,
    "rule-order": _collect,
    "output-order": _output_order,
}


def _same(one: Cells, other: Cells) -> z3.BoolRef:
    """Whether two rows give the same."""
    return both(*(_alike(one[fact], other[fact]) for fact in one))


def _alike(one: Term, other: Term) -> z3.BoolRef:
    same = both(one.known, other.known, equal(one.value, other.value))
    return either(same, both(negated(one.known), negated(other.known)))


def _differ(one: Cells, other: Cells) -> z3.BoolRef:
    """Whether two rows both give a value to an output, and not the same."""
    return either(
        *(both(one[fact].known, other[fact].known, negated(equal(one[fact].value, other[fact].value))) for fact in one)
    )
