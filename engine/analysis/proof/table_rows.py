"""Decision tables as formulas: which rows count, what comes out, and by which way the table is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import z3

from engine.analysis.proof.formulas import number
from engine.analysis.proof.hit_policies import Cells, Drawn, Judged, draw
from engine.analysis.proof.states import Names
from engine.analysis.proof.terms import NO, Item, Items, Term, both, either, negated
from engine.expressions.types import NUMERIC, Kind, Type, fact_type
from engine.model.flow import Fact
from engine.nodes import UNKNOWN, TableNode


@dataclass(frozen=True)
class Reading:
    """How the writer of the formulas reads an expression of the table, by its pointer."""

    condition: Callable[[str, Names], Term]
    value: Callable[[str, Names], Term | None]
    """None where nothing stands there."""
    nothing: Callable[[Type], Term]
    selection: Callable[[Term, Type], Term]


@dataclass(frozen=True)
class Left:
    """How a table is left."""

    exits: Mapping[str, z3.BoolRef]
    stuck: Mapping[str, z3.BoolRef]
    """When it cannot be left, by the reason."""
    outputs: Mapping[str, Term]
    """By fact; without a value where nothing comes out."""
    rows: Mapping[str, z3.BoolRef]
    """When each row counts, among those that count."""


def leave_table(node: TableNode, names: Names, reading: Reading, facts: Mapping[str, Fact]) -> Left:
    """The ways out of a table."""
    here = names
    for column in node.columns:
        if not column.is_fact:
            found = reading.value(node.pointer("inputs", column.id, "value"), here)
            assert found is not None, "an input has a value"
            here = here.supposing({(0, column.name): found})
    filled = {fact: facts[fact] for fact in node.fills}
    drawn = draw(
        Judged(
            policy=node.policy,
            verdicts=[reading.condition(node.pointer("rows", row.id, "when"), here) for row in node.rows],
            cells=[_cells(node, row.id, here, reading, filled) for row in node.rows],
            nothing={name: reading.nothing(fact_type(fact)) for name, fact in filled.items()},
        )
    )
    return _leave(node, here, reading, drawn, filled)


def _leave(node: TableNode, names: Names, reading: Reading, drawn: Drawn, facts: Mapping[str, Fact]) -> Left:
    outputs = {name: _fitted(fact, drawn.values[name]) for name, fact in facts.items()}
    exits, undecided = _exits(node, names, reading, outputs, drawn.came_out)
    goes_on = both(drawn.came_out, negated(undecided))
    stuck: dict[str, z3.BoolRef] = {}
    for why, holds in {**drawn.why, UNKNOWN: either(drawn.why.get(UNKNOWN, NO), undecided)}.items():
        ways_out = exits if getattr(node, why, "") else stuck
        ways_out[why] = holds
    return Left(
        exits=exits,
        stuck=stuck,
        outputs={name: Term(term.value, both(term.known, goes_on)) for name, term in outputs.items()},
        rows={row.id: both(goes_on, counts) for row, counts in zip(node.rows, drawn.rows, strict=True)},
    )


def _cells(node: TableNode, row: str, names: Names, reading: Reading, facts: Mapping[str, Fact]) -> Cells:
    """What a row gives to each output."""
    found = {}
    for output in node.outputs:
        pointer = f"{node.pointer('rows', row, 'then')}/{output.fact}"
        fact, wanted = facts[output.fact], fact_type(facts[output.fact])
        given = _member(fact, pointer, names, reading) if output.members else reading.value(pointer, names)
        if given is not None and wanted.kind is Kind.CHOICES:
            given = reading.selection(given, wanted)
        found[output.fact] = given or reading.nothing(wanted)
    return found


def _member(fact: Fact, pointer: str, names: Names, reading: Reading) -> Term:
    """One member of a list; without a value as soon as one of its facts is."""
    types = fact_type(fact).members or {}
    given = {name: reading.value(f"{pointer}/{name}", names) for name in types}
    facts = {name: given[name] or reading.nothing(fact_type(each)) for name, each in types.items()}
    known = both(*(term.known for term in given.values() if term is not None))
    return Term(Items((Item(z3.BoolVal(True), facts),)), known)


def _fitted(fact: Fact, term: Term) -> Term:
    """What was put together, in the form that the fact takes; without a value outside its domain."""
    wanted, value = fact_type(fact), term.value
    if isinstance(value, Items):
        most = fact.domain["maximum"]
        return Term(value, both(term.known, value.count >= fact.domain.get("minimum", 0), value.count <= most))
    if wanted.kind not in NUMERIC:
        return term
    return Term(value, both(term.known, *_within(value, wanted)))


def _within(value: Any, wanted: Type) -> list[z3.BoolRef]:
    low, high = wanted.bounds.low, wanted.bounds.high
    ends = [value >= number(low)] if low is not None else []
    return ends + ([value <= number(high)] if high is not None else [])


def _exits(
    node: TableNode, names: Names, reading: Reading, outputs: Mapping[str, Term], came_out: z3.BoolRef
) -> tuple[dict[str, z3.BoolRef], z3.BoolRef]:
    """The ways out once something came out; and when the output that chooses between them has no value."""
    if not node.value_exits:
        return {"next": came_out}, NO
    fact = node.outputs[0].fact
    chooses = outputs[fact]
    here = names.supposing({(0, fact): chooses})
    open_, exits = both(came_out, chooses.known), {}
    for each in node.value_exits:
        is_it = reading.condition(node.pointer("exits", each.id, "is"), here)
        exits[each.id] = both(open_, is_it.is_true)
        open_ = both(open_, negated(is_it.is_true))
    exits["otherwise"] = open_
    return exits, both(came_out, negated(chooses.known))
