"""The graph of a JSON decision model: which node comes after which, and which ones follow a switch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from engine.model.values import Json
from engine.scenarios.decision_tables.refusal import refusal

_KNOWN = {"decisionTableNode", "expressionNode", "switchNode", "inputNode", "outputNode"}
_LISTS = {
    "decisionTableNode": ("inputs", "outputs", "rules"),
    "expressionNode": ("expressions",),
    "switchNode": ("statements",),
}
_SAID = {"functionNode": "code", "decisionNode": "another decision", "customNode": "an extension of that tool"}


@dataclass(frozen=True)
class Graph:
    """The nodes that are evaluated, in an order in which each comes after those it needs."""

    nodes: Mapping[str, Mapping[str, Json]]
    order: tuple[str, ...]
    edges: tuple[tuple[str, str, str], ...]
    """From, to, and the way of a switch by which."""
    first: str

    def before(self, node: str) -> list[str]:
        return [source for source, target, _ in self.edges if target == node]

    def after(self, node: str, way: str | None = None) -> list[str]:
        """The nodes that follow, or those that follow one way of a switch."""
        return [target for source, target, by in self.edges if source == node and way in (None, by)]

    def reached(self, starts: Iterable[str]) -> frozenset[str]:
        """These nodes and all that follow them."""
        waiting, found = list(starts), set[str]()
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self.after(node)
        return frozenset(found)


def read_graph(model: Json) -> Graph:
    """The graph of a model. Raises DefinitionError when it is none, or has nodes that no flow can have."""
    nodes, edges = _shape(model)
    first = [name for name, node in nodes.items() if node["type"] == "inputNode"]
    if len(first) != 1:
        raise refusal("", f"A model has one node where it begins (inputNode); here there are {len(first)}.")
    for node in nodes.values():
        if node["type"] not in _KNOWN:
            said = _SAID.get(node["type"], "of a type that is not known")
            raise refusal(
                f"Node “{node['name']}”", f"it is {said} ({node['type']}), which cannot become a part of a flow."
            )
        _check_content(node)
    outputs = {name for name, node in nodes.items() if node["type"] == "outputNode"}
    kept = tuple(edge for edge in edges if edge[1] not in outputs and edge[0] in nodes and edge[1] in nodes)
    graph = Graph(nodes, (), kept, first[0])
    reached = graph.reached(first)
    sorter = TopologicalSorter({name: [each for each in graph.before(name) if each in reached] for name in reached})
    try:
        order = tuple(sorter.static_order())
    except CycleError:
        raise refusal("", "The nodes of the model lead back to one another.") from None
    return Graph({name: nodes[name] for name in order}, order, tuple(e for e in kept if e[0] in reached), first[0])


def _check_content(node: Mapping[str, Json]) -> None:
    """Refuses content that is not made as that tool makes it, so that nothing later meets a surprise."""
    content = node.get("content") if node.get("content") is not None else {}
    lists = _LISTS.get(node["type"], ())
    if not isinstance(content, dict) or (lists and not content):
        raise refusal(f"Node “{node['name']}”", "it has no content.")
    for key in lists:
        entries = content.get(key)
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise refusal(f"Node “{node['name']}”", f"its “{key}” is not a list of objects.")
    path = content.get("outputPath")
    if path is not None and not isinstance(path, str):
        raise refusal(f"Node “{node['name']}”", "its “outputPath” is not a text.")


def _shape(model: Json) -> tuple[dict[str, Mapping[str, Json]], list[tuple[str, str, str]]]:
    if not isinstance(model, dict) or not all(isinstance(model.get(key), list) for key in ("nodes", "edges")):
        raise refusal("", "This is no decision model: it has no “nodes” or no “edges”.")
    nodes: dict[str, Mapping[str, Json]] = {}
    for node in model["nodes"]:
        if not isinstance(node, dict) or not all(isinstance(node.get(key), str) for key in ("id", "type", "name")):
            raise refusal("", "A node of the model has no “id”, “name” or “type”.")
        nodes[node["id"]] = node
    edges = []
    for edge in model["edges"]:
        if not isinstance(edge, dict) or not all(isinstance(edge.get(key), str) for key in ("sourceId", "targetId")):
            raise refusal("", "An edge of the model does not say from where to where.")
        edges.append((edge["sourceId"], edge["targetId"], str(edge.get("sourceHandle") or "")))
    return nodes, edges
