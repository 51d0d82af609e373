"""Nodes nobody comes to, and nodes from which nobody gets anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.model.issue import Issue, Severity


@checks.register("unreachable")
def find_unreachable(there: FlowGraph) -> Iterator[Issue]:
    """Nodes that no exit leads to, from the start."""
    for name in there.flow.nodes:
        if name not in there.reachable:
            yield Issue(
                rule="unreachable",
                severity=Severity.WARNING,
                pointer=f"/nodes/{name}",
                what=f"Nobody can come to node “{name}”: no way leads to it from “{there.flow.start}”.",
                fix="Lead an exit to it, or remove it.",
            )


@checks.register("dead-end")
def find_dead_ends(there: FlowGraph) -> Iterator[Issue]:
    """Where journeys go astray: nodes from which no way leads to an outcome, told at the first of them."""
    ending = find_ending(there)
    for name in there.flow.nodes:
        if name not in there.reachable or name in ending:
            continue
        if name == there.flow.start or any(before in ending for before in there.graph.predecessors(name)):
            yield Issue(
                rule="dead-end",
                severity=Severity.ERROR,
                pointer=f"/nodes/{name}",
                what=f"From node “{name}” no way leads to an outcome.",
                fix="Lead an exit to an article, a handoff or an end.",
            )


@lru_cache(maxsize=4)
def find_ending(there: FlowGraph) -> frozenset[str]:
    """Nodes from which some way leads to an outcome, outcomes included."""
    ending = set(there.outcomes)
    waiting = list(ending)
    while waiting:
        news = set(there.graph.predecessors(waiting.pop())) - ending
        ending |= news
        waiting += news
    return frozenset(ending)
