"""Decision tables as formulas: which row decides, what comes out, and by which way the table is left.

Exact for tables in which one row decides (`first`, `unique`); what `engine.nodes.hits` says of rows that cannot be
decided holds here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import z3

from engine.analysis.proof.formulas import equal
from engine.analysis.proof.terms import NO, Term, both, either, merged, negated
from engine.expressions.typed import Key
from engine.nodes import UNKNOWN, UNMATCHED, Node, TableNode
from engine.nodes.hits import TWO_FIT

EXACT_POLICIES = frozenset({"first", "unique"})
Names = dict[Key, Term]


@dataclass(frozen=True)
class Reading:
    """How the writer of the formulas reads an expression of the table, by its pointer."""

    condition: Callable[[str, Names], Term]
    value: Callable[[str, Names], Term | None]
    """None where nothing stands there."""


@dataclass(frozen=True)
class Left:
    """How a table is left."""

    exits: Mapping[str, z3.BoolRef]
    stuck: Mapping[str, z3.BoolRef]
    """By the engine's word for why nothing comes out and no exit is there for it."""
    deciding: Sequence[z3.BoolRef]
    """For each row, when it decides."""
    outputs: Mapping[str, Term]
    """By fact; without a value where nothing comes out."""


def is_exact_table(node: Node) -> bool:
    """Whether the formulas of this table say exactly what it does."""
    return (
        isinstance(node, TableNode)
        and node.policy.name in EXACT_POLICIES
        and not any(output.members for output in node.outputs)
    )


def leave_table(node: TableNode, names: Names, reading: Reading, nothing: Mapping[str, Term]) -> Left:
    """The ways out of a table that `is_exact_table`. `nothing` is each output without a value."""
    here = dict(names)
    for column in node.columns:
        if not column.is_fact:
            found = reading.value(node.pointer("inputs", column.id, "value"), here)
            assert found is not None, "an input has a value"
            here[0, column.name] = found
    verdicts = [reading.condition(node.pointer("rows", row.id, "when"), here) for row in node.rows]
    cells = [_cells(node, row.id, here, reading, nothing) for row in node.rows]
    deciding, failing = (_first if node.policy.name == "first" else _unique)(verdicts, cells)
    unmatched = both(*(verdict.is_false for verdict in verdicts))
    outputs = {fact: _drawn(deciding, [row[fact] for row in cells], nothing[fact]) for fact in nothing}
    exits, undecided = _exits(node, here, reading, outputs, either(*deciding))
    unknown = either(undecided, both(negated(either(*deciding)), negated(unmatched), negated(failing)))
    stuck = {} if node.policy.name == "first" else {TWO_FIT: failing}
    for name, holds in ((UNMATCHED, unmatched), (UNKNOWN, unknown)):
        (exits if getattr(node, name) else stuck)[name] = holds
    return Left(exits, stuck, deciding, outputs)


def _cells(node: TableNode, row: str, names: Names, reading: Reading, nothing: Mapping[str, Term]) -> dict[str, Term]:
    pointer = node.pointer("rows", row, "then")
    return {fact: reading.value(f"{pointer}/{fact}", names) or nothing[fact] for fact in nothing}


def _first(verdicts: Sequence[Term], cells: Sequence[Mapping[str, Term]]) -> tuple[list[z3.BoolRef], z3.BoolRef]:
    """When each row decides: none before it holds, and one that may hold would give the same."""
    deciding = []
    for place, verdict in enumerate(verdicts):
        before = [
            either(each.is_false, both(negated(each.known), _same(cells[number], cells[place])))
            for number, each in enumerate(verdicts[:place])
        ]
        deciding.append(both(verdict.is_true, *before))
    return deciding, NO


def _unique(verdicts: Sequence[Term], cells: Sequence[Mapping[str, Term]]) -> tuple[list[z3.BoolRef], z3.BoolRef]:
    """When each row decides: it alone holds, and all others do not. Two that hold are a failure."""
    deciding = [
        both(verdict.is_true, *(each.is_false for other, each in enumerate(verdicts) if other != place))
        for place, verdict in enumerate(verdicts)
    ]
    return deciding, either(*(both(one.is_true, other.is_true) for one, other in combinations(verdicts, 2)))


def _same(one: Mapping[str, Term], other: Mapping[str, Term]) -> z3.BoolRef:
    """Whether two rows give the same."""
    return both(*(_alike(one[fact], other[fact]) for fact in one))


def _alike(one: Term, other: Term) -> z3.BoolRef:
    return both(one.known == other.known, either(negated(one.known), equal(one.value, other.value)))


def _drawn(deciding: Sequence[z3.BoolRef], cells: Sequence[Term], nothing: Term) -> Term:
    found = nothing
    for decides, cell in zip(deciding, cells, strict=True):
        found = merged(decides, cell, found)
    return found


def _exits(
    node: TableNode, names: Names, reading: Reading, outputs: Mapping[str, Term], decided: z3.BoolRef
) -> tuple[dict[str, z3.BoolRef], z3.BoolRef]:
    """The ways out once a row decided; and when the output that chooses between them has no value."""
    if not node.value_exits:
        return {"next": decided}, NO
    fact = node.outputs[0].fact
    chooses = outputs[fact]
    here = {**names, (0, fact): chooses}
    open_, exits = both(decided, chooses.known), {}
    for each in node.value_exits:
        is_it = reading.condition(node.pointer("exits", each.id, "is"), here)
        exits[each.id] = both(open_, is_it.is_true)
        open_ = both(open_, negated(is_it.is_true))
    exits["otherwise"] = open_
    return exits, both(decided, negated(chooses.known))
