"""A draft as a list: the nodes in the order in which people meet them, each within the branch it belongs to.

What some people pass and others do not stands a level deeper; where all of them come together again the list is
back at the level of the fork. Reads drafts that are not whole: nodes that nothing leads to come last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from engine.editing import ways_out
from engine.model.values import Json


@dataclass(frozen=True, kw_only=True)
class Line:
    """One node of the outline."""

    node: str
    depth: int
    """How many branches it stands within."""
    exits: tuple[tuple[str, str], ...]
    """Name and target of each; a target that does not exist is a fault, told by the check."""
    is_reached: bool = True


def outline(document: Mapping[str, Json]) -> tuple[Line, ...]:
    """Every node once."""
    nodes: Mapping[str, Mapping[str, Json]] = document.get("nodes", {})
    start = str(document.get("start", ""))
    order = _in_order(nodes, start) if start in nodes else {}
    left = dict.fromkeys((name for name in nodes if name not in order), 0)
    return tuple(
        Line(node=name, depth=depth, exits=tuple(ways_out(nodes[name])), is_reached=name in order)
        for name, depth in (order | left).items()
    )


def _in_order(nodes: Mapping[str, Mapping[str, Json]], start: str) -> dict[str, int]:
    """Nodes with their depths. A node stands below the last one that everybody passes before it."""
    graph = nx.DiGraph()
    graph.add_node(start)
    for name, node in nodes.items():
        graph.add_edges_from((name, target) for _, target in ways_out(node) if target in nodes)
    reached = graph.subgraph({start} | nx.descendants(graph, start))
    below: dict[str, list[str]] = {}
    for name, above in nx.immediate_dominators(reached, start).items():
        if name != start and above is not None:
            below.setdefault(above, []).append(name)
    placed: dict[str, int] = {}
    waiting = [(start, 0)]
    while waiting:
        name, depth = waiting.pop()
        placed[name] = depth
        waiting += reversed(_next(reached, name, below.get(name, []), depth))
    return placed


def _next(reached: nx.DiGraph, name: str, below: list[str], depth: int) -> list[tuple[str, int]]:
    """What comes below a node: first the branches that only its own exits lead into, then where they meet again."""
    targets = list(reached.successors(name))
    branches = [target for target in targets if target in below and set(reached.predecessors(target)) == {name}]
    meetings = [each for each in below if each not in branches]
    # Of two meeting points, the one that the other can still be reached from comes first.
    meetings.sort(key=lambda each: -len(nx.descendants(reached, each) & set(meetings)))
    if not meetings and branches:  # the last exit is the one by which most go on: it stays on this level
        return [*((each, depth + 1) for each in branches[:-1]), (branches[-1], depth)]
    deeper = depth + 1 if len(targets) > 1 else depth
    return [*((each, deeper) for each in branches), *((each, depth) for each in meetings)]
