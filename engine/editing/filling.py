"""Which facts the nodes of a draft fill, and which they read or speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.editing.renaming import renamed_node
from engine.model.values import Json


def filled_by(node: Mapping[str, Json]) -> Iterator[str]:
    """The facts that a node asks for, works out or takes from another flow."""
    if isinstance(node.get("fact"), str):
        yield node["fact"]
    for group in ("questions", "set", "outputs"):
        entries: Any = node.get(group, ())
        if isinstance(entries, Mapping):
            yield from entries if node.get("type") == "subflow" else ()
        else:
            yield from (each["fact"] for each in entries if isinstance(each, Mapping) and "fact" in each)


def used_by(document: Mapping[str, Json], nodes: Iterable[str], group: str) -> list[str]:
    """The facts, tables, holiday lists or sources that some of these nodes name, in the document's order."""
    chosen = list(nodes)
    return [
        name
        for name in document.get(group, {})
        if any(
            renamed_node(document, node, group, name, f"{name}\N{NULL}") != document["nodes"][node] for node in chosen
        )
    ]
