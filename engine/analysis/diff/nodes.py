"""Nodes that came, went, were renamed or stand elsewhere on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx

from engine.analysis.diff.change import Change, Kind, Subject
from engine.analysis.diff.lists import moved_among
from engine.analysis.diff.parts import PartComparer
from engine.analysis.diff.renamed import EXITS, Matching
from engine.analysis.diff.speaking import Speaker
from engine.model.values import Json

Document = Mapping[str, Json]
_NOUNS = {
    "question": "question",
    "message": "message",
    "decision": "decision",
    "handoff": "handoff to a person",
    "page": "page",
}


def compare_nodes(old: Document, new: Document, matching: Matching, then: Speaker, now: Speaker) -> Iterator[Change]:
    """What became of the nodes. `old` is in the new names."""
    before, after = old["nodes"], new["nodes"]
    comparer = PartComparer(then, now, {f"/nodes/{name}": f"/nodes/{was}" for name, was in matching.nodes.items()})
    yield from _start(old, new)
    for name in after:
        if name in matching.nodes:
            sentence = f"Node “{matching.nodes[name]}” is now called “{name}”."
            yield _node(Kind.RENAMED, name, sentence, matching.nodes[name], name)
    for name, node in before.items():
        if name not in after:
            yield _node(Kind.REMOVED, name, f"The {_noun(node)} {then.node(name)} is gone.", node, None)
    ways = _ways(after)
    for name, node in after.items():
        if name not in before:
            yield _node(
                Kind.ADDED, name, f"The {_noun(node)} {now.node(name)} is new{_follows(ways, name)}.", None, node
            )
    yield from _moved(old, new)
    for name, node in after.items():
        if name in before and before[name] != node:
            yield from comparer.changes(before[name], node, f"/nodes/{name}", f"node “{name}”")


def _start(old: Document, new: Document) -> Iterator[Change]:
    if old["start"] != new["start"]:
        sentence = f"A journey began at “{old['start']}” and now begins at “{new['start']}”."
        yield Change(Subject.EXIT, Kind.CHANGED, "/start", sentence, old["start"], new["start"])


def _moved(old: Document, new: Document) -> Iterator[Change]:
    """Nodes that come at another place on the way: after others than before, and in another order."""
    before, after = _order(old), _order(new)
    common = set(before) & set(after)
    kept = [name for name in before if name in common]
    moved = set(moved_among(kept, [name for name in after if name in common]))
    ways_then, ways_now = _ways(old["nodes"]), _ways(new["nodes"])
    for name in after:
        if name not in moved:
            continue
        was, value = (_leading(ways, name, common) for ways in (ways_then, ways_now))
        if was != value and not was & value:
            place = f"after {_named(value)}" if value else "first"
            sentence = f"Node “{name}” now comes {place} instead of {f'after {_named(was)}' if was else 'first'}."
            yield _node(Kind.MOVED, name, sentence, sorted(was), sorted(value))


def _order(document: Document) -> list[str]:
    """The nodes that can be reached, in the order in which they are met; where that goes round, as they stand."""
    graph = _ways(document["nodes"])
    reachable = {document["start"], *nx.descendants(graph, document["start"])}
    part = graph.subgraph(reachable)
    place = {name: index for index, name in enumerate(document["nodes"])}
    if not nx.is_directed_acyclic_graph(part):
        return [name for name in document["nodes"] if name in reachable]
    return list(nx.lexicographical_topological_sort(part, key=lambda name: place[name]))


def _ways(nodes: Mapping[str, Mapping[str, Json]]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((name, target) for name, node in nodes.items() for target in _targets(node) if target in nodes)
    return graph


def _targets(part: Json, key: str = "") -> Iterator[str]:
    if isinstance(part, Mapping):
        for name, each in part.items():
            yield from _targets(each, name)
    elif isinstance(part, list):
        for each in part:
            yield from _targets(each)
    elif key in EXITS and isinstance(part, str):
        yield part


def _leading(ways: nx.DiGraph, name: str, common: set[str]) -> set[str]:
    """The nodes of both editions from which a node is reached with none of both in between."""
    found: set[str] = set()
    waiting, seen = list(ways.predecessors(name)), {name}
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        if each in common:
            found.add(each)
        else:
            waiting.extend(ways.predecessors(each))
    return found


def _follows(ways: nx.DiGraph, name: str) -> str:
    before = list(ways.predecessors(name))
    return f"; it comes after {_named(set(before))}" if before else ""


def _named(names: set[str]) -> str:
    said = [f"“{name}”" for name in sorted(names)]
    if not said:
        return "nothing"
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"


def _noun(node: Mapping[str, Json]) -> str:
    return _NOUNS.get(node["type"], f"node of the type {node['type']}")


def _node(kind: Kind, name: str, sentence: str, before: Json, after: Json) -> Change:
    return Change(Subject.NODE, kind, f"/nodes/{name}", sentence, before, after)
