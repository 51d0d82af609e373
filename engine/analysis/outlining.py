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
    above = {name: each for name, each in nx.immediate_dominators(reached, start).items() if each not in (None, name)}
    tree = _Tree(reached, nx.DiGraph([(each, name) for name, each in above.items()]), start)
    placed: dict[str, int] = {}
    waiting = [(start, 0)]
    while waiting:
        name, depth = waiting.pop()
        placed[name] = depth
        waiting += reversed(tree.below(name, depth))
    return placed


class _Tree:
    """Which nodes stand below which, and how many."""

    def __init__(self, reached: nx.DiGraph, tree: nx.DiGraph, start: str) -> None:
        self.reached, self.tree = reached, tree
        self.after = {name: tuple(reached.successors(name)) for name in reached}
        tree.add_node(start)
        self.sizes: dict[str, int] = {}
        for name in nx.dfs_postorder_nodes(tree, start):
            self.sizes[name] = 1 + sum(self.sizes[each] for each in tree.successors(name))

    def below(self, name: str, depth: int) -> list[tuple[str, int]]:
        """What comes below a node: the branches that only its own exits lead into, then where they meet again.

        One branch is no branch but the way on, and stays on the level: the only one; the last, where nothing meets
        again; or the one that holds more than all that comes after.
        """
        inner = set(self.tree.successors(name))
        targets = list(self.reached.successors(name))
        branches = [each for each in targets if each in inner and set(self.reached.predecessors(each)) == {name}]
        # Of two meeting points, the one that the other can still be reached from comes first.
        meet = inner.difference(branches)
        meetings = sorted(meet, key=lambda each: (-self.leads_to(each, meet), each)) if len(meet) > 1 else list(meet)
        trunk = self._way_on(targets, branches, meetings)
        side = [(each, depth + 1) for each in branches if each != trunk]
        return [*side, *((each, depth) for each in ([trunk] if trunk else [])), *((each, depth) for each in meetings)]

    def leads_to(self, name: str, some: set[str]) -> int:
        """How many of `some` can be reached from a node."""
        found, waiting = {name}, [name]
        while waiting:  # by hand: networkx takes ten times as long, and a large flow asks often
            for each in self.after[waiting.pop()]:
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return len((found - {name}) & some)

    def _way_on(self, targets: list[str], branches: list[str], meetings: list[str]) -> str:
        if not branches:
            return ""
        if len(targets) == 1 or not meetings:
            return branches[-1]
        largest = max(branches, key=lambda each: self.sizes[each])
        others = sum(self.sizes[each] for each in (*branches, *meetings) if each != largest)
        return largest if self.sizes[largest] > others else ""
