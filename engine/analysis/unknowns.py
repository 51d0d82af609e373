"""Rules that some journeys cannot decide, because an answer they read is missing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.certainty import conditions, find_certainty
from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.expressions import can_be_unknown, facts_read
from engine.model.issue import Issue, Severity
from engine.nodes import Expression, Node


@checks.register("undecided")
def find_undecided(there: FlowGraph) -> Iterator[Issue]:
    """Nodes that can meet an unknown and have no exit for it: a journey would be stuck there."""
    reading = find_certainty(there).reading
    for name in there.flow.nodes:
        node = there.flow.nodes[name]
        doubtful = [
            each
            for each in conditions(node)
            if each.pointer in reading and can_be_unknown(there.typed[each.pointer], reading[each.pointer])
        ]
        has_exit = any(exit.name == "unknown" for exit in node.exits())
        if doubtful and not has_exit:
            yield _undecided(there, node, doubtful[0], reading[doubtful[0].pointer])
        if has_exit and not doubtful and name in there.reachable:
            yield Issue(
                rule="never-unknown",
                severity=Severity.NOTE,
                pointer=f"{node.pointer()}/unknown",
                what=f"Node “{name}” never leaves by “unknown”: its rules can always be decided.",
            )


def _facts(there: FlowGraph, node: Node, condition: Expression) -> frozenset[str]:
    """The facts that a condition reads, itself or by the inputs of its table."""
    named = {each.name: each for each in node.expressions() if each.name}
    read = facts_read(there.typed[condition.pointer])
    inner = (facts_read(there.typed[named[name].pointer]) if name in named else {name} for name in read)
    return frozenset().union(*inner)


def _undecided(there: FlowGraph, node: Node, condition: Expression, known: frozenset[str]) -> Issue:
    rule, group = condition.pointer.split("/")[-2], condition.pointer.split("/")[-3]
    noun = {"rows": "Row", "exits": "Exit"}.get(group, "Rule")
    missing = sorted(_facts(there, node, condition) - known)
    names = " or ".join(f"“{fact}”" for fact in missing)
    why = f"{names} may not have been answered" if missing else "a calculation in it may have no result"
    return Issue(
        rule="undecided",
        severity=Severity.ERROR,
        pointer=condition.pointer,
        what=f"{noun} “{rule}” of node “{node.id}” cannot always be decided: {why}.",
        fix="Add “unknown”, the node that follows then, or ask before this node on every way.",
    )
