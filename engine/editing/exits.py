"""Where the nodes of a draft lead, and leading them elsewhere. Reads nodes that are not whole yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.editing.sheet import Sheet
from engine.errors import EditError
from engine.model.values import Json

NAMED = ("next", "otherwise", "unknown", "unmatched", "unsolved")
"""The exits that a node has at most once."""
LISTED = ("rules", "exits")
"""The lists whose entries are exits, each by its id."""
_BRANCHING = frozenset({"question", "page"})
_NEEDED = {
    "calculate": ("next",),
    "message": ("next",),
    "repeat": ("next",),
    "decision": ("otherwise",),
}
"""Exits without which a node of that type cannot be."""


def ways_out(node: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Name and target of each exit, in the order in which they are looked at."""
    for group in LISTED:
        for entry in _entries(node, group):
            yield str(entry.get("id", "")), str(entry.get("next", ""))
    for key in NAMED:
        if isinstance(node.get(key), str):
            yield key, node[key]


def exits_of(node: Mapping[str, Json]) -> list[str]:
    """The exits that a node has, and those that it may have besides."""
    return [name for name, _ in ways_out(node)] + [
        name for name in NAMED if name in possible_exits(node) and not isinstance(node.get(name), str)
    ]


def ways_in(sheet: Sheet, name: str) -> list[tuple[str, str]]:
    """Node and exit of each way that leads to a node."""
    return [(other, exit) for other, node in sheet.nodes.items() for exit, target in ways_out(node) if target == name]


def follow(node: Mapping[str, Json], exit: str) -> str:
    """Where an exit leads; empty when there is none of that name."""
    return next((target for name, target in ways_out(node) if name == exit), "")


def lead(sheet: Sheet, name: str, exit: str, to: str) -> None:
    """Let an exit lead to another node. Raises EditError when the node cannot have that exit."""
    node = sheet.node(name)
    sheet.node(to)
    for group in LISTED:
        for entry in _entries(node, group):
            if entry.get("id") == exit:
                entry["next"] = to
                return
    if exit not in NAMED or exit not in possible_exits(node):
        raise EditError(f"{sheet.called(name)} has no exit “{exit}”.", f"It has: {', '.join(_names(node))}.")
    node[exit] = to


def led_elsewhere(node: Mapping[str, Json], names: Mapping[str, str]) -> dict[str, Json]:
    """The node with exits that lead to where `names` says; all others stay."""
    led = {**node, **{key: names.get(node[key], node[key]) for key in NAMED if key in node}}
    for group in LISTED:
        if group in node:
            led[group] = [{**entry, "next": names.get(entry["next"], entry["next"])} for entry in node[group]]
    return led


def close(sheet: Sheet, name: str, exit: str) -> None:
    """Take an exit away: the rule or entry it belongs to, or the key. Raises EditError where it has to stay."""
    node = sheet.node(name)
    if exit in _NEEDED.get(node.get("type", ""), ()):
        raise EditError(f"{sheet.called(name)} has to lead somewhere.", "Lead it to another step instead.")
    for group in LISTED:
        kept = [entry for entry in _entries(node, group) if entry.get("id") != exit]
        if len(kept) < len(_entries(node, group)):
            sheet.drop_texts(f"/nodes/{name}/{group}/{exit}")
            node.update({group: kept} if kept else {})
            if not kept:
                del node[group]
            return
    if exit not in node:
        raise EditError(f"{sheet.called(name)} has no exit “{exit}”.", "It may have been taken away already.")
    del node[exit]


def main_exit(node: Mapping[str, Json]) -> str:
    """The exit by which the flow goes on from a node that is linked in: none from one that ends it."""
    if node["type"] in ("end", "article", "results", "handoff"):
        return ""
    if node["type"] == "decision" or "rules" in node:
        return "otherwise"
    return "next"


def possible_exits(node: Mapping[str, Json]) -> frozenset[str]:
    """The exits of NAMED that a node of its type, as it branches now, can have."""
    kind = node.get("type")
    if kind in _BRANCHING:
        return frozenset({"otherwise", "unknown"}) if node.get("rules") else frozenset({"next"})
    by_type = {
        "decision": {"otherwise", "unknown"},
        "table": {"otherwise", "unknown", "unmatched"} if node.get("exits") else {"next", "unknown", "unmatched"},
        "subflow": {"otherwise"} if node.get("exits") else {"next"},
        "article": {"unsolved"},
        "results": {"unsolved"},
        "handoff": set(),
        "end": set(),
    }
    return frozenset(by_type.get(str(kind), {"next"}))


def _names(node: Mapping[str, Json]) -> list[str]:
    found = [name for name, _ in ways_out(node)]
    return found + sorted(possible_exits(node) - set(found)) or ["none: the flow ends there"]


def _entries(node: Mapping[str, Json], group: str) -> list[dict[str, Any]]:
    found = node.get(group)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
