"""What the steps of a draft and their exits are called, taken over from one state to the next: an edit changes few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.analysis import Naming


@dataclass(frozen=True, kw_only=True)
class Called:
    """One step in words."""

    text: str
    exits: Mapping[str, str]


class Labels:
    """Those of the state that was read last. What a step is called hangs on itself, the facts and the tables only."""

    def __init__(self) -> None:
        self._last: tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Called]] = ({}, {}, {})

    def of(self, document: Mapping[str, Any], naming: Naming) -> Mapping[str, Called]:
        """Of every step."""
        nodes: Mapping[str, Any] = document["nodes"]
        around = {key: value for key, value in document.items() if key != "nodes"}
        were_around, were, known = self._last  # one look, because several requests may read at the same time
        if around != were_around:
            known = {}
        called = {
            name: known[name] if name in known and were[name] == node else _called(naming, name)
            for name, node in nodes.items()
        }
        self._last = (around, nodes, called)
        return called


def _called(naming: Naming, name: str) -> Called:
    node = naming.flow.nodes[name]
    return Called(text=naming.text(node), exits={exit.name: naming.label(node, exit) for exit in node.exits()})
