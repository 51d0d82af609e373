"""Gives tables with a default a last row for it, where that changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from engine.analysis import build_graph
from engine.analysis.coverage import Cover, TooMuchError
from engine.definition import parse_flow
from engine.model.values import Json
from engine.nodes import TableNode, build_grid
from engine.scenarios.decision_tables.dmn_table import Default, in_order
from engine.scenarios.decision_tables.refusal import NotSupportedError, within
from engine.scenarios.decision_tables.steps import Row


def settle_defaults(document: Mapping[str, Json], defaults: Sequence[Default]) -> list[str]:
    """Changes the tables, and says what was done. Raises DefinitionError where the default would change more.

    `document` is the flow without the defaults. With a row for everything at its end, a table has to go by the
    first row that fits: the same, unless several rows fit together where the hit policy makes something of it.
    """
    there = build_graph(parse_flow(document))
    nodes = {node.imported_as: node for node in there.flow.nodes.values() if isinstance(node, TableNode)}
    notes = []
    for default in defaults:
        name = default.table.original
        with within(f"Decision “{name}”"):
            grid = build_grid(nodes[name], there.typed)
            if grid is None:
                raise NotSupportedError("it has a default, and nobody can tell which of its rows fit together")
            try:
                notes.append(_settle(default, Cover(grid)))
            except TooMuchError:
                raise NotSupportedError(
                    "it has a default, and too many areas to tell which rows fit together"
                ) from None
    return [f"Decision “{default.table.original}”: {note}" for default, note in zip(defaults, notes, strict=True)]


def _settle(default: Default, cover: Cover) -> str:
    table = default.table
    if cover.find_gap((1 << len(table.rows)) - 1) is None:
        return "its default is left out: its rows fit everything."
    if table.hit == "priority":
        table.rows = in_order(table.rows, [table.orders[each] for each in table.outputs])
        table.orders = {}
    elif table.hit != "first" and _matters(default, cover):
        raise NotSupportedError(
            f"it has a default, but rows that fit together, which “{table.hit}” does not allow: mend the rows first"
        )
    table.hit = "first"
    table.rows = [*table.rows, Row(original="default", cells={}, gives=default.gives)]
    return "its default became a last row, and its hit policy “first”, which gives the same here."


def _matters(default: Default, cover: Cover) -> bool:
    """Whether two rows fit together that may not."""
    rows = default.table.rows
    for one, other in combinations(range(len(rows)), 2):
        given = [[repr(term.code) for term in rows[each].gives] for each in (one, other)]
        may_agree = default.table.hit == "any" and given[0] == given[1]
        if cover.overlapping(one) >> other & 1 and all(cover.regions_of(one)) and not may_agree:
            return True
    return False
