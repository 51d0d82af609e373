"""The flows that a flow runs: which they are, and which release of each is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from engine.definition.digests import digest, fingerprint, logic_digest
from engine.model.values import Json

RUNS_A_FLOW = frozenset({"subflow", "repeat"})
"""The types of node that run another flow."""


@dataclass(frozen=True, kw_only=True)
class Child:
    """Another flow, as it stands."""

    document: Mapping[str, Json]
    translations: Mapping[str, Json] = field(default_factory=dict)


Children: TypeAlias = Mapping[str, Child]
"""By the flow's id: the one to take where no release is named. By fingerprint: that release."""


def calls_in(document: Mapping[str, Json]) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The nodes that run another flow, by name. Sound or not: what is no node is left out."""
    nodes = document.get("nodes")
    for name, node in nodes.items() if isinstance(nodes, dict) else ():
        if isinstance(node, dict) and node.get("type") in RUNS_A_FLOW and isinstance(node.get("flow"), str):
            yield name, node


def find_child(children: Children, node: Mapping[str, Json]) -> Child | None:
    """The flow that a node runs: the release it names, else the flow as it stands."""
    release = node.get("release")
    return children.get(release) if isinstance(release, str) and release in children else children.get(node["flow"])


def pin(document: Mapping[str, Json], children: Children) -> dict[str, Json]:
    """The document with the release of every flow it runs written down, as the manifest of its own release."""
    pinned = {name: {**node, "release": _name(node, children)} for name, node in calls_in(document)}
    return {**document, "nodes": {**document["nodes"], **pinned}} if pinned else dict(document)


def fingerprint_of(child: Child, children: Children) -> str:
    """The name of the release that a child makes, with its own children written down in it."""
    return fingerprint(pin(child.document, children), child.translations)


def _name(node: Mapping[str, Json], children: Children) -> str:
    child = find_child(children, node)
    if child is None:
        raise KeyError(node["flow"])
    return str(node.get("release") or fingerprint_of(child, children))


def logic_of(document: Mapping[str, Json], children: Children) -> str:
    """The digest of a flow's logic and of the logic of every flow that it runs."""
    found = {name: find_child(children, node) for name, node in calls_in(document)}
    own = logic_digest(document)
    inner = {name: logic_of(child.document, children) for name, child in found.items() if child}
    return digest({"flow": own, "runs": inner}) if inner else own
