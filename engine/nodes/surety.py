"""What of a decision table is certainly known, given the facts that are: its inputs, its rows, its outputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.expressions import Typed, can_be_unknown, fact_bounds
from engine.expressions.intervals import Interval
from engine.model.flow import Fact
from engine.nodes.base import Expression, Part
from engine.nodes.table import Output, TableNode

Names = frozenset[str]


def known_inputs(node: TableNode, typed: Mapping[str, Typed], known: Names) -> Names:
    """`known`, and the names of the inputs that certainly have a value."""
    sure = (each.name for each in node.expressions() if each.name and not can_be_unknown(typed[each.pointer], known))
    return known | frozenset(sure)


def doubtful_rows(node: TableNode, typed: Mapping[str, Typed], known: Names) -> Iterator[Expression]:
    """The conditions of rows that cannot always be decided."""
    names = known_inputs(node, typed, known)
    rows = (each for each in node.expressions() if each.is_row)
    return (each for each in rows if can_be_unknown(typed[each.pointer], names))


def sure_outputs(node: TableNode, typed: Mapping[str, Typed], known: Names, facts: Mapping[str, Fact]) -> Names:
    """The outputs that certainly have a value whenever something comes out."""
    names = known_inputs(node, typed, known)
    return frozenset(output.fact for output in node.outputs if _is_sure(node, output, typed, names, facts))


def _is_sure(
    node: TableNode, output: Output, typed: Mapping[str, Typed], names: Names, facts: Mapping[str, Fact]
) -> bool:
    given = [each for each in node.expressions() if each.fills == output.fact]
    if any(can_be_unknown(typed[each.pointer], names) for each in given):
        return False
    bounds = fact_bounds(facts[output.fact])
    gather = node.policy.gather
    if gather == "count":
        return Interval(0, len(node.rows)).within(bounds)
    if given and given[0].part is Part.NUMBER:
        numbers = [typed[each.pointer].type.bounds for each in given]
        return _sum(numbers).within(bounds) if gather == "sum" else all(each.within(bounds) for each in numbers)
    if output.members:
        domain = facts[output.fact].domain
        return bool(domain.get("minimum", 0) == 0 and len(node.rows) <= domain["maximum"])
    return True


def _sum(numbers: Iterable[Interval]) -> Interval:
    """Where a sum of any of these lies: each is in it, or not."""
    total = Interval(0, 0)
    for each in numbers:
        low = None if each.low is None else min(each.low, 0)
        high = None if each.high is None else max(each.high, 0)
        total += Interval(low, high)
    return total
