"""What may rule out something at a node by itself: its own conditions, and what their facts can be."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from engine.definition import Release
from engine.nodes import PageNode, QuestionNode


@dataclass(frozen=True)
class Near:
    """What is near a node."""

    nodes: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()


class Nearby:
    """Finds it for the nodes of one flow. `said` has the pointers of all that the designer wrote."""

    def __init__(self, release: Release, said: Container[str]) -> None:
        self._nodes, self._typed, self._said = release.flow.nodes, release.typed, said
        self._filling: dict[str, list[str]] = {}
        """By fact, the nodes that fill it."""
        for name, node in self._nodes.items():
            for fact in node.fills:
                self._filling.setdefault(fact, []).append(name)

    def find(self, node: str) -> Near:
        """Conditions of the node and of those that fill what they read, and what can be answered there."""
        facts = self._read_at(node)
        nodes = {node: None}
        waiting = list(facts)
        while waiting:
            for name in self._filling.get(waiting.pop(), ()):
                if name in nodes:
                    continue
                nodes[name] = None
                if not isinstance(self._nodes[name], QuestionNode | PageNode):  # an answer hangs on nothing else
                    news = [fact for fact in self._read_at(name) if fact not in facts]
                    facts.update(dict.fromkeys(news))
                    waiting += news
        conditions = (each.pointer for name in nodes for each in self._nodes[name].expressions())
        domains = (f"/facts/{fact}" for fact in facts)
        return Near(tuple(nodes), tuple(each for each in (*conditions, *domains) if each in self._said))

    def _read_at(self, node: str) -> dict[str, None]:
        """The facts that its expressions read, in order."""
        typed = (self._typed.get(each.pointer) for each in self._nodes[node].expressions())
        read = {fact for each in typed if each is not None for level, fact in each.reads if level == 0}
        return dict.fromkeys(sorted(read))
