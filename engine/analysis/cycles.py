"""Ways that lead back to where they began. Coming to a node twice in one walk is a failure."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from engine.analysis.graph import FlowGraph
from engine.analysis.issues import checks
from engine.analysis.reachability import find_ending
from engine.model.issue import Issue, Severity


@checks.register("cycle")
def find_cycles(there: FlowGraph) -> Iterator[Issue]:
    """One warning for each knot of nodes that lead to one another.

    Whether any answers can follow the way round is not decided here; until that is proved, it is a warning.
    A knot that leads to no outcome is a dead end, and told as such.
    """
    part = there.graph.subgraph(there.reachable & find_ending(there))
    order = {name: index for index, name in enumerate(there.flow.nodes)}
    for knot in nx.strongly_connected_components(part):
        if len(knot) == 1 and not part.has_edge(*knot, *knot):
            continue
        names = _way_round(part, min(knot, key=order.__getitem__), knot)
        way = " → ".join(f"“{name}”" for name in [*names, names[0]])
        yield Issue(
            rule="cycle",
            severity=Severity.WARNING,
            pointer=f"/nodes/{names[0]}",
            what=f"The flow can lead back to node “{names[0]}”: {way}.",
            fix="A journey that comes to a node a second time is stopped; let one of these lead elsewhere.",
        )


def _way_round(graph: nx.MultiDiGraph, start: str, knot: set[str]) -> list[str]:
    """The nodes of a shortest way from `start` back to itself, `start` first."""
    inside = graph.subgraph(knot)
    ways = [nx.shortest_path(inside, after, start) for after in sorted(inside.successors(start))]
    return [start, *min(ways, key=len)[:-1]]
