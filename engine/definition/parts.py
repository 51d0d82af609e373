"""What the last release was made of, for the next one: after an edit most nodes are the same, and need no new reading.

A node is taken over where its JSON is the same to the letter. Its expressions keep their types, and what was compiled
of them, where all that they may name is the same as well: tables, holidays, and every fact that is there still. What
an expression names was there before and is there now, because both documents passed their check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.definition.loader import build_node
from engine.expressions import Typed
from engine.model.values import Json, Value, Values
from engine.nodes import Node

Compiled = Callable[[Values], Value | None]


@dataclass
class _Part:
    """One node as it was read."""

    written: str
    node: Node
    typed: Mapping[str, Typed] = field(default_factory=dict)
    """Its expressions by pointer; none of a node that was just read."""


class Parts:
    """The nodes of the last release that was built with them, and its expressions. Nothing older is kept."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Part] = {}
        self._typed: Mapping[str, Typed] = {}
        self._compiled: Mapping[str, Compiled] = {}
        self._facts: dict[str, str] = {}
        self._around: tuple[str, ...] = ()
        self._sources = ""

    def begin(self, document: Mapping[str, Json]) -> None:
        """Lets go of what a release of this document cannot have in common with the last one."""
        facts = {name: repr(data) for name, data in document["facts"].items()}
        around = tuple(repr(document.get(key)) for key in ("tables", "holidays"))
        sources = repr(document.get("sources"))
        if sources != self._sources:
            self._nodes.clear()
        if around != self._around or any(facts.get(name, was) != was for name, was in self._facts.items()):
            for part in self._nodes.values():
                part.typed = {}
        self._facts, self._around, self._sources = facts, around, sources
        self._nodes = {name: part for name, part in self._nodes.items() if name in document["nodes"]}

    def node(self, name: str, data: Mapping[str, Json], sources: Mapping[str, Json]) -> Node:
        """The node that this JSON describes."""
        written, kept = repr(data), self._nodes.get(name)
        if kept is None or kept.written != written:
            kept = self._nodes[name] = _Part(written, build_node(name, data, sources))
        return kept.node

    def typed(self, node: Node, type_anew: Callable[[Node], Mapping[str, Typed]]) -> Mapping[str, Typed]:
        """The node's expressions by pointer."""
        part = self._nodes[node.id]
        part.typed = part.typed or type_anew(node)
        return part.typed

    def compiled(self, typed: Mapping[str, Typed]) -> dict[str, Compiled]:
        """What was compiled of these expressions before."""
        return {pointer: each for pointer, each in self._compiled.items() if typed.get(pointer) is self._typed[pointer]}

    def keep(self, typed: Mapping[str, Typed], compiled: Mapping[str, Compiled]) -> None:
        """Keeps the expressions of the release that was built now; more of them may yet be compiled."""
        self._typed, self._compiled = typed, compiled
