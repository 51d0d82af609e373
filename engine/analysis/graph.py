"""The flow as a graph: nodes, and an edge for every exit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from engine.definition import type_expressions
from engine.expressions import Typed
from engine.nodes import Flow

MEMBER = re.compile(r"/\d+(?=[/.])")
"""The number of a member of a list, in the name of a node."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FlowGraph:
    """A flow and its graph. Edges carry the name of their exit; two exits to one node are two edges.

    Compared by identity, so that what one check finds out can be kept for the next.
    """

    flow: Flow
    graph: nx.MultiDiGraph
    reachable: frozenset[str]
    """Nodes that exits lead to from the start."""
    typed: Mapping[str, Typed]
    """Every condition and calculation, by its pointer."""

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """Nodes at which a journey can end."""
        return frozenset(node.id for node in self.flow.nodes.values() if node.outcome)

    def fillers(self, fact: str) -> tuple[str, ...]:
        """Reachable nodes that fill `fact`, in the order of the document."""
        return tuple(self._fillers.get(fact, ()))

    @cached_property
    def _fillers(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node in self.flow.nodes.values():
            for fact in dict.fromkeys(node.fills) if node.id in self.reachable else ():
                found.setdefault(fact, []).append(node.id)
        return found


def build_graph(flow: Flow, typed: Mapping[str, Typed] | None = None) -> FlowGraph:
    """The graph of a flow whose exits all lead to existing nodes. `typed` spares it typing the expressions anew."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(flow.nodes)
    graph.add_edges_from(
        (node.id, exit.target, {"exit": exit.name}) for node in flow.nodes.values() for exit in node.exits()
    )
    reachable = frozenset({flow.start} | nx.descendants(graph, flow.start))
    return FlowGraph(flow=flow, graph=graph, reachable=reachable, typed=typed or type_expressions(flow))
