"""What would have to be answered to decide something that is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from engine.definition.release import Release
from engine.expressions import facts_read
from engine.model.values import Values
from engine.nodes import CalculateNode, Node, TableNode


def find_missing(release: Release, pointers: Iterable[str], known: Values) -> tuple[str, ...]:
    """The facts to ask for, in the order of the flow's nodes: behind a fact that is worked out, what it is made of."""
    nodes = release.flow.nodes.values()
    waiting = [fact for pointer in pointers for fact in facts_read(release.typed[pointer])]
    unknown: set[str] = set()
    while waiting:
        fact = waiting.pop()
        if fact in unknown or known.get(fact) is not None:
            continue
        unknown.add(fact)
        for node in nodes:
            if fact in node.fills:
                waiting.extend(_made_of(release, node, fact))
    asked = (fact for node in nodes if not _works_out(node) for fact in node.fills)
    return tuple(dict.fromkeys(fact for fact in asked if fact in unknown))


def _works_out(node: Node) -> bool:
    return isinstance(node, CalculateNode | TableNode)


def _made_of(release: Release, node: Node, fact: str) -> set[str]:
    """The facts that a node reads to work this one out; a table reads its inputs and rows for all its outputs."""
    if not _works_out(node):
        return set()
    of_all = isinstance(node, TableNode)
    read = [facts_read(release.typed[each.pointer]) for each in node.expressions() if of_all or each.fills == fact]
    return {name for names in read for name in names if name in release.flow.facts}
